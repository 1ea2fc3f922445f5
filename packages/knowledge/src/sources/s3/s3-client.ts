import { setTimeout as pause } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { Agent, type Dispatcher } from 'undici';
import { child, parseXml } from '../../read/formats/xml.ts';
import { encodeKey, encodePart } from './object-uri.ts';
import { isPassing, S3Failure } from './s3-failure.ts';

export interface S3Options {
  bucket: string;
  /** Null: AWS, in the region. */
  endpoint: URL | null;
  region: string;
  /** Whether the bucket stands in the path rather than in the host name. */
  pathStyle: boolean;
  /** Null: requests are not signed. */
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined } | null;
  /** Before the second attempt; it doubles with each. */
  pauseMs?: number;
}

export interface S3Request {
  /** "" for the bucket itself. */
  key: string;
  query: Record<string, string>;
  maxBytes: number;
  signal: AbortSignal;
}

export interface S3Client {
  /**
   * The whole body of an answer.
   * @throws S3Failure after a few attempts where those may help; TooLarge; what the signal was aborted with
   */
  get(request: S3Request): Promise<Buffer>;
  close(): Promise<void>;
}

/** A body over the limit of its request; it is not fetched to its end. */
export class TooLarge extends Error {
  /** Bytes, at least. */
  readonly size: number;

  constructor(size: number) {
    super(`${size} bytes`);
    this.name = 'TooLarge';
    this.size = size;
  }
}

const attempts = 6;
const maxPauseMs = 10_000;
const maxErrorBytes = 65_536;

/** Signed reading over HTTP, with patience for servers that are busy, and for a bucket that is in another region. */
export function createS3Client(options: S3Options): S3Client {
  const { keys, pauseMs = 200 } = options;
  const agent = new Agent({
    connect: { timeout: 10_000 },
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    connections: 8,
  });
  let { region } = options;

  const once = async (request: S3Request): Promise<Buffer> => {
    const { origin, path } = addressOf({ ...options, region }, request);
    // The signer's own idea of a path would lose `..` and `.`, which are steps of keys like any others.
    const signer = keys && new AwsV4Signer({ url: origin + path, service: 's3', region, ...definedOf(keys) });
    if (signer) signer.encodedPath = path.split('?')[0] ?? '';
    const headers = signer ? Object.fromEntries((await signer.sign()).headers) : {};
    try {
      const answer = await agent.request({ origin, path, method: 'GET', headers, signal: request.signal });
      if (answer.statusCode === 200) return await bodyOf(answer, request.maxBytes);
      throw await failureOf(answer);
    } catch (error) {
      request.signal.throwIfAborted();
      if (error instanceof S3Failure || error instanceof TooLarge) throw error;
      throw networkFailure(error);
    }
  };

  /** A bucket that turns out to be elsewhere is asked there, from now on. */
  const there = async (request: S3Request): Promise<Buffer> => {
    const asked = region;
    try {
      return await once(request);
    } catch (error) {
      if (!(error instanceof S3Failure) || error.region === null || error.region === asked) throw error;
      region = error.region;
      return await once(request);
    }
  };

  return {
    async get(request) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await there(request);
        } catch (error) {
          if (!(error instanceof S3Failure) || !isPassing(error) || attempt === attempts) throw error;
          // Clients that were turned away together must not come back together.
          const longest = Math.min(maxPauseMs, pauseMs * 2 ** (attempt - 1));
          await pause(longest * (0.5 + Math.random() / 2), undefined, { signal: request.signal });
        }
      }
    },
    close: async () => await agent.destroy(),
  };
}

function addressOf(
  { bucket, endpoint, region, pathStyle }: S3Options,
  { key, query }: S3Request,
): { origin: string; path: string } {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const base = endpoint ?? new URL(`https://s3.${region}.${domain}`);
  const origin = pathStyle ? base.origin : `${base.protocol}//${bucket}.${base.host}`;
  const folder = base.pathname.replace(/\/$/, '') + (pathStyle ? `/${bucket}` : '');
  const search = Object.entries(query)
    .map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
    .join('&');
  const path = key === '' && pathStyle ? folder : `${folder}/${encodeKey(key)}`;
  return { origin, path: search === '' ? path : `${path}?${search}` };
}

const definedOf = ({ accessKeyId, secretAccessKey, sessionToken }: NonNullable<S3Options['keys']>) => ({
  accessKeyId,
  secretAccessKey,
  ...(sessionToken === undefined ? {} : { sessionToken }),
});

async function bodyOf({ headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const announced = Number(headers['content-length'] ?? 0);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    if (announced > maxBytes) throw new TooLarge(announced);
    for await (const piece of body as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxBytes) throw new TooLarge(size);
      pieces.push(piece);
    }
  } finally {
    // What is left is not wanted; an error of its end is none of ours.
    body.on('error', () => undefined).destroy();
  }
  return Buffer.concat(pieces);
}

async function failureOf(answer: Dispatcher.ResponseData): Promise<S3Failure> {
  const text = await bodyOf(answer, maxErrorBytes).then(String, () => '');
  const error = errorElement(text);
  const header = answer.headers['x-amz-bucket-region'];
  const region = (typeof header === 'string' ? header : null) ?? child(error, 'Region')?.text ?? null;
  return new S3Failure({
    status: answer.statusCode,
    code: child(error, 'Code')?.text ?? '',
    message: child(error, 'Message')?.text ?? '',
    // It becomes a part of a host name.
    region: region !== null && /^[a-z\d-]{2,40}$/.test(region) ? region : null,
  });
}

function errorElement(text: string): ReturnType<typeof parseXml> {
  try {
    const root = parseXml(text);
    return root?.name === 'Error' ? root : null;
  } catch {
    return null;
  }
}

function networkFailure(error: unknown): S3Failure {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return new S3Failure({ status: 0, code, message: message.split('\n')[0] ?? '' }, error);
}
