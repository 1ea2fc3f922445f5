import { setTimeout as sleep } from 'node:timers/promises';
import { AtelierError } from '@atelier/foundation';
import type { Embedder, EmbedOptions, TextRole } from './embedder.ts';
import { toUnitLength } from './vectors.ts';

/** An address that speaks OpenAI's embeddings. */
export interface EmbeddingsEndpoint {
  /** Base URL, to which `/embeddings` is added: `http://127.0.0.1:11434/v1`. */
  url: string;
  model: string;
  key: string | undefined;
  /** Wait before the second attempt in milliseconds; doubles with each further one. */
  firstRetryMs?: number;
  /** For one request in milliseconds; a search waits no longer than `urgentTimeoutMs` for all of its own. */
  timeoutMs?: number;
}

/** Bounds of one request. The API takes 2,048 texts and 300,000 tokens; smaller servers are happier with less. */
const textsAtOnce = 128;
const charactersAtOnce = 100_000;
/** Of one text: passages are far shorter, and the API refuses what has more than some 8,000 tokens. */
const longestText = 8000;
const attempts = 5;
const longestWaitMs = 60_000;
const urgentTimeoutMs = 5000;

/**
 * Has texts embedded by a model behind an address. Passages wait for a busy server; a query, and whatever else somebody
 * waits for, is asked once.
 *
 * @param dimensions as `probeDimensions` told them
 */
export function createOpenAiEmbedder(endpoint: EmbeddingsEndpoint, dimensions: number): Embedder {
  async function embed(
    texts: readonly string[],
    role: TextRole,
    { isUrgent = role === 'query' }: EmbedOptions = {},
  ): Promise<Float32Array[]> {
    const { timeoutMs = urgentTimeoutMs } = endpoint;
    const deadline = isUrgent ? AbortSignal.timeout(Math.min(urgentTimeoutMs, timeoutMs)) : null;
    const vectors: Float32Array[] = texts.map(() => new Float32Array(dimensions));
    for (const batch of batches(texts)) {
      const found = await request(
        endpoint,
        batch.map((at) => (texts[at] ?? '').slice(0, longestText)),
        deadline,
      );
      for (const [place, vector] of found.entries()) {
        if (vector.length !== dimensions) throw wrongDimensions(endpoint, vector.length, dimensions);
        vectors[batch[place] ?? 0] = toUnitLength(Float32Array.from(vector));
      }
    }
    return vectors;
  }
  return { id: openAiEmbedderId(endpoint), dimensions, isRemote: true, embed };
}

/** The same model behind another address may be another model. */
export const openAiEmbedderId = ({ url, model }: Pick<EmbeddingsEndpoint, 'url' | 'model'>): string =>
  `openai ${url.replace(/\/+$/, '')} ${model}`;

/** How many numbers a vector of this model has: asked, as nothing else tells. */
export async function probeDimensions(endpoint: EmbeddingsEndpoint): Promise<number> {
  const [vector] = await request(endpoint, ['dimensions'], null);
  if (vector === undefined || vector.length === 0) throw invalid(endpoint, 'a vector without numbers');
  return vector.length;
}

/** Places of the texts that say something, some at a time. */
function* batches(texts: readonly string[]): Generator<number[]> {
  let batch: number[] = [];
  let characters = 0;
  for (const [at, text] of texts.entries()) {
    // The API refuses empty texts.
    if (text.trim() === '') continue;
    const length = Math.min(text.length, longestText);
    if (batch.length === textsAtOnce || (batch.length > 0 && characters + length > charactersAtOnce)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(at);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}

/**
 * @param deadline with one, there is one attempt
 * @throws AtelierError `embedder_unreachable`, `embedder_refused`, `embedder_invalid`
 */
async function request(
  endpoint: EmbeddingsEndpoint,
  input: string[],
  deadline: AbortSignal | null,
): Promise<number[][]> {
  const most = deadline === null ? attempts : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return readVectors(endpoint, input.length, await send(endpoint, input, deadline));
    } catch (error) {
      if (attempt >= most || !AtelierError.is(error) || !error.retryable) throw error;
      const wait = (endpoint.firstRetryMs ?? 500) * 2 ** (attempt - 1);
      const asked = Number(error.details?.['retryAfterMs'] ?? 0);
      await sleep(Math.min(longestWaitMs, Math.max(wait, asked)));
    }
  }
}

