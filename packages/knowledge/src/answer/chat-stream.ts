import { AtelierError } from '@atelier/foundation';

/** An address that speaks OpenAI's chat completions. */
export interface ChatEndpoint {
  /** Base URL, to which `/chat/completions` is added: `http://127.0.0.1:11434/v1`. */
  url: string;
  model: string;
  key: string | undefined;
  /** For the whole answer. */
  timeoutMs: number;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

interface Chunk {
  error?: { message?: unknown } | string | null;
  choices?: {
    delta?: { content?: string | null };
    message?: { content?: string | null };
    finish_reason?: string | null;
  }[];
}

/** Finish reasons of an answer that is not whole, and what they mean. */
const cutOff: Record<string, string> = {
  length: 'it reached its limit of tokens in the middle of the answer',
  content_filter: "its provider's content filter cut the answer",
};

/**
 * Streams the text of a chat completion. Ends only where the model ended: a connection that breaks, or closes without
 * a finish reason, throws, so that a part is never taken for the whole.
 *
 * @throws AtelierError `model_unreachable`, `model_refused`, `model_broke_off`, `model_timeout`, `model_key_invalid`
 */
export async function* streamChat(
  endpoint: ChatEndpoint,
  messages: ChatMessage[],
  signal: AbortSignal,
): AsyncIterable<string> {
  const timeout = AbortSignal.timeout(endpoint.timeoutMs);
  try {
    const response = await request(endpoint, messages, AbortSignal.any([signal, timeout]));
    let finished: string | null = null;
    for await (const chunk of chunks(response)) {
      if (chunk.error != null) throw refused(endpoint, messageOf(chunk));
      const choice = chunk.choices?.[0];
      const text = choice?.delta?.content ?? choice?.message?.content;
      if (text) yield text;
      finished = choice?.finish_reason ?? finished;
    }
    if (finished === null) throw brokeOff(endpoint, 'the stream ended without a finish reason');
    const cut = cutOff[finished];
    if (cut !== undefined) throw brokeOff(endpoint, cut);
  } catch (error) {
    if (AtelierError.is(error)) throw error;
    if (signal.aborted) throw error;
    if (timeout.aborted) throw timedOut(endpoint);
    throw brokeOff(endpoint, error instanceof Error ? error.message : String(error), error);
  }
}

async function request(endpoint: ChatEndpoint, messages: ChatMessage[], signal: AbortSignal): Promise<Response> {
  const url = `${endpoint.url.replace(/\/+$/, '')}/chat/completions`;
  const response = await fetch(url, {
    method: 'POST',
    // A redirect could carry the key to another host.
    redirect: 'error',
    headers: headersOf(endpoint),
    body: JSON.stringify({ model: endpoint.model, messages, stream: true, temperature: 0 }),
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    const inner = (cause as { cause?: { code?: string; message?: string } }).cause;
    const reason = inner?.code ?? inner?.message ?? String(cause);
    throw new AtelierError({
      code: 'model_unreachable',
      message: `The model at ${endpoint.url} cannot be reached (${reason}).`,
      hint: 'Check ATELIER_MODEL_URL and that the model runs. Without it, the built-in writer answers.',
      retryable: true,
      cause,
    });
  });
  if (response.ok) return response;
  const body = await response.text().catch(() => '');
  throw refused(endpoint, `${response.status} ${messageOf(parse(body) ?? { error: body })}`);
}

function headersOf({ key, url }: ChatEndpoint): Headers {
  const headers = new Headers({ 'content-type': 'application/json' });
  try {
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
    return headers;
  } catch {
    // What is caught here quotes the key, so it is no cause to keep.
    throw new AtelierError({
      code: 'model_key_invalid',
      message: `The key for the model at ${url} holds a character that cannot be sent.`,
      hint: 'Check ATELIER_MODEL_KEY for line ends, quotation marks and dashes that came along when it was copied.',
    });
  }
}

/** The JSON objects of a streamed answer; a server that does not stream sends one. */
async function* chunks(response: Response): AsyncIterable<Chunk> {
  if (!response.headers.get('content-type')?.includes('text/event-stream')) {
    yield whole(await response.text());
    return;
  }
  let rest = '';
  const body = response.body as ReadableStream<Uint8Array>;
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const data = /^data: ?(.*?)\r?$/.exec(line)?.[1];
      if (data !== undefined && data !== '' && data !== '[DONE]') yield whole(data);
    }
  }
}

/** Passing over a chunk that cannot be read would leave a hole in the answer. */
function whole(json: string): Chunk {
  const chunk = parse(json);
  if (chunk === null) throw new Error('it sent a piece that is no JSON object');
  return chunk;
}

function parse(json: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** What a server says about its refusal, in whichever shape; the whole of it where there is no message. */
function messageOf(body: Chunk): string {
  const { error } = body;
  if (typeof error === 'string') return error;
  return typeof error?.message === 'string' ? error.message : JSON.stringify(error ?? body);
}

function refused({ url, model, key }: ChatEndpoint, why: string): AtelierError {
  // Some servers repeat the key that they refuse.
  const told = key === undefined ? why : why.replaceAll(key, '[key]');
  return new AtelierError({
    code: 'model_refused',
    message: `The model "${model}" at ${url} refused: ${told.slice(0, 300)}`,
    hint: 'Check ATELIER_MODEL and ATELIER_MODEL_KEY.',
  });
}

function brokeOff({ url, model }: ChatEndpoint, why: string, cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'model_broke_off',
    message: `The answer of "${model}" at ${url} broke off: ${why}.`,
    hint: 'Ask again. What had come is not shown as an answer.',
    retryable: true,
    cause,
  });
}

function timedOut({ url, model, timeoutMs }: ChatEndpoint): AtelierError {
  return new AtelierError({
    code: 'model_timeout',
    message: `The model "${model}" at ${url} was not done after ${timeoutMs / 1000} s.`,
    hint: 'Raise model.timeoutSeconds (ATELIER_MODEL_TIMEOUT_SECONDS), or use a faster model.',
    retryable: true,
  });
}
