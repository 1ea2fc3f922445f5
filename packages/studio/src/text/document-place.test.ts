import { expect, test } from 'vitest';
import { placeInside, placeInSource } from './document-place.ts';

test('an address inside its source loses the part that all have in common, and its %XX', () => {
  expect(placeInSource('file:///srv/book', 'file:///srv/book/hr/our%20leave.md')).toBe('hr/our leave.md');
  expect(placeInSource('https://a.example/help/', 'https://a.example/help/hr/leave')).toBe('hr/leave');
  expect(placeInSource('file:///srv/book', 'file:///srv/books/leave.md')).toBe('file:///srv/books/leave.md');
  expect(placeInSource('file:///srv/leave.md', 'file:///srv/leave.md')).toBe('file:///srv/leave.md');
  expect(placeInSource('file:///srv', 'file:///srv/100%.md')).toBe('100%.md');
});

test('a document inside another file is named with it', () => {
  expect(placeInSource('file:///srv', 'file:///srv/mail/x%20y.zip#a/b%20c.pdf')).toBe('b c.pdf in mail/x y.zip');
  expect(placeInSource('file:///srv/x.zip', 'file:///srv/x.zip#a/b.pdf')).toBe('b.pdf in x.zip');
  expect(placeInside('file:///srv/mail/x.zip#a/b.pdf')).toBe('b.pdf in x.zip');
  expect(placeInside('file:///srv/mail/b.pdf')).toBe(null);
});

test('a file of a Git repository is inside no other', () => {
  const repository = 'git+https://a.example/team/docs.git';
  expect(placeInSource(repository, `${repository}#hr/leave.md`)).toBe('hr/leave.md');
  expect(placeInside(`${repository}#hr/leave.md`)).toBe(null);
});
