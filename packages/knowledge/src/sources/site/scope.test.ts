import { expect, test } from 'vitest';
import { isSameSite, scopeOf } from './scope.ts';

const origin = 'https://a.example';

test.each([
  [['/docs/'], ['/docs/', '/docs/x/y'], ['/docs', '/docs2/', '/', '/other']],
  [['/docs'], ['/docs', '/docs/x'], ['/docs2', '/']],
  [['/docs/intro.html'], ['/docs/', '/docs/x', '/docs/intro.html'], ['/other']],
  [['/'], ['/', '/x'], []],
  // A start that leads inside keeps what was named; one that leads away is what it led to.
  [['/', '/en/home'], ['/', '/x', '/en/home'], []],
  [['/docs', '/docs/'], ['/docs', '/docs/x'], ['/other']],
  [['/old/', '/new/'], ['/new/', '/new/x'], ['/old/']],
])('%j holds %j and not %j', ([start, redirectedTo], inside, outside) => {
  const scope = scopeOf(origin + start, redirectedTo === undefined ? undefined : origin + redirectedTo);
  expect([...inside, ...outside].filter((path) => scope.contains(origin + path))).toEqual(inside);
  expect(scope.contains(`http://a.example${inside[0]}`)).toBe(false);
  expect(scope.contains(`https://b.example${inside[0]}`)).toBe(false);
});

test('the way inside is decoded, without its query', () => {
  const { wayInside } = scopeOf(`${origin}/docs/intro.html`);
  expect(wayInside(`${origin}/docs/a%20b/c?x=1`)).toBe('a b/c');
  expect(wayInside(`${origin}/docs/%zz`)).toBe('%zz');
  expect(wayInside(`${origin}/docs/`)).toBe('');
});

test('a start may lead to https and to another "www.", and nowhere else', () => {
  expect(isSameSite('http://a.example/', 'https://www.a.example/x')).toBe(true);
  expect(isSameSite('https://www.a.example/', 'https://a.example/')).toBe(true);
  expect(isSameSite('https://a.example/', 'http://a.example/')).toBe(false);
  expect(isSameSite('https://a.example/', 'https://login.a.example/')).toBe(false);
  expect(isSameSite('http://a.example:8080/', 'http://a.example:9000/')).toBe(false);
});
