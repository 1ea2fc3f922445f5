import { array, assert, constantFrom, property } from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { linksOf } from './page-links.ts';

const url = 'https://a.example/docs/';

test('links are those that a browser would follow', () => {
  const html = `<!-- <a href="comment"> --><title><a href="title"></title><script>"<a href='script'>"</script>
    <A HREF=bare>x</A><a class="x > y" href='single?a=1&amp;b=2'>x</a><area href=" spaced ">
    <a href=one>x</a><a href="one">again</a><a name="none">x</a><a href="mailto:a@b">x</a><abbr href="no">x</abbr>
    <iframe src="/frame"></iframe><a title='it is "so"' href="quotes">x</a><a href=it's>x</a><a
    href="lines">x</a><a data-href="no" href="data">x</a>`;
  expect(linksOf(html, url).links.map((link) => link.replace('https://a.example', ''))).toEqual([
    '/docs/bare',
    '/docs/single?a=1&b=2',
    '/docs/spaced',
    '/docs/one',
    '/frame',
    '/docs/quotes',
    '/docs/it',
    '/docs/lines',
    '/docs/data',
  ]);
  expect(linksOf('<base href="/other/"><a href="x">', url).links).toEqual(['https://a.example/other/x']);
});

test('a page says its real address, and whether it wants to be found and followed', () => {
  const head = '<link rel="canonical" href="/real#x"><meta name="Robots" content="noindex,nofollow">';
  expect(linksOf(head, url)).toEqual({ links: [], canonical: 'https://a.example/real', noindex: true, nofollow: true });
  expect(linksOf('<meta name=robots content=none>', url)).toMatchObject({ noindex: true, nofollow: true });
  expect(linksOf('<meta name="description" content="noindex">', url)).toMatchObject({
    noindex: false,
    canonical: null,
  });
});

test('agrees with a parser of HTML', () => {
  const piece = constantFrom(
    '<a href="a">',
    "<a href='b'>",
    '<a href=c>',
    '<p title="x>y">',
    '<!-- <a href=d> -->',
    '</p>',
    'text & more',
    '<area href=e>',
    '<style><a href=f></style>',
    '<a\nclass=x href="g&amp;h">',
    '<br/>',
    '< a href=i>',
    '<a>',
    '1 < 2',
  );
  assert(
    property(array(piece, { maxLength: 12 }), (pieces) => {
      const html = pieces.join('');
      const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
      const expected = [...document.querySelectorAll('a[href], area[href]')].map(
        (link) => URL.parse(link.getAttribute('href') ?? '', url)?.href,
      );
      expect(linksOf(html, url).links).toEqual([...new Set(expected)]);
    }),
  );
});

test.each(['<a ', '<a "', '<a \'"', '<!--', '<a href="', '<script>', '&#x', '<', '<a ' + 'x'.repeat(50), '<a a= '])(
  'a page made of "%s" takes no longer than its length',
  (piece) => {
    const html = piece.repeat(3_000_000 / piece.length);
    const started = performance.now();
    linksOf(html, url);
    linksOf(`${html}>`, url);
    expect(performance.now() - started).toBeLessThan(3000);
  },
);
