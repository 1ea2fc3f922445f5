import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { describeSource } from '../source.conformance.ts';
import { openSite, startSite } from './site-server.fixture.ts';

for (const etags of [false, true]) {
  describeSource(etags ? 'a site with ETags' : 'a site', async () => {
    const server = await startSite({}, { etags });
    const names = new Map<string, string>();
    const cache = join(scratchFolder(), 'cache');
    const open = async () => (await openSite(`${server.origin}/docs/`, { cache })).source;
    const link = () => {
      server.pages['/docs/'] = [...names].map(([name]) => `<a href="${name}">${name}</a>`).join(' ') || 'empty';
    };
    link();
    return {
      source: await open(),
      reopen: open,
      put: async (name, text) => {
        names.set(name, text);
        server.pages[`/docs/${name}`] = `<title>${name}</title><p>${text}</p>`;
        link();
      },
      remove: async (name) => {
        names.delete(name);
        delete server.pages[`/docs/${name}`];
        link();
      },
      breakOff: server.stop,
    };
  });
}

const para = (text: string) => `<p>${text}</p>`;
const a = (...hrefs: string[]) => hrefs.map((href) => `<a href="${href}">x</a>`).join(' ');

test('follows links inside the start, each once, as far as the depth goes', async () => {
  const { origin } = await startSite({
    '/docs/': a('one', './one#part', 'one?utm_source=mail', '/elsewhere', 'http://example.invalid/', 'mailto:x@y.z'),
    '/docs/one': a('two', '/docs/', 'missing'),
    '/docs/two': a('three'),
    '/docs/three': a('one'),
    '/elsewhere': 'no',
  });
  for (const [depth, ways] of [
    [0, ['/docs/']],
    [1, ['/docs/', '/docs/one']],
    [5, ['/docs/', '/docs/one', '/docs/two', '/docs/three']],
  ] as const) {
    expect(await (await openSite(`${origin}/docs/`, { settings: { depth } })).ways()).toEqual(ways);
  }
});

test('an unchanged page costs a 304, its links are followed all the same, and nothing is loaded twice', async () => {
  const server = await startSite(
    { '/': a('one'), '/one': para('first') + a('two'), '/two': para('second') },
    { etags: true },
  );
  const cache = join(scratchFolder(), 'cache');
  const first = await openSite(server.origin, { cache });
  const items = await first.list();
  for (const item of items.slice(1)) await first.text(item);
  expect(server.log.filter((line) => !/robots|sitemap/.test(line))).toEqual(['200 /', '200 /one', '200 /two']);
  await first.source.close?.();

  server.log.length = 0;
  server.pages['/two'] = para('changed');
  const again = await openSite(server.origin, { cache });
  const now = await again.list(new Map(items.map((item) => [item.uri, item.stamp])));
  expect(now.map((item) => item.uri)).toEqual(items.map((item) => item.uri));
  expect(server.log.filter((line) => !/robots|sitemap/.test(line))).toEqual(['304 /', '304 /one', '200 /two']);
  expect(await again.text(now[2]!)).toBe('changed');
  // What was kept for reading is gone.
  expect(await readdir(join(cache, 'bodies'))).toEqual([]);
  expect(await again.text(now[1]!)).toContain('first');
});

test('robots.txt is kept to, for the name of this program', async () => {
  const server = await startSite({
    '/robots.txt': {
      type: 'text/plain',
      body: 'User-agent: *\nDisallow: /private/\nCrawl-delay: 0.3\n\nUser-agent: other\nDisallow: /',
    },
    '/': a('one', 'private/two'),
    '/one': 'one',
    '/private/two': 'two',
  });
  const started = Date.now();
  expect(await (await openSite(server.origin)).ways()).toEqual(['/', '/one']);
  expect(Date.now() - started).toBeGreaterThan(600);
  expect(server.log).not.toContain('200 /private/two');
  const other = await openSite(server.origin, { settings: { userAgent: 'other/1.0' } });
  await expect(other.list()).rejects.toMatchObject({ code: 'source_refused' });
  server.pages['/robots.txt'] = 503;
  await expect((await openSite(server.origin)).list()).rejects.toMatchObject({ code: 'source_unreachable' });
});

