import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Atelier } from '../../service/atelier.ts';
import { embedderState } from '../embedder-schemas.ts';
import { apiRoute, jsonContent } from '../route.ts';
import { jobStarted } from '../schemas.ts';
import { refuseInvalid } from './questions.ts';

const stateRoute = apiRoute({
  method: 'get',
  path: '/api/embedder',
  summary: 'Show the embedder that serves, and how far a change to another has come',
  tags: ['Embedder'],
  responses: { 200: { description: 'The embedders and their report', content: jsonContent(embedderState) } },
});

const switchRoute = apiRoute({
  method: 'post',
  path: '/api/embedder/switch',
  summary: 'Have the embedder that is set take over',
  description: 'Not where fewer saved questions are answered right with it, unless `force` is true.',
  tags: ['Embedder'],
  request: { query: z.object({ force: z.enum(['true', 'false']).optional() }) },
  responses: { 202: { description: 'The job that does it', content: jsonContent(jobStarted) } },
});

export function embedderRoutes(atelier: Atelier): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(stateRoute, async (context) => context.json(await atelier.embedder(), 200));
  app.openapi(switchRoute, async (context) => {
    const force = context.req.valid('query').force === 'true';
    return context.json(await atelier.switchEmbedder({ force }), 202);
  });
  return app;
}
