import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createReaderPool } from '../../read/reader-pool.ts';
import { excludesOf } from '../excludes.ts';
import type { Secrets } from '../source-kind.ts';
import { siteKind } from './site-kind.ts';

/** What a test server serves: text is an HTML page, a number a status, `{ to }` a redirect. */
export type Served =
  | string
  | number
  | { to: string }
  | { type: string; body: Uint8Array | string; headers?: Record<string, string> }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface SiteServer {
  origin: string;
  /** Path, with its query, to what is served there; anything else is 404. */
  pages: Record<string, Served>;
  /** What was asked for, as "200 /path". */
  log: string[];
  headers: IncomingMessage['headers'][];
  stop(): Promise<void>;
}

/** A real HTTP server on this machine, with ETags only where `etags` is true. */
export async function startSite(pages: Record<string, Served> = {}, { etags = false } = {}): Promise<SiteServer> {
  const log: string[] = [];
  const headers: SiteServer['headers'] = [];
  const server = createServer((request, response) => {
    response.on('close', () => log.push(`${response.statusCode} ${request.url}`));
    headers.push(request.headers);
    const page = pages[request.url ?? ''] ?? 404;
    if (typeof page === 'function') page(request, response);
    else if (typeof page === 'number') response.writeHead(page).end();
    else if (typeof page === 'object' && 'to' in page) response.writeHead(302, { location: page.to }).end();
    else {
      const { type, body, ...more } = typeof page === 'string' ? { type: 'text/html', body: page } : page;
      const etag = `"${Buffer.from(body).toString('base64url').slice(-40)}"`;
      const same = etags && request.headers['if-none-match'] === etag;
      response.writeHead(same ? 304 : 200, {
        'content-type': type,
        ...(etags ? { etag } : {}),
        ...('headers' in more ? more.headers : {}),
      });
      response.end(same ? undefined : body);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  onTestFinished(stop);
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pages, log, headers, stop };
}

export interface TestSource {
  settings?: Record<string, unknown>;
  secrets?: Secrets;
  excludes?: string[];
  cache?: string;
}

const quick = { perSecond: 1000, allowPrivate: true, timeoutSeconds: 5 };

/** A source as it is opened in earnest, but in a hurry. */
export async function openSite(location: string, { settings, secrets, excludes = [], cache }: TestSource = {}) {
  const { uri, secrets: given } = await siteKind.identify(location);
  const readers = createReaderPool({ processes: 1 });
  const source = siteKind.open({
    uri,
    settings: siteKind.settings.parse({ ...quick, ...settings }),
    secrets: { ...given, ...secrets },
    readers,
    excludes: excludesOf(excludes),
    cache: cache ?? join(scratchFolder(), 'cache'),
  });
  onTestFinished(async () => {
    await source.close?.();
    await readers.close();
  });
  const { signal } = new AbortController();
  return {
    source,
    list: (known = new Map<string, string>()) => Array.fromAsync(source.list(signal, known)),
    /** Ways of what is listed, without the origin. */
    ways: async () =>
      (await Array.fromAsync(source.list(signal, new Map()))).map(({ uri: each }) =>
        each.replace(/^\w+:\/\/[^/]+/, ''),
      ),
    text: async (item: { uri: string; stamp: string }) => {
      const { document } = await (await source.open(item, signal)).read();
      return document?.text ?? '';
    },
  };
}
