import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../testing/client.fixture.ts';
import { startServer, type TestServer } from '../testing/server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ paths: [] });
});
afterAll(() => server.stop());

/** Cookies are shared by all ports of a host: the name has the port. */
const cookie = (token: string): string => `atelier_token_${new URL(server.url).port}=${token}`;

const guarded = [
  ['GET', '/api/documents'],
  ['GET', '/api/documents/doc_1'],
  ['DELETE', '/api/documents/doc_1'],
  ['GET', '/api/sources'],
  ['POST', '/api/sources'],
  ['POST', '/api/sources/src_1/sync'],
  ['DELETE', '/api/sources/src_1'],
  ['POST', '/api/reconcile'],
  ['GET', '/api/jobs/job_1'],
  ['POST', '/api/search'],
  ['POST', '/api/ask'],
  ['GET', '/api/nothing-like-this'],
  ['GET', '/openapi.json'],
  ['GET', '/docs'],
] as const;

describe('the token', () => {
  test.each(guarded)('%s %s wants it', async (method, path) => {
    const without = await call(server.url, path, { method });
    expect(without.status).toBe(401);
    expect(without.json).toMatchObject({
      error: { code: 'token_required', hint: expect.stringContaining('atelier up') },
    });

    for (const wrong of ['', 'x', `${server.token}x`, server.token.slice(1), server.token.toUpperCase()]) {
      const bearer = await call(server.url, path, { method, headers: { authorization: `Bearer ${wrong}` } });
      const asCookie = await call(server.url, path, { method, headers: { cookie: cookie(wrong) } });
      const inAddress = await call(server.url, `${path}?token=${wrong}`, { method });
      expect([bearer.status, asCookie.status, inAddress.status]).toEqual([401, 401, 401]);
    }
  });

  test.each(guarded)('%s %s takes it as a bearer and as a cookie', async (method, path) => {
    const bearer = await call(server.url, path, { method, headers: { authorization: `Bearer ${server.token}` } });
    const asCookie = await call(server.url, path, { method, headers: { cookie: `a=b; ${cookie(server.token)}` } });
    expect(bearer.status).not.toBe(401);
    expect(asCookie.status).toBe(bearer.status);
  });

  test('a cookie that is wrong is taken away', async () => {
    const { headers } = await call(server.url, '/api/sources', { headers: { cookie: cookie('old') } });
    expect(headers['set-cookie']?.join()).toMatch(/^atelier_token_\d+=;.*Max-Age=0/);
  });

  test('neither the health check nor the page itself wants it', async () => {
    expect(await call(server.url, '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect((await call(server.url, '/')).status).toBe(200);
  });
});

describe('the link with the token', () => {
  test('sets a cookie that scripts and other sites do not get, and leaves the address', async () => {
    const { status, headers } = await call(server.url, `/?token=${server.token}&view=search`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/?view=search');
    const set = headers['set-cookie']?.join() ?? '';
    expect(set).toContain(`${cookie(server.token)};`);
    expect(set).toContain('HttpOnly');
    expect(set).toContain('SameSite=Strict');
    expect(set).toContain('Path=/');
    const [pair = ''] = set.split(';');
    expect((await call(server.url, '/api/sources', { headers: { cookie: pair } })).status).toBe(200);
  });

  test('leaves the cookie of a server on another port alone', async () => {
    const other = `atelier_token_1=${'x'.repeat(32)}`;
    const both = await call(server.url, '/api/sources', { headers: { cookie: `${other}; ${cookie(server.token)}` } });
    expect(both.status).toBe(200);
    const alone = await call(server.url, '/api/sources', { headers: { cookie: other } });
    expect([alone.status, alone.headers['set-cookie']]).toEqual([401, undefined]);
  });

  test('sets nothing when the token is wrong', async () => {
    const { status, headers } = await call(server.url, '/?token=wrong');
    expect([status, headers.location, headers['set-cookie']]).toEqual([303, '/', undefined]);
  });

  test.each(['//elsewhere.example/', '/\\elsewhere.example/', '///elsewhere.example/x'])(
    'does not send the browser away: %s',
    async (path) => {
      const { headers } = await call(server.url, `${path}?token=x`);
      expect(new URL(headers.location ?? '/', server.url).origin).toBe(server.url);
    },
  );
});

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
