import { expect, test } from 'vitest';
import { baseName, formatDuration, plural, relativeTo } from './format.ts';

test('durations read naturally at every size', () => {
  expect([0.4, 12, 1400, 125_000].map(formatDuration)).toEqual(['0 ms', '12 ms', '1.4 s', '2 min 5 s']);
});

test('one is singular', () => {
  expect([plural(1, 'page'), plural(0, 'page'), plural(1200, 'page')]).toEqual(['1 page', '0 pages', '1,200 pages']);
});

test('a source is called by its last folder', () => {
  expect(baseName('/srv/company/hand%20book/')).toBe('hand book');
  expect(baseName('C:\\files\\100%')).toBe('100%');
  expect(baseName('/')).toBe('/');
});

test('an address inside its source loses the part that all have in common', () => {
  expect(relativeTo('/srv/book', '/srv/book/hr/leave.md')).toBe('hr/leave.md');
  expect(relativeTo('/srv/book/', '/srv/book/hr/leave.md')).toBe('hr/leave.md');
  expect(relativeTo('/srv/book', '/srv/books/leave.md')).toBe('/srv/books/leave.md');
  expect(relativeTo('/srv/leave.md', '/srv/leave.md')).toBe('/srv/leave.md');
});
