import { expect, test } from 'vitest';
import type { Language } from '../../text/language.ts';
import { boundsDiffer, isSame, quantitiesIn } from './numbers.ts';

const read = (text: string, language: Language = 'en') =>
  quantitiesIn(text, language).map(({ value, unit, bound, date }) => date?.date ?? [value, unit?.name ?? null, bound]);

test.each<[string, Language, unknown[]]>([
  [
    'It costs €1,000.50 or 1.000,50 EUR.',
    'en',
    [
      [1000.5, 'EUR', null],
      [1000.5, 'EUR', null],
    ],
  ],
  [
    'Das kostet 1.000 Euro, nicht 1,5 Mio. Euro.',
    'de',
    [
      [1000, 'EUR', null],
      [1_500_000, 'EUR', null],
    ],
  ],
  [
    '1,000 of 1.000 people',
    'en',
    [
      [1000, null, null],
      [1, null, null],
    ],
  ],
  [
    '30 % or two percentage points',
    'en',
    [
      [30, 'percent', null],
      [2, 'points', null],
    ],
  ],
  [
    'seven paid days, 14 working days, a week',
    'en',
    [
      [7, 'minute', null],
      [14, 'working day', null],
      [1, 'minute', null],
    ],
  ],
  [
    'fünfundzwanzig Arbeitstage, 3 Monate',
    'de',
    [
      [25, 'working day', null],
      [3, 'month', null],
    ],
  ],
  [
    '10 jours ouvrables et 1 000 euros',
    'fr',
    [
      [10, 'working day', null],
      [1000, 'EUR', null],
    ],
  ],
  [
    '5 días hábiles, 3 puntos porcentuales',
    'es',
    [
      [5, 'working day', null],
      [3, 'points', null],
    ],
  ],
  [
    'one hundred and five dollars, twenty-five years, 1.2 million',
    'en',
    [
      [105, 'USD', null],
      [25, 'month', null],
      [1_200_000, null, null],
    ],
  ],
  [
    'no more than 5 users, at least 12 hours, 8 characters or more',
    'en',
    [
      [5, null, 'at most'],
      [12, 'minute', 'at least'],
      [8, null, 'at least'],
    ],
  ],
  [
    'bis zu 30 Minuten, mehr als 2 km',
    'de',
    [
      [30, 'minute', 'at most'],
      [2, 'metre', 'more than'],
    ],
  ],
  ['part HX-2140-B of A4', 'en', []],
  [
    'on 1 March 2026, March 3, 2026 and 2026-03-04',
    'en',
    [
      { year: 2026, month: 3, day: 1 },
      { year: 2026, month: 3, day: 3 },
      { year: 2026, month: 3, day: 4 },
    ],
  ],
  [
    'am 1. März 2026 und 02.03.2026',
    'de',
    [
      { year: 2026, month: 3, day: 1 },
      { year: 2026, month: 3, day: 2 },
    ],
  ],
  ['le 1er mars 2026', 'fr', [{ year: 2026, month: 3, day: 1 }]],
  ['el 1 de marzo de 2026', 'es', [{ year: 2026, month: 3, day: 1 }]],
  ['You may 3 days before', 'en', [[3, 'minute', null]]],
])('%s', (text, language, expected) => {
  expect(read(text, language)).toEqual(expected);
});

const same = (said: string, claimed: string): boolean => {
  const [a, b] = [quantitiesIn(said, 'en')[0], quantitiesIn(claimed, 'en')[0]];
  return a !== undefined && b !== undefined && isSame(a, b);
};

test('amounts are the same in another unit of the same kind, and in no other', () => {
  expect(same('14 days', 'two weeks')).toBe(true);
  expect(same('24 months', '2 years')).toBe(true);
  expect(same('90 minutes', '1.5 hours')).toBe(true);
  expect(same('$5 million', '5,000,000 dollars')).toBe(true);
  expect(same('30 days', '1 month')).toBe(false);
  expect(same('14 days', '14 working days')).toBe(false);
  expect(same('5 euros', '5 dollars')).toBe(false);
  expect(same('3 %', '3 percentage points')).toBe(false);
});

test('a date bears out its month and year; a month bears out no day', () => {
  expect(same('1 March 2026', 'March 2026')).toBe(true);
  expect(same('1 March 2026', '2026')).toBe(true);
  expect(same('March 2026', '1 March 2026')).toBe(false);
  expect(same('3/4/2026', '4 March 2026')).toBe(true);
  expect(same('3/4/2026', '5 March 2026')).toBe(false);
});

test.each([
  ['at least 5', 'at most 5', true],
  ['at least 5', 'more than 5', true],
  ['5', 'more than 5', true],
  ['more than 5', '5', true],
  ['up to 5', '5', false],
  ['no fewer than 5', 'at least 5', false],
])('%s, said as %s, is another edge: %s', (said, claimed, differ) => {
  const [a] = quantitiesIn(said, 'en');
  const [b] = quantitiesIn(claimed, 'en');
  expect(a !== undefined && b !== undefined && boundsDiffer(a, b)).toBe(differ);
});
