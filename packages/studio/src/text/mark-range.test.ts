import { expect, test } from 'vitest';
import { markRange, meets } from './mark-range.ts';

const text = 'First block.\nSecond 😀 block.\nThird.';
const blocks = [
  { start: 0, end: 12 },
  { start: 13, end: 29 },
  { start: 30, end: 36 },
];

const show = (span: { start: number; end: number }, range: { start: number; end: number } | null) =>
  markRange(text, span, range).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text));

test('a range inside one block marks that part of it', () => {
  const range = { start: 20, end: 22 };
  expect(text.slice(range.start, range.end)).toBe('😀');
  expect(blocks.map((block) => show(block, range))).toEqual([
    ['First block.'],
    ['Second ', '[😀]', ' block.'],
    ['Third.'],
  ]);
});

test('a range over several blocks marks the end of the first, all between, and the start of the last', () => {
  const range = { start: 6, end: 32 };
  expect(blocks.map((block) => show(block, range))).toEqual([
    ['First ', '[block.]'],
    ['[Second 😀 block.]'],
    ['[Th]', 'ird.'],
  ]);
});

test('the pieces always join to the span, whatever the range', () => {
  for (let start = 0; start <= text.length + 2; start++) {
    for (let end = start; end <= text.length + 2; end++) {
      for (const block of blocks) {
        const pieces = markRange(text, block, { start, end });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text.slice(block.start, block.end));
        const marked = pieces.some((piece) => piece.marked);
        expect(marked).toBe(start < end && meets(block, { start, end }));
        for (const piece of pieces) expect(text.startsWith(piece.text, piece.start)).toBe(true);
      }
    }
  }
});

test('no range marks nothing, an empty span has no pieces', () => {
  expect(show({ start: 0, end: 12 }, null)).toEqual(['First block.']);
  expect(show({ start: 12, end: 12 }, { start: 0, end: 36 })).toEqual([]);
});
