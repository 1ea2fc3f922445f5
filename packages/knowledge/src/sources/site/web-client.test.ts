import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { startSite } from './site-server.fixture.ts';
import { createWebClient, type WebClientOptions } from './web-client.ts';

const signal = new AbortController().signal;

function openClient(options: Partial<WebClientOptions> = {}) {
  const client = createWebClient({
    userAgent: 'test/1',
    perSecond: 1000,
    timeoutSeconds: 5,
    privateHost: '127.0.0.1',
    authorization: null,
    ...options,
  });
  onTestFinished(() => client.close());
  return { ...client, load: (url: string, maxBytes = 1000) => client.get(url, { signal, maxBytes }) };
}

test('secrets go to their own origin only', async () => {
  const [one, other] = [await startSite({ '/': 'one' }), await startSite({ '/': 'other' })];
  const { load } = openClient({ authorization: { origin: one.origin, value: 'Bearer abc' } });
  await load(one.origin);
  await load(other.origin);
  expect(one.headers[0]).toMatchObject({ authorization: 'Bearer abc', 'user-agent': 'test/1' });
  expect(other.headers[0]).not.toHaveProperty('authorization');
});

test('bodies are unpacked, and the limit counts what they unpack to', async () => {
  const packed = (encoding: string, body: Uint8Array) => ({
    type: 'text/html',
    body,
    headers: { 'content-encoding': encoding },
  });
  const words = 'words '.repeat(150);
  const { origin } = await startSite({
    '/plain': words,
    '/gzip': packed('gzip', gzipSync(words)),
    '/br': packed('br', brotliCompressSync(words)),
    '/deflate': packed('Deflate', deflateSync(words)),
    '/cut': packed('gzip', gzipSync(words).subarray(0, 20)),
    '/other': packed('zstd', Buffer.from(words)),
  });
  const { load } = openClient();
  for (const way of ['/plain', '/gzip', '/br', '/deflate']) {
    expect((await load(origin + way)).body.toString()).toBe(words);
    await expect(load(origin + way, 899)).rejects.toMatchObject({ code: 'file_too_large' });
  }
  await expect(load(`${origin}/cut`)).rejects.toMatchObject({ code: 'source_unreachable' });
  await expect(load(`${origin}/other`)).rejects.toThrow('zstd');
});

test('a busy server is asked again when it wants to be, and left alone if that is long', async () => {
  const asked: number[] = [];
  const { origin, log } = await startSite({
    '/busy': (_request, response) => {
      asked.push(Date.now());
      response.writeHead(asked.length === 1 ? 429 : 200, { 'retry-after': '1' }).end('now');
    },
    '/closed': (_request, response) => response.writeHead(503, { 'retry-after': '3600' }).end(),
  });
  const { load } = openClient();
  expect((await load(`${origin}/busy`)).body.toString()).toBe('now');
  expect(asked[1]! - asked[0]!).toBeGreaterThan(950);
  await expect(load(`${origin}/closed`)).rejects.toMatchObject({ code: 'source_unreachable', retryable: true });
  expect(log.filter((line) => line.endsWith('/closed'))).toHaveLength(1);
});

test('requests keep their distance, those side by side too', async () => {
  const { origin } = await startSite({ '/': 'x' });
  const { load } = openClient({ perSecond: 20 });
  const started = Date.now();
  await Promise.all(Array.from({ length: 5 }, () => load(origin)));
  expect(Date.now() - started).toBeGreaterThanOrEqual(195);
});

test('an aborted request ends at once, waiting or not', async () => {
  const { origin } = await startSite({ '/': () => undefined });
  const client = openClient({ perSecond: 0.1 });
  const controller = new AbortController();
  const both = [1, 2].map(() => client.get(origin, { signal: controller.signal, maxBytes: 1 }));
  setTimeout(() => controller.abort(new Error('stopped')), 50);
  const started = Date.now();
  for (const end of await Promise.allSettled(both)) expect(end.status).toBe('rejected');
  expect(Date.now() - started).toBeLessThan(1000);
});
