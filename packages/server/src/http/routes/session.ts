import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Asker } from '../asker.ts';
import { errors, jsonContent, readerRoute } from '../route.ts';
import type { SignIn } from '../sign-in.ts';
import { me, signedOut, signInRequest } from '../user-schemas.ts';
import { refuseInvalid } from './questions.ts';

const signInRoute = createRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Sign a browser in with a token',
  description: 'It gets a cookie that scripts do not see, for 30 days or until the token ends.',
  tags: ['Sign-in'],
  request: { body: { content: jsonContent(signInRequest), required: true } },
  responses: { ...errors, 200: { description: 'Who is signed in now', content: jsonContent(me) } },
});

const signOutRoute = createRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign a browser out',
  tags: ['Sign-in'],
  responses: { ...errors, 200: { description: 'The session is no more', content: jsonContent(signedOut) } },
});

const meRoute = readerRoute({
  method: 'get',
  path: '/api/me',
  summary: 'Who is asking',
  tags: ['Sign-in'],
  responses: { 200: { description: 'The owner or a user', content: jsonContent(me) } },
});

/** Signing in and out: who does that has no token to show yet, or none any more. */
export function sessionRoutes(signIn: SignIn): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(signInRoute, async (context) =>
    context.json(toMe(await signIn.open(context, context.req.valid('json').token.trim())), 200),
  );
  app.openapi(signOutRoute, async (context) => {
    await signIn.close(context);
    return context.json({ signed_out: true as const }, 200);
  });
  return app;
}

export function meRoutes(): OpenAPIHono {
  const app = new OpenAPIHono();
  app.openapi(meRoute, (context) => context.json(toMe(context.get('asker')), 200));
  return app;
}

function toMe(asker: Asker): z.infer<typeof me> {
  if (asker.owner) return { user: null, name: null, groups: [], owner: true };
  const { user, name, groups } = asker.user;
  return { user, name, groups, owner: false };
}
