import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Atelier } from '../../service/atelier.ts';
import type { ReadingOf } from '../asker.ts';
import { apiRoute, jsonContent, readerRoute } from '../route.ts';
import {
  documentContent,
  documentList,
  job,
  jobStarted,
  removedDocument,
  removedSource,
  sourceKindList,
  sourceList,
  sourceRequest,
  sourceRuns,
  sourceStarted,
} from '../schemas.ts';
import { refuseInvalid } from './questions.ts';

const idParameter = z.object({
  id: z
    .string()
    .min(1)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

const documentsRoute = readerRoute({
  method: 'get',
  path: '/api/documents',
  summary: 'List the documents',
  tags: ['Documents'],
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(0).max(10_000).optional().openapi({ type: 'integer' }),
      offset: z.coerce.number().int().min(0).optional().openapi({ type: 'integer' }),
    }),
  },
  responses: { 200: { description: 'Documents by uri', content: jsonContent(documentList) } },
});

const documentRoute = readerRoute({
  method: 'get',
  path: '/api/documents/{id}',
  summary: 'Show a document with its text and layout',
  tags: ['Documents'],
  request: { params: idParameter, query: z.object({ version: z.string().optional() }) },
  responses: {
    200: { description: 'The document; blocks are ranges of its text', content: jsonContent(documentContent) },
  },
});

const pageRoute = readerRoute({
  method: 'get',
  path: '/api/documents/{id}/pages/{page}',
  summary: 'Show a page of a PDF as a picture',
  description: 'Boxes of blocks are fractions of it. Only while the file is the one that the version was read from.',
  tags: ['Documents'],
  request: {
    params: idParameter.extend({
      page: z.coerce
        .number()
        .int()
        .min(1)
        .openapi({ param: { name: 'page', in: 'path' }, type: 'integer' }),
    }),
    query: z.object({ version: z.string().optional() }),
  },
  responses: { 200: { description: 'The page', content: { 'image/png': { schema: z.any() } } } },
});

const removeDocumentRoute = apiRoute({
  method: 'delete',
  path: '/api/documents/{id}',
  summary: 'Remove a document for good',
  description: 'It is gone from every answer at once; the job wipes it from the files of the search index.',
  tags: ['Documents'],
  request: { params: idParameter },
  responses: { 200: { description: 'Removed', content: jsonContent(removedDocument) } },
});

const sourcesRoute = apiRoute({
  method: 'get',
  path: '/api/sources',
  summary: 'List the sources with their last run',
  tags: ['Sources'],
  responses: { 200: { description: 'Sources', content: jsonContent(sourceList) } },
});

const sourceKindsRoute = apiRoute({
  method: 'get',
  path: '/api/source-kinds',
  summary: 'List the kinds of sources, with what each lets one set',
  tags: ['Sources'],
  responses: { 200: { description: 'Kinds', content: jsonContent(sourceKindList) } },
});

const addSourceRoute = apiRoute({
  method: 'post',
  path: '/api/sources',
  summary: 'Add a source and index it',
  tags: ['Sources'],
  request: { body: { content: jsonContent(sourceRequest), required: true } },
  responses: { 202: { description: 'Added; the job indexes it', content: jsonContent(sourceStarted) } },
});

const syncRoute = apiRoute({
  method: 'post',
  path: '/api/sources/{id}/sync',
  summary: 'Look for changes in a source',
  tags: ['Sources'],
  description: 'What could not be read is tried again, too.',
  request: {
    params: idParameter,
    query: z.object({
      accept_removals: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'What is gone is meant to be gone, however much it is' }),
    }),
  },
  responses: { 202: { description: 'The job that does it', content: jsonContent(jobStarted) } },
});

const runsRoute = apiRoute({
  method: 'get',
  path: '/api/sources/{id}/runs',
  summary: 'The last runs of a source, the newest first',
  tags: ['Sources'],
  request: { params: idParameter },
  responses: { 200: { description: 'Runs with what could not be read', content: jsonContent(sourceRuns) } },
});

const removeSourceRoute = apiRoute({
  method: 'delete',
  path: '/api/sources/{id}',
  summary: 'Remove a source and all its documents',
  tags: ['Sources'],
  request: { params: idParameter },
  responses: { 200: { description: 'Removed', content: jsonContent(removedSource) } },
});

const reconcileRoute = apiRoute({
  method: 'post',
  path: '/api/reconcile',
  summary: 'Compare the search index with the database and mend it',
  tags: ['Jobs'],
  responses: { 202: { description: 'The job that does it', content: jsonContent(jobStarted) } },
});

const jobRoute = apiRoute({
  method: 'get',
  path: '/api/jobs/{id}',
  summary: 'How far a job is, and how it ended',
  tags: ['Jobs'],
  request: { params: idParameter },
  responses: { 200: { description: 'The job', content: jsonContent(job) } },
});

export function libraryRoutes(atelier: Atelier, reading: ReadingOf): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(documentsRoute, async (context) =>
    context.json(await reading(context).documents(context.req.valid('query')), 200),
  );
  app.openapi(documentRoute, async (context) => {
    const { version } = context.req.valid('query');
    return context.json(await reading(context).document(context.req.valid('param').id, version), 200);
  });
  app.openapi(pageRoute, async (context) => {
    const { id, page } = context.req.valid('param');
    const { version } = context.req.valid('query');
    const { png, width, height } = await reading(context).page({ document: id, version, page });
    return context.body(Uint8Array.from(png), 200, {
      'content-type': 'image/png',
      'x-width': String(width),
      'x-height': String(height),
    });
  });
  app.openapi(removeDocumentRoute, async (context) =>
    context.json(await atelier.removeDocument(context.req.valid('param').id), 200),
  );
  app.openapi(sourcesRoute, async (context) => context.json({ sources: await atelier.sources() }, 200));
  app.openapi(sourceKindsRoute, async (context) => context.json({ kinds: await atelier.sourceKinds() }, 200));
  app.openapi(addSourceRoute, async (context) => context.json(await atelier.addSource(context.req.valid('json')), 202));
  app.openapi(syncRoute, async (context) => {
    const acceptRemovals = context.req.valid('query').accept_removals === 'true';
    return context.json(await atelier.syncSource(context.req.valid('param').id, { acceptRemovals }), 202);
  });
  app.openapi(runsRoute, async (context) =>
    context.json({ runs: await atelier.runs(context.req.valid('param').id) }, 200),
  );
  app.openapi(removeSourceRoute, async (context) =>
    context.json(await atelier.removeSource(context.req.valid('param').id), 200),
  );
  app.openapi(reconcileRoute, async (context) => context.json(await atelier.reconcile(), 202));
  app.openapi(jobRoute, async (context) => context.json(await atelier.job(context.req.valid('param').id), 200));
  return app;
}