async function send(endpoint: EmbeddingsEndpoint, input: string[], deadline: AbortSignal | null): Promise<unknown> {
  const { url, model, timeoutMs = 60_000 } = endpoint;
  const signal = deadline ?? AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      // A redirect could carry the key to another host.
      redirect: 'error',
      headers: headersOf(endpoint),
      body: JSON.stringify({ model, input }),
      signal,
    });
    if (!response.ok) throw await refusal(endpoint, response);
    return await response.json().catch((cause: unknown) => {
      if (signal.aborted) throw cause;
      throw invalid(endpoint, 'something that is no JSON', cause);
    });
  } catch (error) {
    if (AtelierError.is(error)) throw error;
    const inner = (error as { cause?: { code?: string; message?: string } }).cause;
    const why = signal.aborted ? 'it did not answer in time' : (inner?.code ?? inner?.message ?? String(error));
    throw unreachable(endpoint, why, { cause: error });
  }
}

function headersOf({ key, url }: EmbeddingsEndpoint): Headers {
  const headers = new Headers({ 'content-type': 'application/json' });
  try {
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
    return headers;
  } catch {
    // What is caught here quotes the key, so it is no cause to keep.
    throw new AtelierError({
      code: 'embedder_invalid',
      message: `The key for the embedder at ${url} holds a character that cannot be sent.`,
      hint: 'Check ATELIER_EMBEDDER_KEY for line ends, quotation marks and dashes that came along when it was copied.',
    });
  }
}

/** A server that is busy or broken is worth another try; one that says no is not. */
async function refusal(endpoint: EmbeddingsEndpoint, response: Response): Promise<AtelierError> {
  const body = await response.text().catch(() => '');
  // Some servers repeat the key that they refuse.
  const told = endpoint.key === undefined ? body : body.replaceAll(endpoint.key, '[key]');
  const why = `${response.status} ${told.slice(0, 300)}`.trim();
  if (response.status === 429 || response.status === 408 || response.status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return unreachable(endpoint, why, { retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 });
  }
  return new AtelierError({
    code: 'embedder_refused',
    message: `The embedder "${endpoint.model}" at ${endpoint.url} refused: ${why}`,
    hint: 'Check ATELIER_EMBEDDER_MODEL and ATELIER_EMBEDDER_KEY.',
    details: { status: response.status },
  });
}

function readVectors(endpoint: EmbeddingsEndpoint, wanted: number, body: unknown): number[][] {
  const { data } = (body ?? {}) as { data?: { index?: number; embedding?: unknown }[] };
  if (!Array.isArray(data) || data.length !== wanted)
    throw invalid(endpoint, `${Array.isArray(data) ? data.length : 'no'} vectors for ${wanted} texts`);
  const vectors: number[][] = [];
  for (const [place, { index = place, embedding }] of data.entries()) {
    const isVector = Array.isArray(embedding) && embedding.every((value) => Number.isFinite(value));
    if (!isVector || !(index >= 0 && index < wanted)) throw invalid(endpoint, 'something that is no list of numbers');
    vectors[index] = embedding as number[];
  }
  return vectors;
}

function unreachable(
  { url, model }: EmbeddingsEndpoint,
  why: string,
  { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number },
): AtelierError {
  return new AtelierError({
    code: 'embedder_unreachable',
    message: `The embedder "${model}" at ${url} cannot be had (${why}).`,
    hint: 'Check ATELIER_EMBEDDER_URL and that the server runs. Until then, search goes by words alone.',
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { details: { retryAfterMs } }),
    cause,
  });
}

function invalid({ url, model }: EmbeddingsEndpoint, what: string, cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'embedder_invalid',
    message: `The embedder "${model}" at ${url} answered with ${what}.`,
    hint: 'The address has to speak the embeddings of the OpenAI API: check ATELIER_EMBEDDER_URL.',
    cause,
  });
}

function wrongDimensions(endpoint: EmbeddingsEndpoint, found: number, expected: number): AtelierError {
  return invalid(endpoint, `vectors of ${found} numbers instead of the ${expected} of before, so it is another model`);
}
