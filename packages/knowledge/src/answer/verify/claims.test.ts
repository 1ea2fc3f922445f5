import { expect, test } from 'vitest';
import { clausesOf, segmentsOf } from './claims.ts';

const clauses = (text: string): string[] => clausesOf(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['The notice is 30 days, but it does not apply here.', ['The notice is 30 days', 'but it does not apply here.']],
  ['Bring boots, gloves and a helmet.', ['Bring boots, gloves and a helmet.']],
  ['You may cancel unless it has shipped.', ['You may cancel', 'unless it has shipped.']],
  ['A costs 5 and B costs 6.', ['A costs 5', 'and B costs 6.']],
  ['Apprentices work 38 hours and never work at night.', ['Apprentices work 38 hours', 'and never work at night.']],
  ['Es gilt, sofern der Chef zustimmt.', ['Es gilt', 'sofern der Chef zustimmt.']],
  ['Backups run at 02:30; nothing else does.', ['Backups run at 02:30', 'nothing else does.']],
  ['', []],
])('clauses of %s', (text, expected) => {
  expect(clauses(text)).toEqual(expected);
});

test('segments are what stands between commas and conjunctions', () => {
  const text = 'Staff get a car, a phone and a flat.';
  expect(segmentsOf(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Staff get a car',
    'a phone',
    'and a flat.',
  ]);
});
