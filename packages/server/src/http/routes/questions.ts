import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AtelierError, errorShape, type Log } from '@atelier/foundation';
import type { Reading } from '../../service/atelier.ts';
import type { ReadingOf } from '../asker.ts';
import { invalidRequest, publicError } from '../errors.ts';
import { createHeavyGate, longestWait } from '../heavy-gate.ts';
import { jsonContent, readerRoute } from '../route.ts';
import { answer, askRequest, searchRequest, searchResult } from '../schemas.ts';
import type { RunningWork, Work } from '../running-work.ts';
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

export function questionRoutes(reading: ReadingOf, running: RunningWork, log: Log): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  const gate = createHeavyGate();

  /** What is heavy waits for its turn first. */
  async function begin(context: Context, isHeavy: boolean): Promise<Work> {
    const work = running.begin(context.get('asker'));
    context.req.raw.signal.addEventListener('abort', () => work.stop.abort());
    if (!isHeavy) return work;
    try {
      const leave = await gate(context.get('asker'), work.stop.signal);
      return {
        stop: work.stop,
        end: () => {
          work.end();
          leave();
        },
      };
    } catch (error) {
      work.end();
      if (AtelierError.is(error, 'too_busy')) context.header('retry-after', String(longestWait));
      throw error;
    }
  }

  app.openapi(searchRoute, async (context) => {
    const request = context.req.valid('json');
    const from = reading(context, request.as);
    const work = await begin(context, request.as_of !== undefined);
    return context.json(await resultOf(work, from.search(request)), 200);
  });
  app.openapi(askRoute, async (context) => {
    const request = context.req.valid('json');
    const from = reading(context, request.as);
    const work = await begin(context, request.all === true || request.as_of !== undefined);
    if (!context.req.header('accept')?.includes('text/event-stream')) {
      return context.json(await resultOf(work, from.ask(request, { signal: work.stop.signal })), 200);
    }
    return new Response(eventStream(from, request, { work, left: context.req.raw.signal, log }), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    });
  });
  return app;
}

/** What was made, unless the work was stopped meanwhile: then it is thrown why. */
async function resultOf<Result>({ stop, end }: Work, made: Promise<Result>): Promise<Result> {
  const [outcome] = await Promise.allSettled([made]);
  end();
  stop.signal.throwIfAborted();
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function eventStream(
  atelier: Reading,
  request: Parameters<Reading['ask']>[0],
  { work, left, log }: { work: Work; left: AbortSignal; log: Log },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const { signal } = work.stop;
  let isLeft = left.aborted;
  left.addEventListener('abort', () => (isLeft = true));
  return new ReadableStream({
    async start(controller) {
      const write = (event: ServerEvent) => controller.enqueue(encoder.encode(formatEvent(event)));
      const onEvent = (event: ServerEvent) => {
        if (!signal.aborted) write(event);
      };
      try {
        await resultOf(work, atelier.ask(request, { signal, onEvent }));
      } catch (thrown) {
        if (isLeft) return;
        const error = errorShape(thrown);
        if (error.code === 'internal') log.error({ stack: (thrown as Error).stack }, error.message);
        write({ event: 'error', data: { error: publicError(error) } });
      }
      if (!isLeft) controller.close();
    },
    cancel: () => {
      isLeft = true;
      work.stop.abort();
    },
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
