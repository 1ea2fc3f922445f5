import { ApiError } from './api-error.ts';
import { send } from './client.ts';
import { readEvents } from './events.ts';
import type { AskEvent } from './types.ts';

/** What makes two questions the same. */
export interface Asked {
  question: string;
  /** the day whose end is asked about; empty is now */
  asOf: string;
  /** every document is read, in place of the best passages */
  all: boolean;
}

/**
 * Asks a question and yields what the server says as it says it, up to and including `done` or `error`.
 * Throws `ApiError`, with code `stream_broken` when the stream ended before either: half an answer is no answer.
 */
export async function* ask({ question, asOf, all }: Asked, signal: AbortSignal): AsyncGenerator<AskEvent> {
  const body = { question, as_of: asOf || undefined, all: all || undefined };
  const response = await send('POST', '/api/ask', { body, accept: 'text/event-stream', signal });
  if (response.body) yield* untilEnd(response.body);
  else throw streamBroken();
}

/** The events of one answer's stream, through its last. */
export async function* untilEnd(stream: ReadableStream<Uint8Array>): AsyncGenerator<AskEvent> {
  try {
    for await (const { event, data } of readEvents(stream)) {
      yield { event, data: JSON.parse(data) } as AskEvent;
      if (event === 'done' || event === 'error') return;
    }
  } catch (thrown) {
    // A connection lost half way is a TypeError; an abort is not, and stays what it is.
    if (!(thrown instanceof TypeError)) throw thrown;
  }
  throw streamBroken();
}

function streamBroken(): ApiError {
  return new ApiError(
    {
      code: 'stream_broken',
      message: 'The answer broke off before it was complete.',
      hint: 'Ask again. If it happens every time, see what `atelier up` printed.',
    },
    0,
  );
}
