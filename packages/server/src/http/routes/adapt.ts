import { OpenAPIHono } from '@hono/zod-openapi';
import type { Atelier } from '../../service/atelier.ts';
import {
  adaptRequest,
  adaptState,
  clickRequest,
  forgottenClicks,
  loggedClick,
  undoneAdaptation,
} from '../adapt-schemas.ts';
import type { ReadingOf } from '../asker.ts';
import { apiRoute, jsonContent, readerRoute } from '../route.ts';
import { jobStarted } from '../schemas.ts';
import { refuseInvalid } from './questions.ts';

const stateRoute = apiRoute({
  method: 'get',
  path: '/api/adapt/search',
  summary: 'Show whether search is adapted to the documents',
  tags: ['Embedder'],
  responses: { 200: { description: 'The table of words in use', content: jsonContent(adaptState) } },
});

const adaptRoute = apiRoute({
  method: 'post',
  path: '/api/adapt/search',
  summary: 'Adapt search to the documents',
  description: 'Kept only where a part of the documents that was held out is searched better with it.',
  tags: ['Embedder'],
  request: { body: { content: jsonContent(adaptRequest), required: true } },
  responses: { 202: { description: 'The job that does it', content: jsonContent(jobStarted) } },
});

const undoRoute = apiRoute({
  method: 'delete',
  path: '/api/adapt/search',
  summary: 'Go back to the embedder that ships',
  tags: ['Embedder'],
  responses: { 200: { description: 'Undone', content: jsonContent(undoneAdaptation) } },
});

const clickRoute = readerRoute({
  method: 'post',
  path: '/api/search/click',
  summary: 'Tell that a passage was opened for a query',
  description: 'Kept only where the setting `search.logClicks` is on.',
  tags: ['Questions'],
  request: { body: { content: jsonContent(clickRequest), required: true } },
  responses: { 200: { description: 'Whether it was kept', content: jsonContent(loggedClick) } },
});

const forgetRoute = apiRoute({
  method: 'delete',
  path: '/api/search/clicks',
  summary: 'Forget all clicks',
  tags: ['Questions'],
  responses: { 200: { description: 'How many there were', content: jsonContent(forgottenClicks) } },
});

export function adaptRoutes(atelier: Atelier, reading: ReadingOf): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(stateRoute, async (context) => context.json(await atelier.adaptation(), 200));
  app.openapi(adaptRoute, async (context) => context.json(await atelier.adaptSearch(context.req.valid('json')), 202));
  app.openapi(undoRoute, async (context) => context.json(await atelier.undoAdaptation(), 200));
  app.openapi(clickRoute, async (context) => {
    const request = context.req.valid('json');
    return context.json(await reading(context, request.as).logClick(request), 200);
  });
  app.openapi(forgetRoute, async (context) => context.json(await atelier.forgetClicks(), 200));
  return app;
}
