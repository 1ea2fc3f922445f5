import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Atelier } from '../../service/atelier.ts';
import { newQuestion, questionList, questionRuns, removedQuestion, savedQuestion } from '../question-schemas.ts';
import { apiRoute, jsonContent } from '../route.ts';
import { jobStarted } from '../schemas.ts';
import { refuseInvalid } from './questions.ts';

const listRoute = apiRoute({
  method: 'get',
  path: '/api/questions',
  summary: 'List the saved questions, each with how it did last',
  tags: ['Saved questions'],
  responses: { 200: { description: 'The oldest first', content: jsonContent(questionList) } },
});

const saveRoute = apiRoute({
  method: 'post',
  path: '/api/questions',
  summary: 'Save a question with what is expected of its answer',
  description: 'One that is saved already is expected to be answered as told now.',
  tags: ['Saved questions'],
  request: { body: { content: jsonContent(newQuestion), required: true } },
  responses: { 200: { description: 'The question as it is saved', content: jsonContent(savedQuestion) } },
});

const removeRoute = apiRoute({
  method: 'delete',
  path: '/api/questions/{id}',
  summary: 'Remove a saved question with its results',
  tags: ['Saved questions'],
  request: {
    params: z.object({
      id: z
        .string()
        .min(1)
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
  },
  responses: { 200: { description: 'Removed', content: jsonContent(removedQuestion) } },
});

const runRoute = apiRoute({
  method: 'post',
  path: '/api/questions/run',
  summary: 'Ask all saved questions',
  tags: ['Saved questions'],
  responses: { 202: { description: 'The job that does it', content: jsonContent(jobStarted) } },
});

const runsRoute = apiRoute({
  method: 'get',
  path: '/api/questions/runs',
  summary: 'The last runs of the saved questions, the newest first',
  tags: ['Saved questions'],
  request: {
    query: z.object({ limit: z.coerce.number().int().min(1).max(50).optional().openapi({ type: 'integer' }) }),
  },
  responses: { 200: { description: 'Runs, with what broke and why', content: jsonContent(questionRuns) } },
});

export function savedQuestionRoutes(atelier: Atelier): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(listRoute, async (context) => context.json({ questions: await atelier.questions() }, 200));
  app.openapi(saveRoute, async (context) => context.json(await atelier.saveQuestion(context.req.valid('json')), 200));
  app.openapi(removeRoute, async (context) =>
    context.json(await atelier.removeQuestion(context.req.valid('param').id), 200),
  );
  app.openapi(runRoute, async (context) => context.json(await atelier.runQuestions(), 202));
  app.openapi(runsRoute, async (context) =>
    context.json({ runs: await atelier.questionRuns(context.req.valid('query').limit) }, 200),
  );
  return app;
}
