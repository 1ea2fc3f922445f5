import { pipeline, type Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { AtelierError } from '@atelier/foundation';
import { addressGuard } from './private-address.ts';

export interface WebClientOptions {
  userAgent: string;
  /** Requests a second, all together. */
  perSecond: number;
  /** For one request with its body. */
  timeoutSeconds: number;
  /** The one host that may have a private address; null: none may. */
  privateHost: string | null;
  /** Sent to this origin and no other. */
  authorization: { origin: string; value: string } | null;
}

export interface Reply {
  status: number;
  /** Names in lower case; of several values the last. */
  header(name: string): string;
  /** Unpacked. Empty unless the status is 200 and the caller wanted it. */
  body: Buffer;
}

export interface GetOptions {
  signal: AbortSignal;
  maxBytes: number;
  headers?: Record<string, string>;
  /** Whether the body is wanted, by the headers; else it is not loaded. */
  wants?: (reply: Omit<Reply, 'body'>) => boolean;
}

export interface WebClient {
  /**
   * One request, without following redirects, repeated a few times where the server is busy or does not answer.
   * @throws AtelierError `source_unreachable`, `address_private`, `file_too_large`
   */
  get(url: string, options: GetOptions): Promise<Reply>;
  /** Waits this long between requests at least; a site may ask for it. */
  slowDown(seconds: number): void;
  close(): Promise<void>;
}

/** Before the second and the third try, in milliseconds. */
const waits = [300, 1500];
/** A server that wants to be left alone for longer is asked again at the next sync. */
const longestWait = 60_000;
const worthAnotherTry = new Set([408, 429, 500, 502, 503, 504]);

export function createWebClient(options: WebClientOptions): WebClient {
  const { userAgent, timeoutSeconds, authorization } = options;
  const guard = addressGuard(options.privateHost);
  const agent = new Agent({ connect: { lookup: guard.lookup, timeout: timeoutSeconds * 1000 } });
  let interval = 1000 / options.perSecond;
  let next = 0;

  const ownTurn = async (signal: AbortSignal) => {
    const now = Date.now();
    const turn = Math.max(now, next);
    next = turn + interval;
    if (turn > now) await sleep(turn - now, undefined, { signal });
    signal.throwIfAborted();
  };

  const getOnce = async (url: URL, { signal, maxBytes, headers, wants }: GetOptions): Promise<Reply> => {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: {
        'user-agent': userAgent,
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'accept-encoding': 'gzip, br',
        ...(authorization?.origin === url.origin ? { authorization: authorization.value } : {}),
        ...headers,
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]),
    });
    const header = (name: string) => [response.headers[name] ?? ''].flat().at(-1) ?? '';
    const reply = { status: response.statusCode, header };
    if (reply.status === 200 && wants?.(reply) !== false) {
      return { ...reply, body: await bodyOf(url.href, response.body, header('content-encoding'), maxBytes) };
    }
    // A small body is read to its end, so that the connection serves the next request; a large one is cut off.
    await response.body.dump({ limit: 65_536 });
    return { ...reply, body: Buffer.alloc(0) };
  };

  return {
    async get(address, request) {
      const { signal } = request;
      const url = new URL(address);
      guard.check(url.hostname);
      for (let tries = 0; ; tries += 1) {
        await ownTurn(signal);
        let trouble: { reason: string; waitMs: number; cause?: unknown };
        try {
          const reply = await getOnce(url, request);
          if (!worthAnotherTry.has(reply.status)) return reply;
          trouble = { reason: `it answers ${reply.status}`, waitMs: Number(reply.header('retry-after')) * 1000 };
        } catch (error) {
          signal.throwIfAborted();
          const known = atelierErrorIn(error);
          if (known !== null) throw known;
          trouble = { reason: reasonOf(error, timeoutSeconds), waitMs: 0, cause: error };
        }
        const wait = Math.max(waits[tries] ?? Infinity, trouble.waitMs || 0);
        if (wait > longestWait) throw unreachable(address, trouble.reason, trouble.cause);
        await sleep(wait, undefined, { signal });
      }
    },
    slowDown(seconds) {
      interval = Math.max(interval, Math.min(seconds * 1000, longestWait));
    },
    close: () => agent.destroy(),
  };
}

/** Counted after unpacking: a small body may unpack to a large one. */
async function bodyOf(
  url: string,
  body: Dispatcher.ResponseData['body'],
  encoding: string,
  maxBytes: number,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of unpacked(body, encoding.trim().toLowerCase())) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function unpacked(body: Dispatcher.ResponseData['body'], encoding: string): AsyncIterable<Buffer> {
  if (encoding === '' || encoding === 'identity') return body;
  const unpack = unpackers[encoding];
  if (unpack === undefined) throw new Error(`its body is packed as "${encoding}"`);
  // A failure of the body is thrown by the stream that is read.
  return pipeline(body, unpack(), () => undefined);
}

const unpackers: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

/** An error of ours comes back wrapped where it was thrown while connecting. */
function atelierErrorIn(error: unknown): AtelierError | null {
  const { cause, errors = [] } = error as { cause?: unknown; errors?: unknown[] };
  return [error, cause, ...errors].find((candidate) => AtelierError.is(candidate)) ?? null;
}

function reasonOf(error: unknown, timeoutSeconds: number): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') return `no answer within ${timeoutSeconds} seconds`;
  return code === undefined ? message : `${code}${message === '' ? '' : `: ${message}`}`;
}

export function unreachable(url: string, reason: string, cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'source_unreachable',
    message: `${url} could not be loaded (${reason}).`,
    hint: 'Check the address and that the server runs; the next sync tries again. Nothing was removed.',
    details: { answered: cause === undefined },
    retryable: true,
    cause,
  });
}

function tooLarge(url: string, maxBytes: number): AtelierError {
  return new AtelierError({
    code: 'file_too_large',
    message: `${url} is larger than ${maxBytes / 1_000_000} MB.`,
    hint: 'Raise maxFileMb of this source, or leave the address out.',
  });
}
