import { expect, test } from 'vitest';
import { tableCells } from './table-cells.ts';

const cellsOf = (text: string, start = 0, end = text.length) =>
  tableCells(text, { start, end }).map((cell) => text.slice(cell.start, cell.end));

test('a row splits at its separators, and offsets count from the start of the document', () => {
  const text = 'Before\nGrade | Days | Note\nAfter | this';
  expect(cellsOf(text, 7, 26)).toEqual(['Grade', 'Days', 'Note']);
  expect(tableCells(text, { start: 7, end: 26 })[1]).toEqual({ start: 15, end: 19 });
});

test('empty cells stay cells', () => {
  expect(cellsOf('a |  | c')).toEqual(['a', '', 'c']);
  expect(cellsOf('a | ')).toEqual(['a', '']);
  expect(cellsOf('a |')).toEqual(['a', '']);
  expect(cellsOf(' | b')).toEqual(['', 'b']);
});

test('a bar without spaces around it belongs to its cell', () => {
  expect(cellsOf('a|b | c')).toEqual(['a|b', 'c']);
  expect(cellsOf('single')).toEqual(['single']);
});

test('a separator past the end of the row belongs to the next one', () => {
  expect(cellsOf('a | b\nc | d', 0, 5)).toEqual(['a', 'b']);
  expect(cellsOf('ab | d', 0, 3)).toEqual(['ab ']);
});
