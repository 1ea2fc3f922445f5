import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from '@atelier/foundation';
import { openHome, type Home } from '../home/open-home.ts';
import { homeToken } from '../home/token.ts';
import { writerOf } from '../home/writer.ts';
import { localAtelier, localReading } from '../service/local.ts';
import type { UserWithToken } from '../service/atelier.ts';
import { call, type Call } from '../testing/client.fixture.ts';
import { settingsFor, startServer, type TestServer } from '../testing/server.fixture.ts';
import { createHttpApp } from './app.ts';

let server: TestServer;
let anna: UserWithToken;
beforeAll(async () => {
  server = await startServer({ paths: [] });
  anna = await server.running.atelier.addUser({ user: 'anna', groups: ['hr'] });
});
afterAll(() => server.stop());

/** Addresses that nobody has come from yet: what is wrong is counted by address. */
let last = 1;
const newAddress = (): string => `127.0.1.${++last}`;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signIn = (token: string, more: Call = {}) =>
  call(server.url, '/api/session', { method: 'POST', body: { token }, from: newAddress(), ...more });
/** The cookie that a reply sets, as a browser sends it back. */
const cookieOf = (headers: { 'set-cookie'?: string[] | undefined }) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';
const me = (cookie: string) => call(server.url, '/api/me', { headers: { cookie } });

const guarded = [
  ['GET', '/api/me'],
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
  ['GET', '/api/users'],
  ['POST', '/api/users'],
  ['DELETE', '/api/users/nobody'],
  ['POST', '/api/users/nobody/token'],
  ['GET', '/api/nothing-like-this'],
  ['GET', '/openapi.json'],
  ['GET', '/docs'],
] as const;

describe('the token', () => {
  test.each(guarded)('%s %s wants one', async (method, path) => {
    const from = newAddress();
    const without = await call(server.url, path, { method, from });
    expect(without.status).toBe(401);
    expect(without.json).toMatchObject({
      error: { code: 'token_required', hint: expect.stringContaining('atelier up') },
    });
    const [id] = /[^=]+$/.exec(cookieOf((await signIn(server.token)).headers)) ?? [];
    for (const wrong of ['', 'x', `${server.token}x`, server.token.slice(1), server.token.toUpperCase(), `${id}x`]) {
      const asBearer = await call(server.url, path, { method, headers: bearer(wrong), from });
      const asCookie = await call(server.url, path, { method, headers: { cookie: cookie(wrong) }, from });
      const inAddress = await call(server.url, `${path}?token=${wrong}`, { method, from });
      expect([asBearer.status, asCookie.status, inAddress.status]).toEqual([401, 401, 401]);
    }
    // A token is no session, and the id of a session no token.
    const swapped = [{ headers: bearer(id ?? '') }, { headers: { cookie: cookie(server.token) } }];
    for (const options of swapped) {
      expect((await call(server.url, path, { method, from, ...options })).status).toBe(401);
    }
  });

  test.each(guarded)('%s %s takes it as a bearer, and a session as a cookie', async (method, path) => {
    const asBearer = await call(server.url, path, { method, headers: bearer(server.token) });
    const session = cookieOf((await signIn(server.token)).headers);
    const asCookie = await call(server.url, path, { method, headers: { cookie: `a=b; ${session}` } });
    expect(asBearer.status).not.toBe(401);
    expect(asCookie.status).toBe(asBearer.status);
  });

  test('neither the health check nor the page itself wants it', async () => {
    expect(await call(server.url, '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect((await call(server.url, '/')).status).toBe(200);
  });
});

/** A cookie of the name that the server reads; the name has the port, since all ports of a host share cookies. */
const cookie = (value: string): string => `atelier_session_${new URL(server.url).port}=${value}`;

describe('who is asking', () => {
  test('the owner has no name, a user has one, groups, and no say', async () => {
    const owner = await call(server.url, '/api/me', { headers: bearer(server.token) });
    expect(owner.json).toEqual({ user: null, name: null, groups: [], owner: true });
    const user = await call(server.url, '/api/me', { headers: bearer(anna.token) });
    expect(user.json).toEqual({ user: 'anna', name: null, groups: ['hr'], owner: false });
  });

  test('groups count from the next request on', async () => {
    await server.running.atelier.setUser({ user: 'anna', groups: ['it', 'hr', 'it'], name: 'Anna Berg' });
    const { json } = await call(server.url, '/api/me', { headers: bearer(anna.token) });
    expect(json).toEqual({ user: 'anna', name: 'Anna Berg', groups: ['hr', 'it'], owner: false });
    await server.running.atelier.setUser({ user: 'anna', groups: ['hr'], name: null });
  });
});

describe('a browser', () => {
  test('signs in with a token and gets a random id that is not the token, for no script and no other site', async () => {
    for (const token of [server.token, anna.token]) {
      const { status, headers, json } = await signIn(`  ${token}\n`);
      expect(status).toBe(200);
      expect(json).toMatchObject({ owner: token === server.token });
      const set = headers['set-cookie']?.join() ?? '';
      expect(set).toMatch(/^atelier_session_\d+=[\w-]{43};/);
      for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=2592000']) expect(set).toContain(part);
      expect(set).not.toContain(token);
      const again = await signIn(token);
      expect(cookieOf(again.headers)).not.toBe(cookieOf(headers));
      expect((await me(cookieOf(headers))).json).toEqual(json);
    }
  });

  test('gets none with a wrong token, and the session that it has stays', async () => {
    const session = cookieOf((await signIn(anna.token)).headers);
    const { status, headers } = await signIn('wrong', { headers: { cookie: session } });
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
    expect((await me(session)).status).toBe(200);
  });

  test('that signs in anew is out of its former session', async () => {
    const former = cookieOf((await signIn(anna.token)).headers);
    const byPage = cookieOf((await signIn(anna.token, { headers: { cookie: former } })).headers);
    expect([(await me(former)).status, (await me(byPage)).status]).toEqual([401, 200]);
    const { headers } = await call(server.url, `/?token=${server.token}`, { headers: { cookie: byPage } });
    expect([(await me(byPage)).status, (await me(cookieOf(headers))).status]).toEqual([401, 200]);
  });

  test('signs out, and whoever else has the id is out as well', async () => {
    const session = cookieOf((await signIn(anna.token)).headers);
    const out = await call(server.url, '/api/session', { method: 'DELETE', headers: { cookie: session } });
    expect([out.status, out.json]).toEqual([200, { signed_out: true }]);
    expect(out.headers['set-cookie']?.join()).toMatch(/^atelier_session_\d+=;.*Max-Age=0/);
    const after = await me(session);
    expect(after.status).toBe(401);
    expect(after.headers['set-cookie']?.join()).toMatch(/^atelier_session_\d+=;.*Max-Age=0/);
    expect((await call(server.url, '/api/session', { method: 'DELETE' })).status).toBe(200);
  });

  test('loses the cookie of before, which held the token itself', async () => {
    const former = `atelier_token_${new URL(server.url).port}=${server.token}`;
    const { status, headers } = await me(former);
    expect(status).toBe(401);
    expect(headers['set-cookie']?.join()).toMatch(/^atelier_token_\d+=;.*Max-Age=0/);
  });

  test('is told to keep nothing that belongs to who is signed in', async () => {
    const { headers } = await call(server.url, '/api/me', { headers: bearer(anna.token) });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: expect.stringContaining('cookie') });
  });

  test('leaves the cookie of a server on another port alone', async () => {
    const other = `atelier_session_1=${'x'.repeat(43)}`;
    const session = cookieOf((await signIn(anna.token)).headers);
    expect((await me(`${other}; ${session}`)).status).toBe(200);
    const alone = await me(other);
    expect([alone.status, alone.headers['set-cookie']]).toEqual([401, undefined]);
  });
});