test('pages of the sitemap are listed beside the linked ones, alone, or not', async () => {
  const server = await startSite({
    '/': a('linked'),
    '/linked': '1',
    '/named': '2',
    '/packed': '3',
    '/sitemap.xml': 'x',
  });
  const xml = (tag: string, ...ways: string[]) =>
    `<?xml version="1.0"?><${tag}>${ways.map((way) => `<x><loc> ${server.origin}${way}</loc></x>`).join('')}</${tag}>`;
  server.pages['/sitemap.xml'] = {
    type: 'text/xml',
    body: xml('sitemapindex', '/a.xml', '/b.xml.gz', '/sitemap.xml', '/none.xml'),
  };
  server.pages['/a.xml'] = { type: 'text/xml', body: xml('urlset', '/named', '/linked') };
  server.pages['/b.xml.gz'] = { type: 'application/gzip', body: gzipSync(xml('urlset', '/packed')) };
  const ways = async (sitemap: string) => (await openSite(server.origin, { settings: { sitemap } })).ways();
  expect(await ways('auto')).toEqual(['/', '/linked', '/named', '/packed']);
  expect(await ways('only')).toEqual(['/', '/named', '/linked', '/packed']);
  expect(await ways('never')).toEqual(['/', '/linked']);
  server.pages['/b.xml.gz'] = 500;
  await expect(ways('auto')).rejects.toMatchObject({ code: 'source_unreachable' });
  server.pages['/sitemap.xml'] = 404;
  await expect(ways('only')).rejects.toMatchObject({ code: 'source_missing' });
});

test('redirects are followed inside the site only, and loops end', async () => {
  const { origin } = await startSite({
    '/start': { to: '/home/' },
    '/home/': a('a', 'loop', 'out', 'local', 'chain0'),
    '/home/a': { to: 'b' },
    '/home/b': para('target'),
    '/home/loop': { to: 'pool' },
    '/home/pool': { to: 'loop' },
    '/home/out': { to: 'http://example.invalid/' },
    '/home/local': { to: 'http://127.0.0.1:1/secret' },
    ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`/home/chain${n}`, { to: `chain${n + 1}` }])),
    '/home/chain9': 'too far',
    '/away': { to: 'http://example.invalid/' },
    '/round': { to: '/round' },
  });
  expect(await (await openSite(`${origin}/start`)).ways()).toEqual(['/home/', '/home/b']);
  await expect((await openSite(`${origin}/away`)).list()).rejects.toMatchObject({ code: 'source_refused' });
  await expect((await openSite(`${origin}/round`)).list()).rejects.toMatchObject({ code: 'source_unreachable' });
});

test('a page that names another as the real one is left for it, and pages that want no index are kept out', async () => {
  const canonical = (href: string) => `<link rel="canonical" href="${href}">`;
  const { origin } = await startSite({
    '/': a('print', 'one', 'two', 'hidden', 'closed', 'gone-canonical'),
    '/print': canonical('/page') + para('same'),
    '/page': canonical('/page') + para('same'),
    '/one': canonical('/two'),
    '/two': canonical('/one'),
    '/gone-canonical': canonical('/missing'),
    '/hidden': `<meta name="robots" content="NOINDEX, follow">${a('behind')}`,
    '/behind': 'behind',
    '/closed': `<meta content="nofollow" name=robots>${a('never')}`,
    '/never': 'never',
  });
  expect(await (await openSite(origin)).ways()).toEqual([
    '/',
    '/closed',
    '/page',
    '/behind',
    '/one',
    '/gone-canonical',
  ]);
});

