import { expect, test } from 'vitest';
import { ColumnProfile, type CellContent } from './column-types.ts';

/** The type, the unit and the values of a column of cells; a text alone is a cell without a value of its own. */
function typed(...cells: (string | CellContent)[]) {
  const contents = cells.map((cell) => (typeof cell === 'string' ? { text: cell } : cell));
  const profile = new ColumnProfile();
  for (const content of contents) profile.add(content);
  const { type, unit, read } = profile.reader('english');
  return [type, unit ?? null, contents.map((content) => read(content))];
}

test('one number tells how all of the column are written', () => {
  expect(typed('1,234', '5.5')).toEqual(['number', null, [1234, 5.5]]);
  expect(typed('1.234', '5,5')).toEqual(['number', null, [1234, 5.5]]);
  expect(typed('1 234', '5,5')).toEqual(['number', null, [1234, 5.5]]);
  expect(typed('1.234', '5.678')).toEqual(['number', null, [1.234, 5.678]]);
});

test('a column of numbers may have gaps and few remarks', () => {
  const numbers = Array.from({ length: 9 }, (_, index) => String(index));
  expect(typed(...numbers, 'see note', '–', '', 'n/a')).toEqual([
    'number',
    null,
    [...numbers.map(Number), null, null, null, null],
  ]);
  expect(typed(...numbers.slice(1), 'see note')[0]).toBe('text');
});

test('a currency may be written once; two currencies are no number column', () => {
  expect(typed('$ 1,200', '300', '(50)')).toEqual(['number', '$', [1200, 300, -50]]);
  expect(typed('€5', '6 EUR')).toEqual(['number', 'EUR', [5, 6]]);
  expect(typed('$5', '€6', '7')[0]).toBe('text');
});

test('percents are as shown, and are not mixed with other numbers', () => {
  expect(typed('12 %', '0', '-3.5%')).toEqual(['number', '%', [12, 0, -3.5]]);
  expect(typed('12 %', '1,500', '40')[0]).toBe('text');
});

test('what the file holds wins over what it shows, but percents stay as shown', () => {
  expect(
    typed({ text: '$1,234.50', value: 1234.496 }, { text: '1.2M', value: 1_234_567 }, { text: '-', value: 0 }),
  ).toEqual(['number', '$', [1234.496, 1_234_567, 0]]);
  expect(typed({ text: '12%', value: 0.12345 }, { text: '29%', value: 0.29 })).toEqual(['number', '%', [12.345, 29]]);
  expect(typed({ text: '12%', value: 12 })).toEqual(['number', '%', [12]]);
  expect(typed({ text: '11/24/26', value: '2026-11-24' })).toEqual(['date', null, ['2026-11-24']]);
});

test('dates with slashes are dates where one of them tells the order', () => {
  expect(typed('1/2/2026', '1/24/2026')).toEqual(['date', null, ['2026-01-02', '2026-01-24']]);
  expect(typed('1/2/2026', '24/1/2026')).toEqual(['date', null, ['2026-02-01', '2026-01-24']]);
  expect(typed('1/2/2026', '3/4/2026')).toEqual(['text', null, ['1/2/2026', '3/4/2026']]);
  expect(typed('24/1/2026', '1/24/2026')[0]).toBe('text');
  expect(typed('1.2.2026', '24 Nov 2026', '2026-01-05')).toEqual([
    'date',
    null,
    ['2026-02-01', '2026-11-24', '2026-01-05'],
  ]);
});

test('yes and no are booleans only where there is nothing else', () => {
  expect(typed('Yes', 'no', 'TRUE', '')).toEqual(['boolean', null, [true, false, true, null]]);
  expect(typed('x', '', 'x')).toEqual(['boolean', null, [true, null, true]]);
  expect(typed({ text: 'WAHR', value: true })).toEqual(['boolean', null, [true]]);
  expect(typed('yes', 'no', 'maybe')[0]).toBe('text');
});

test('numbers that are names stay text', () => {
  expect(typed('007', '123', '456')).toEqual(['text', null, ['007', '123', '456']]);
});

test('a column of nothing is text', () => {
  expect(typed('', '-', '—')).toEqual(['text', null, [null, null, null]]);
});