describe('a token that ends', () => {
  const atelier = () => server.running.atelier;

  test('takes its sessions along, and somebody of the same name later gets none of them', async () => {
    const ben = await atelier().addUser({ user: 'ben' });
    const session = cookieOf((await signIn(ben.token)).headers);
    expect((await me(session)).status).toBe(200);
    await atelier().removeUser('ben');
    const again = await atelier().addUser({ user: 'ben', groups: ['board'] });
    expect((await me(session)).status).toBe(401);
    expect((await signIn(ben.token)).status).toBe(401);
    expect((await signIn(again.token)).status).toBe(200);
  });

  test('is out at once when a new one is made, and so is who signed in with it', async () => {
    const cleo = await atelier().addUser({ user: 'cleo' });
    const session = cookieOf((await signIn(cleo.token)).headers);
    const { token } = await atelier().renewToken('cleo');
    expect((await me(session)).status).toBe(401);
    expect((await signIn(cleo.token)).status).toBe(401);
    expect((await signIn(token)).status).toBe(200);
  });

  test('a session ends by itself after 30 days', async () => {
    const session = cookieOf((await signIn(anna.token)).headers);
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    vi.setSystemTime(Date.now() + 30 * 86_400_000 - 60_000);
    expect((await me(session)).status).toBe(200);
    vi.setSystemTime(Date.now() + 120_000);
    expect((await me(session)).status).toBe(401);
  });
});

