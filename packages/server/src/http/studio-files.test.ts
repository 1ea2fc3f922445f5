import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../testing/client.fixture.ts';
import { startServer, type TestServer } from '../testing/server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ paths: [] });
});
afterAll(() => server.stop());

test('the page is not kept, its hashed files are kept for ever', async () => {
  const page = await call(server.url, '/');
  expect(page.text).toContain('<title>Studio</title>');
  expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  const script = await call(server.url, '/assets/app-1a2b.js');
  expect(script.status).toBe(200);
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.headers['cache-control']).toContain('immutable');
});

test('HEAD gives the headers alone', async () => {
  const { status, text } = await call(server.url, '/', { method: 'HEAD' });
  expect([status, text]).toEqual([200, '']);
});

test.each([
  '/../secret.html',
  '/../../secret.html',
  '/assets/../../secret.html',
  '/%2e%2e/secret.html',
  '/..%2fsecret.html',
  '/..%2Fsecret.html',
  '/%2e%2e%2fsecret.html',
  '/%252e%252e%252fsecret.html',
  '/..%5csecret.html',
  '/assets/..%2f..%2fsecret.html',
  '//secret.html',
  '/secret.html%00.js',
  '/%00.html',
  '/assets',
  '/assets/',
  '/notes.txt',
  '/index',
  '/%E0%A4%A.html',
  '/%.js',
])('nothing outside the page leaves by %s', async (path) => {
  const { status, text, json } = await call(server.url, path);
  expect(status).toBe(404);
  expect(text).not.toContain('secret"');
  expect(json).toMatchObject({ error: { code: 'not_found', message: expect.stringContaining('nothing at') } });
});

test('a page that was not built says how to build it; the API works without it', async () => {
  const bare = await startServer({ paths: [], studio: false });
  try {
    const { status, json } = await call(bare.url, '/');
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: { hint: expect.stringContaining('npm run build') } });
    expect((await call(bare.url, '/healthz')).status).toBe(200);
  } finally {
    await bare.stop();
  }
});