test('linked documents are read by what the server says they are; pictures and programs are not asked for whole', async () => {
  const server = await startSite({
    '/': a('report?id=1', 'data.csv', 'photo.png', 'setup.exe', 'latin'),
    '/report?id=1': { type: 'text/markdown; charset=utf-8', body: '# Report\n\nAll is well.' },
    '/data.csv': { type: 'application/octet-stream', body: 'name,price\nbolt,3\n' },
    '/photo.png': { type: 'image/png', body: 'png' },
    '/setup.exe': { type: 'application/octet-stream', body: 'MZ' },
    '/latin': {
      type: 'text/html; charset=windows-1251',
      body: Buffer.from([0x3c, 0x70, 0x3e, 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    },
  });
  const { list, text } = await openSite(server.origin);
  const items = await list();
  expect(items.map((item) => new URL(item.uri).pathname)).toEqual(['/', '/report', '/data.csv', '/latin']);
  expect(await text(items[1]!)).toBe('Report\n\nAll is well.');
  expect(await text(items[2]!)).toContain('bolt | 3');
  expect(await text(items[3]!)).toBe('Привет');
});

test('include and excludes say which ways are asked for; maxPages how many, and what was left out is told', async () => {
  const server = await startSite({
    '/': a('blog/a', 'blog/b.html', 'shop/c'),
    '/blog/a': 'a',
    '/blog/b.html': 'b',
    '/shop/c': 'c',
  });
  expect(await (await openSite(server.origin, { settings: { include: ['blog/'] } })).ways()).toEqual([
    '/',
    '/blog/a',
    '/blog/b.html',
  ]);
  expect(await (await openSite(server.origin, { excludes: ['*.html', 'shop'] })).ways()).toEqual(['/', '/blog/a']);
  const { source, list } = await openSite(server.origin, { settings: { maxPages: 2 } });
  const items = await list();
  expect(items).toHaveLength(3);
  const failure = source.open(items[2]!, AbortSignal.timeout(1000));
  await expect(failure).rejects.toMatchObject({
    code: 'source_too_large',
    message: expect.stringContaining('/blog/b.html'),
  });
});

test('a page that fails is listed as failing, with what it led to, and fails alone', async () => {
  let tries = 0;
  const server = await startSite({
    '/': a('broken', 'secret', 'huge', 'bomb', 'slow', 'flaky', 'fine'),
    '/broken': a('inner'),
    '/inner': 'inner',
    '/secret': 'before',
    '/huge': { type: 'text/html', body: 'x'.repeat(1_100_000) },
    '/bomb': { type: 'text/html', body: gzipSync(Buffer.alloc(200_000_000)), headers: { 'content-encoding': 'gzip' } },
    '/slow': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('never ends');
    },
    '/flaky': (_request, response) => {
      tries += 1;
      response.writeHead(tries === 2 ? 200 : 503, { 'content-type': 'text/html' }).end(para('at last'));
    },
    '/fine': 'fine',
  });
  const cache = join(scratchFolder(), 'cache');
  const settings = { maxFileMb: 1, timeoutSeconds: 0.5 };
  const first = await openSite(server.origin, { settings, cache });
  const items = await first.list();
  await first.source.close?.();
  server.pages['/broken'] = 502;
  server.pages['/secret'] = 403;
  tries = 0;
  const { list, source } = await openSite(server.origin, { settings, cache });
  const now = await list();
  expect(new Set(now.map((item) => item.uri))).toEqual(new Set(items.map((item) => item.uri)));
  const codes: Record<string, string> = {};
  for (const item of now) {
    const outcome = await source.open(item, AbortSignal.timeout(5000)).catch((error: unknown) => error);
    codes[new URL(item.uri).pathname] = (outcome as { code?: string }).code ?? 'ok';
  }
  expect(codes).toEqual({
    '/': 'ok',
    '/broken': 'source_unreachable',
    '/secret': 'source_refused',
    '/huge': 'file_too_large',
    '/bomb': 'file_too_large',
    '/slow': 'source_unreachable',
    '/flaky': 'ok',
    '/fine': 'ok',
    '/inner': 'ok',
  });
}, 60_000);

test('what only a failing page led to counts as gone when that is sure', async () => {
  const server = await startSite({ '/': a('hall'), '/hall': a('room'), '/room': 'room' });
  const { signal } = new AbortController();
  const goneOf = async (cache: string) => {
    const { source, list } = await openSite(server.origin, { cache });
    const items = await list();
    return { listed: items.length, gone: await source.isGone?.(`${server.origin}/room`, signal) };
  };
  const cache = scratchFolder();
  expect(await goneOf(cache)).toEqual({ listed: 3, gone: true });
  server.pages['/hall'] = 501;
  expect(await goneOf(cache)).toEqual({ listed: 3, gone: true });
  // Without a memory nobody knows what the page led to.
  expect(await goneOf(scratchFolder())).toEqual({ listed: 2, gone: false });
  server.pages['/hall'] = 'no links';
  expect(await goneOf(cache)).toEqual({ listed: 2, gone: true });
});

test('private addresses are not asked, by name or number, unless that host was allowed', async () => {
  const { origin, log } = await startSite({ '/': 'inside' });
  const refused = [
    origin,
    origin.replace('127.0.0.1', 'localhost'),
    origin.replace('127.0.0.1', '2130706433'),
    origin.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
    'http://10.1.2.3/',
    'http://[fd00::1]/',
  ];
  for (const location of refused) {
    const { list } = await openSite(location, { settings: { allowPrivate: false } });
    const { code } = (await list().catch((error: unknown) => error)) as { code?: string };
    expect(`${location} ${code}`).toBe(`${location} address_private`);
  }
  expect(log).toEqual([]);
  const metadata = await openSite('http://169.254.169.254/latest/');
  await expect(metadata.list()).rejects.toMatchObject({ code: 'address_private' });
  expect(await (await openSite(origin.replace('127.0.0.1', 'localhost'))).ways()).toEqual(['/']);
});

test('secrets are sent to the origin that was named, and are no part of any uri', async () => {
  const server = await startSite({
    '/': (request, response) => {
      const isKnown = request.headers.authorization === `Basic ${Buffer.from('anna:s3 cret').toString('base64')}`;
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'text/html' }).end('inside');
    },
  });
  await expect((await openSite(server.origin)).list()).rejects.toMatchObject({ code: 'source_refused' });
  const named = server.origin.replace('//', '//anna:s3%20cret@');
  expect((await (await openSite(named)).list()).map((item) => item.uri)).toEqual([`${server.origin}/`]);
  const other = await startSite({ '/': { to: server.origin } });
  await expect((await openSite(other.origin.replace('//', '//anna:s3%20cret@'))).list()).rejects.toThrow(
    'another site',
  );
  const token = await openSite(server.origin, { secrets: { token: 'abc' } });
  await expect(token.list()).rejects.toMatchObject({ code: 'source_refused' });
  expect(server.headers.at(-1)?.authorization).toBe('Bearer abc');
});

test('a site that stops answering while it is listed is not taken for a smaller one', async () => {
  const server = await startSite({ '/': a('1', '2', '3', '4', '5', '6'), '/1': '1' });
  for (const name of ['2', '3', '4', '5', '6']) server.pages[`/${name}`] = (_request, response) => response.destroy();
  await expect((await openSite(server.origin)).list()).rejects.toMatchObject({ code: 'source_unreachable' });
}, 60_000);

test('a cache that is gone or damaged is no trouble', async () => {
  const server = await startSite({ '/': a('one'), '/one': 'one' }, { etags: true });
  const cache = scratchFolder();
  const items = await (await openSite(server.origin, { cache })).list();
  await writeFile(join(cache, 'pages.json'), '{"http');
  expect(existsSync(join(cache, 'pages.json'))).toBe(true);
  expect(await (await openSite(server.origin, { cache })).list()).toEqual(items);
});
