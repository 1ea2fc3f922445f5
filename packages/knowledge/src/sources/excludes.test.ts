import { expect, test } from 'vitest';
import { excludesOf } from './excludes.ts';

test('patterns are those of .gitignore, and without patterns nothing is left out', () => {
  const excludes = excludesOf(['drafts/', '*.tmp', '!keep.tmp', '/top.md']);
  const paths = ['drafts/', 'a/drafts/', 'drafts.md', 'a/b.tmp', 'keep.tmp', 'top.md', 'a/top.md'];
  expect(paths.filter(excludes)).toEqual(['drafts/', 'a/drafts/', 'a/b.tmp', 'top.md']);
  expect(paths.filter(excludesOf([]))).toEqual([]);
});

test('a way that no pattern can name is kept', () => {
  expect(excludesOf(['*'])('../above')).toBe(false);
});
