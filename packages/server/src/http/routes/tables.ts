import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { ReadingOf } from '../asker.ts';
import { jsonContent, readerRoute } from '../route.ts';
import { documentTables, tableQuery, tableResult } from '../table-schemas.ts';
import { refuseInvalid } from './questions.ts';

const tablesRoute = readerRoute({
  method: 'get',
  path: '/api/documents/{id}/tables',
  summary: 'List the tables of a document with their columns',
  tags: ['Tables'],
  request: {
    params: z.object({
      id: z
        .string()
        .min(1)
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
    query: z.object({ version: z.string().optional() }),
  },
  responses: { 200: { description: 'The tables, in reading order', content: jsonContent(documentTables) } },
});

const queryRoute = readerRoute({
  method: 'post',
  path: '/api/tables/query',
  summary: 'Ask a table for rows, or for a sum, average, minimum, maximum or count',
  description: 'The answer names the cells that it comes from, with their places in the text.',
  tags: ['Tables'],
  request: { body: { content: jsonContent(tableQuery), required: true } },
  responses: { 200: { description: 'Rows, or results with their cells', content: jsonContent(tableResult) } },
});

export function tableRoutes(reading: ReadingOf): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(tablesRoute, async (context) => {
    const { version } = context.req.valid('query');
    return context.json(await reading(context).tables(context.req.valid('param').id, version), 200);
  });
  app.openapi(queryRoute, async (context) => {
    const query = context.req.valid('json');
    return context.json(await reading(context, query.as).queryTable(query), 200);
  });
  return app;
}
