import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; undefined where it is none. */
  json: unknown;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  /** Send the body without saying its length. */
  chunked?: boolean;
  /** The address that it comes from; on Linux every 127.x.y.z is this machine. */
  from?: string;
}

/** One HTTP request, byte for byte as told: `fetch` would tidy the path and keep the Host to itself. */
export function call(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body, chunked, from }: Call = {},
): Promise<Reply> {
  const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = httpRequest({ hostname, port, method, path, headers, localAddress: from }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    if (content !== undefined) {
      request.setHeader('content-type', headers['content-type'] ?? 'application/json');
      if (!chunked) request.setHeader('content-length', Buffer.byteLength(content));
      request.write(content);
    }
    request.end();
  });
}

/** The same with the token of the server. */
export const callWith =
  ({ url, token }: { url: string; token: string }) =>
  (path: string, options: Call = {}): Promise<Reply> =>
    call(url, path, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
