import { expect, test } from 'vitest';
import type { Block } from '../api/types.ts';
import { boxesOnPage, hasPageBoxes, pageOfPassage } from './page-boxes.ts';

const block = (start: number, end: number, page: number | null, top: number | null): Block => ({
  kind: 'paragraph',
  start,
  end,
  page,
  box: top === null ? null : { left: 0.1, top, width: 0.8, height: 0.05 },
});
const blocks = [block(0, 10, 1, 0.1), block(12, 20, 1, 0.8), block(22, 30, 2, 0.1), block(32, 40, 2, null)];
const tops = (page: number, start: number, end: number) =>
  boxesOnPage(blocks, page, { start, end }).map(({ top }) => top);

test('a passage has the boxes of the blocks it touches, on each of its pages', () => {
  expect(tops(1, 14, 25)).toEqual([0.8]);
  expect(tops(2, 14, 25)).toEqual([0.1]);
  expect(tops(2, 25, 40)).toEqual([0.1]);
  expect(tops(1, 10, 12)).toEqual([]);
  expect(boxesOnPage(blocks, 1, null)).toEqual([]);
});

test('a passage is shown from the page where it begins', () => {
  expect(pageOfPassage(blocks, { start: 14, end: 25 })).toBe(1);
  expect(pageOfPassage(blocks, { start: 20, end: 25 })).toBe(2);
  expect(pageOfPassage(blocks, null)).toBe(1);
});

test('pages can be shown only where some block says where it stands', () => {
  expect(hasPageBoxes(blocks)).toBe(true);
  expect(hasPageBoxes([block(0, 10, null, 0.1), block(12, 20, 1, null)])).toBe(false);
});
