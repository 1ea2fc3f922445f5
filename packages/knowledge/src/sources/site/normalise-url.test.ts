import { array, assert, constantFrom, property, string, tuple, webPath, webUrl } from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseUrl } from './normalise-url.ts';

test.each([
  ['HTTPS://Example.com:443/a/../b/%7euser/%c3%a9#part', 'https://example.com/b/~user/%C3%A9'],
  ['https://example.com', 'https://example.com/'],
  ['https://anna:secret@example.com/?utm_source=x&id=3&fbclid=y&UTM_Medium=z', 'https://example.com/?id=3'],
  ['https://example.com/?&&', 'https://example.com/'],
  ['../up?b=2&a=1', 'https://base.example/up?b=2&a=1'],
  ['//other.example/x', 'https://other.example/x'],
  ['https://example.com/%zz%2f', 'https://example.com/%zz%2F'],
])('%s is %s', (href, expected) => {
  expect(normaliseUrl(href, 'https://base.example/docs/page')).toBe(expected);
});

test.each([
  'mailto:a@b.example',
  'javascript:void(0)',
  'data:text/html,x',
  'tel:1',
  'ftp://x/',
  'http://',
  'http://[/',
])('%s is no page', (href) => {
  expect(normaliseUrl(href, 'https://base.example/')).toBeNull();
});

test('what is normalised stays as it is, and leads to the same place', () => {
  const query = array(tuple(constantFrom('utm_x', 'id', 'gclid', 'b'), webPath()), { maxLength: 4 });
  assert(
    property(
      webUrl({ withFragments: true, withQueryParameters: true }),
      query,
      string(),
      (url, parameters, fragment) => {
        const extra = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
        const full = `${url.split(/[?#]/)[0]}?${extra}#${encodeURIComponent(fragment)}`;
        const normal = normaliseUrl(full)!;
        expect(normaliseUrl(normal)).toBe(normal);
        expect(normal).not.toMatch(/#|utm_|gclid/);
        const [before, after] = [new URL(full), new URL(normal)];
        expect(after.origin).toBe(before.origin);
        expect(safely(after.pathname)).toBe(safely(before.pathname));
        for (const name of ['id', 'b'])
          expect(after.searchParams.getAll(name)).toEqual(before.searchParams.getAll(name));
      },
    ),
  );
});

test('whatever stands in a link, nothing is thrown, and nothing but a page comes out', () => {
  assert(
    property(string({ unit: 'binary' }), (href) => {
      const url = normaliseUrl(href, 'https://base.example/docs/');
      if (url === null) return;
      expect(url).toMatch(/^https?:\/\/[^#]*$/);
      expect(normaliseUrl(url)).toBe(url);
    }),
    { numRuns: 500 },
  );
});

function safely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
