import { expect, test } from 'vitest';
import { documentDate } from './document-date.ts';

const dateOf = (metadata: Record<string, string>, title = '', uri = '') => documentDate({ metadata, title, uri });

test('what a document says of itself counts before its title, its title before its file name', () => {
  expect(dateOf({ valid_from: '2026-01-01', date: '2025-05-05' }, 'Policy 2024')).toBe('2026-01-01');
  expect(dateOf({ date: '2025-05-05T10:00:00Z' })).toBe('2025-05-05');
  expect(dateOf({ date: 'last spring' }, 'Travel policy 2024', 'file:///a/2023.md')).toBe('2024');
  expect(dateOf({}, 'Minutes', 'file:///minutes/2025-09-18-board.md')).toBe('2025-09-18');
  expect(dateOf({}, 'HX-2140 12025', 'file:///a/b.md')).toBeNull();
});
