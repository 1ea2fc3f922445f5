import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, SourceView } from '@atelier/server';
import { donorQuestion, handbook, makePlace, type Started } from '../testing/atelier.fixture.ts';

const place = makePlace({ ...handbook, 'elsewhere/parking.md': '# Parking\n\nVisitors park in row 12.\n' });
let up: Started;
let link = '';
let url = '';
beforeAll(async () => {
  up = place.start(['up', 'handbook', '--port', '0']);
  link = await up.says(/(http:\/\/\S+token=\S+)/);
  url = new URL(link).origin;
});
afterAll(() => place.remove());

/** Asks the server with the token of the link. */
const get = (path: string) =>
  fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${new URL(link).searchParams.get('token') ?? ''}` },
  });

test('the link holds the token and opens the page', async () => {
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
  expect((await get('/api/sources')).status).toBe(200);
  expect((await fetch(new URL('/api/sources', url))).status).toBe(401);
  const opened = await fetch(link, { redirect: 'manual' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
});

test('the folder is indexed by itself', async () => {
  for (let tries = 0; tries < 100; tries++) {
    const { total } = (await (await get('/api/documents')).json()) as { total: number };
    if (total === 2) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect.unreachable('the folder was not indexed in 10 s');
});

test.concurrent('a second server on the same home is refused, and told where the first is', async () => {
  const { code, stdout, stderr } = await place.run(['up', '--port', '0']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('error (home_in_use)');
  expect(stderr).toContain(url);
});

test('add beside the server goes through it, with paths that count from here', async () => {
  const cwd = join(place.folder, 'elsewhere');
  const sources = await place.json<SourceView[]>(['add', 'parking.md', '--home', '../.atelier'], { cwd });
  expect(sources).toMatchObject([
    { kind: 'file', uri: pathToFileURL(join(cwd, 'parking.md')).href, documents: 1, last_run: { status: 'done' } },
  ]);
  expect(await (await get('/api/documents')).json()).toMatchObject({ total: 3 });
});

test('ask, search and documents beside the server give its answers', async () => {
  const [answer, found, shown] = await Promise.all([
    place.json<Answer>(['ask', donorQuestion]),
    place.json(['search', 'row 12']),
    place.json(['documents', 'show', 'elsewhere/parking.md']),
  ]);
  expect(answer.answer).toContain('7 days of paid leave');
  expect(found).toMatchObject({ hits: [{ title: 'Parking' }] });
  expect(shown).toMatchObject({ title: 'Parking' });
  expect(await place.json(['documents', 'remove', 'elsewhere/parking.md'])).toMatchObject({ removed: true });
  expect(await place.json(['search', 'row 12'])).toMatchObject({ hits: [] });
});

test.concurrent('doctor finds the server', async () => {
  const { checks } = await place.json<{ checks: { name: string; found: string }[] }>(['doctor']);
  expect(checks.find(({ name }) => name === 'home')?.found).toContain(`served at ${url}`);
});

test.concurrent('a port that is taken is named', async () => {
  const { port } = new URL(url);
  const { code, stderr } = await place.run(['up', '--port', port, '--home', 'second']);
  expect(code).toBe(1);
  expect(stderr).toContain('error (port_in_use)');
  expect(stderr).toContain(port);
});

test('SIGTERM ends it with 0, and the home is free', async () => {
  const { code, stderr } = await up.stop('SIGTERM');
  expect([code, stderr]).toEqual([0, '']);
  await expect(get('/healthz')).rejects.toThrow('fetch failed');
  expect(await place.json(['search', 'notice period'])).toMatchObject({ hits: [{ title: 'Notice periods' }] });
});

test('Ctrl-C ends it with 0 as well', async () => {
  const again = place.start(['up', '--port', '0']);
  await again.says(/http:\/\/\S+token=\S+/);
  expect((await again.stop('SIGINT')).code).toBe(0);
});