describe('the link of `atelier up`', () => {
  test('signs the owner in, and leaves the address', async () => {
    const { status, headers } = await call(server.url, `/?token=${server.token}&view=search`);
    expect([status, headers.location]).toEqual([303, '/?view=search']);
    const set = headers['set-cookie']?.join() ?? '';
    expect(set).toMatch(/HttpOnly; SameSite=Strict/);
    expect(set).not.toContain(server.token);
    expect((await me(cookieOf(headers))).json).toMatchObject({ owner: true });
  });

  test('sets nothing when the token is wrong, or that of a user: nobody is to be signed in by the link of another', async () => {
    for (const token of ['wrong', anna.token]) {
      const { status, headers } = await call(server.url, `/?token=${token}`, { from: newAddress() });
      expect([status, headers.location, headers['set-cookie']]).toEqual([303, '/', undefined]);
    }
  });

  test.each(['//elsewhere.example/', '/\\elsewhere.example/', '///elsewhere.example/x'])(
    'does not send the browser away: %s',
    async (path) => {
      const { headers } = await call(server.url, `${path}?token=x`, { from: newAddress() });
      expect(new URL(headers.location ?? '/', server.url).origin).toBe(server.url);
    },
  );
});

describe('wrong tokens', () => {
  const doors: ((from: string, token: string) => ReturnType<typeof call>)[] = [
    (from, token) => call(server.url, '/api/me', { from, headers: bearer(token) }),
    (from, token) => signIn(token, { from }),
    (from, token) => call(server.url, `/?token=${token}`, { from }),
  ];

  test('ten in a minute are answered, by whichever door; then none is, until the minute is over', async () => {
    const [from, elsewhere] = [newAddress(), newAddress()];
    for (let n = 0; n < 10; n++)
      expect((await doors[n % 3]?.(from, `wrong ${n}`.replace(' ', '')))?.status).not.toBe(429);
    for (const door of doors) {
      const { status, headers, json } = await door(from, 'wrong');
      expect(status).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(50);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(json).toMatchObject({ error: { code: 'too_many_attempts', hint: expect.any(String) } });
      expect(headers['set-cookie']).toBeUndefined();
      expect((await door(elsewhere, 'wrong')).status).not.toBe(429);
      // Who has a right one is not put out by what others try from there.
      for (const token of [anna.token, server.token]) expect((await door(from, token)).status).toBeLessThan(400);
    }
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    vi.setSystemTime(Date.now() + 61_000);
    for (const door of doors) expect((await door(from, 'wrong')).status).not.toBe(429);
  });

  test.each(['cross-site', 'same-site'])(
    'in links that a page has a browser fetch (%s) do not count for who sits there',
    async (site) => {
      const from = newAddress();
      const fetched = (token: string) =>
        call(server.url, `/?token=${token}`, { from, headers: { 'sec-fetch-site': site } });
      for (let n = 0; n < 10; n++) expect((await fetched(`x${n}`)).status).toBe(303);
      expect((await fetched('x')).status).toBe(429);
      expect((await call(server.url, '/?token=x', { from })).status).toBe(303);
      expect((await signIn('x', { from })).status).toBe(401);
    },
  );

  test.each(['none', 'same-origin'])('in links that somebody opens (%s) count', async (site) => {
    const from = newAddress();
    for (let n = 0; n < 10; n++) {
      await call(server.url, '/?token=x', { from, headers: { 'sec-fetch-site': site } });
    }
    expect((await signIn('x', { from })).status).toBe(429);
  });
});

describe('the log', () => {
  let home: Home;
  const lines: string[] = [];
  beforeEach(async () => {
    home = await openHome({ settings: settingsFor(`${server.folder}/other`), command: 'test', access: 'write' });
  });
  afterEach(() => home.close());

  test('names every wrong token by where it came from, and holds none, right or wrong', async () => {
    const writer = writerOf(home.settings);
    const app = createHttpApp({
      atelier: localAtelier(home, writer),
      readingAs: (principals) => localReading(home, writer, principals),
      token: homeToken(home.path),
      users: home.users,
      sessions: home.sessions,
      version: '0',
      log: createLog('trace', { write: (line) => void lines.push(line) }),
      studio: server.folder,
    });
    const { token } = await home.users.add({ user: 'anna' });
    const ask = (path: string, headers: Record<string, string> = {}, given?: string) =>
      app.request(`http://127.0.0.1${path}`, {
        headers: { host: '127.0.0.1', 'content-type': 'application/json', ...headers },
        ...(given === undefined ? {} : { method: 'POST', body: JSON.stringify({ token: given }) }),
      });
    const wrong = `${token.slice(0, -4)}zzzz`;
    await ask('/api/me', bearer(wrong));
    await ask('/api/session', {}, wrong);
    await ask(`/?token=${wrong}`);
    await ask('/api/session', {}, token);
    await ask(`/?token=${homeToken(home.path)}`);
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const failed = logged.filter(({ level }) => level === 'warn');
    expect(failed.map(({ path }) => path)).toEqual(['/api/me', '/api/session', '/']);
    expect(failed.every(({ address }) => typeof address === 'string')).toBe(true);
    expect(logged.filter(({ msg }) => msg === 'signed in').map(({ user }) => user)).toEqual(['anna', null]);
    for (const secret of [wrong, token, homeToken(home.path)]) {
      expect(lines.join('')).not.toContain(secret);
      expect(lines.join('')).not.toContain(secret.slice(12));
    }
  });
});
