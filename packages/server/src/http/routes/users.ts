import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { RunningWork } from '../running-work.ts';
import type { Atelier } from '../../service/atelier.ts';
import { apiRoute, jsonContent } from '../route.ts';
import { newUser, removedUser, user, userChanges, userList, userWithToken } from '../user-schemas.ts';
import { refuseInvalid } from './questions.ts';

const named = {
  params: z.object({
    user: z
      .string()
      .min(1)
      .openapi({ param: { name: 'user', in: 'path' } }),
  }),
};

const listRoute = apiRoute({
  method: 'get',
  path: '/api/users',
  summary: 'List the users with their groups',
  tags: ['Users'],
  responses: { 200: { description: 'Users by name', content: jsonContent(userList) } },
});

const addRoute = apiRoute({
  method: 'post',
  path: '/api/users',
  summary: 'Add a user',
  description: 'The token comes with this answer and never again.',
  tags: ['Users'],
  request: { body: { content: jsonContent(newUser), required: true } },
  responses: { 201: { description: 'Added', content: jsonContent(userWithToken) } },
});

const setRoute = apiRoute({
  method: 'patch',
  path: '/api/users/{user}',
  summary: 'Change the name or the groups of a user',
  description:
    'Groups are set anew; what is left out stays. It counts at once: answers that are being made for the user are broken off.',
  tags: ['Users'],
  request: { ...named, body: { content: jsonContent(userChanges), required: true } },
  responses: { 200: { description: 'The user as it is now', content: jsonContent(user) } },
});

const removeRoute = apiRoute({
  method: 'delete',
  path: '/api/users/{user}',
  summary: 'Remove a user',
  description: 'The token and all sessions end at once, and so do answers that are being made for the user.',
  tags: ['Users'],
  request: named,
  responses: { 200: { description: 'Removed', content: jsonContent(removedUser) } },
});

const tokenRoute = apiRoute({
  method: 'post',
  path: '/api/users/{user}/token',
  summary: 'Make a new token for a user',
  description:
    'The old one ends at once, with all sessions that came by it and answers that are being made for the user.',
  tags: ['Users'],
  request: named,
  responses: { 200: { description: 'The user with the new token', content: jsonContent(userWithToken) } },
});

export function userRoutes(atelier: Atelier, running: RunningWork): OpenAPIHono {
  /** What was begun for somebody as they were is not gone on with once they are changed. */
  async function change<Result>(user: string, changed: Promise<Result>): Promise<Result> {
    const result = await changed;
    running.breakOff(user);
    return result;
  }

  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(listRoute, async (context) => context.json({ users: await atelier.users() }, 200));
  app.openapi(addRoute, async (context) => context.json(await atelier.addUser(context.req.valid('json')), 201));
  app.openapi(setRoute, async (context) => {
    const { user: named } = context.req.valid('param');
    return context.json(await change(named, atelier.setUser({ ...context.req.valid('json'), user: named })), 200);
  });
  app.openapi(removeRoute, async (context) => {
    const { user: named } = context.req.valid('param');
    return context.json(await change(named, atelier.removeUser(named)), 200);
  });
  app.openapi(tokenRoute, async (context) => {
    const { user: named } = context.req.valid('param');
    return context.json(await change(named, atelier.renewToken(named)), 200);
  });
  return app;
}
