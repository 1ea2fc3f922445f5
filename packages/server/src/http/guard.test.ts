import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../testing/client.fixture.ts';
import { startServer, type TestServer } from '../testing/server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ paths: [] });
});
afterAll(() => server.stop());

describe('who may speak to the server', () => {
  const authorized = () => ({ authorization: `Bearer ${server.token}` });

  test.each([
    'atelier.example',
    'evil.example:8600',
    '127.0.0.1.evil.example',
    '192.168.0.7:8600',
    'localhost.evil.example',
  ])('another name for this machine is refused: Host %j', async (host) => {
    for (const path of ['/', '/healthz', '/api/sources', '/openapi.json']) {
      const { status, json } = await call(server.url, path, { headers: { ...authorized(), host } });
      expect(status).toBe(403);
      expect(json).toMatchObject({ error: { code: 'host_refused' } });
    }
  });

  test.each(['127.0.0.1', 'localhost', 'localhost:8600', '[::1]:8600'])('Host %s is ours', async (host) => {
    expect((await call(server.url, '/api/sources', { headers: { ...authorized(), host } })).status).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://localhost:1', 'https://127.0.0.1'])(
    'a page of another origin is refused: %s',
    async (origin) => {
      const { status, json } = await call(server.url, '/api/sources', { headers: { ...authorized(), origin } });
      expect(status).toBe(403);
      expect(json).toMatchObject({ error: { code: 'origin_refused' } });
    },
  );

  test('a page of the server itself is let in', async () => {
    const { status } = await call(server.url, '/api/sources', { headers: { ...authorized(), origin: server.url } });
    expect(status).toBe(200);
  });
});

test.each(['/', '/healthz', '/api/sources', '/nothing', '/assets/app-1a2b.js'])(
  'a browser is told what %s may do',
  async (path) => {
    const { headers } = await call(server.url, path);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
  },
);
