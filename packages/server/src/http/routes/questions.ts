import { OpenAPIHono } from '@hono/zod-openapi';
import { errorShape, type Log } from '@atelier/foundation';
import type { Reading } from '../../service/atelier.ts';
import type { ReadingOf } from '../asker.ts';
import { invalidRequest, publicError } from '../errors.ts';
import { jsonContent, readerRoute } from '../route.ts';
import { answer, askRequest, searchRequest, searchResult } from '../schemas.ts';
import { formatEvent, type ServerEvent } from '../server-events.ts';

const searchRoute = readerRoute({
  method: 'post',
  path: '/api/search',
  summary: 'Search the documents',
  tags: ['Questions'],
  request: { body: { content: jsonContent(searchRequest), required: true } },
  responses: { 200: { description: 'Passages, best first', content: jsonContent(searchResult) } },
});

const askRoute = readerRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Ask a question',
  description:
    'With `Accept: text/event-stream` the answer comes as events: `passages` (what was found), `delta` (raw text of a ' +
    'model while it writes), `sentence` (checked, with citations), `progress` (how much was read, with `all`), then `done` with the whole answer or `error`. A ' +
    'stream that ends without one of these two broke off.',
  tags: ['Questions'],
  request: { body: { content: jsonContent(askRequest), required: true } },
  responses: {
    200: {
      description: 'The answer with its sources, or a refusal',
      content: { ...jsonContent(answer), 'text/event-stream': { schema: { type: 'string' } } },
    },
  },
});

export function questionRoutes(reading: ReadingOf, log: Log): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.openapi(searchRoute, async (context) => {
    const request = context.req.valid('json');
    return context.json(await reading(context, request.as).search(request), 200);
  });
  app.openapi(askRoute, async (context) => {
    const request = context.req.valid('json');
    const from = reading(context, request.as);
    const left = new AbortController();
    context.req.raw.signal.addEventListener('abort', () => left.abort());
    if (!context.req.header('accept')?.includes('text/event-stream')) {
      return context.json(await from.ask(request, { signal: left.signal }), 200);
    }
    return new Response(eventStream(from, request, left, log), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    });
  });
  return app;
}

function eventStream(
  atelier: Reading,
  request: Parameters<Reading['ask']>[0],
  left: AbortController,
  log: Log,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const write = (event: ServerEvent) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(formatEvent(event)));
      };
      try {
        await atelier.ask(request, { signal: left.signal, onEvent: write });
      } catch (thrown) {
        const error = errorShape(thrown);
        if (error.code === 'internal' && !left.signal.aborted)
          log.error({ stack: (thrown as Error).stack }, error.message);
        write({ event: 'error', data: { error: publicError(error) } });
      }
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
}

/** A request that does not fit the schema, told in our words. */
export function refuseInvalid(result: {
  success: boolean;
  error?: { issues: { path: PropertyKey[]; message: string }[] };
}): void {
  if (result.success) return;
  const issue = result.error?.issues[0];
  const where =
    issue === undefined || issue.path.length === 0 ? 'The request' : `"${issue.path.map(String).join('.')}"`;
  throw invalidRequest(where, issue?.message ?? 'it does not fit the schema');
}
