import { expect, test } from 'vitest';
import { unitAt, wordsOf } from './values.ts';

const valuesOf = (text: string) => wordsOf(text).flatMap(({ kind, text: value }) => (kind === null ? [] : [value]));

test('numbers are the same however they are written', () => {
  expect(valuesOf('1,000 or 1000, 1.50 and 1.5, seven and 7, sieben')).toEqual([
    '1000',
    '1000',
    '1.5',
    '1.5',
    '7',
    '7',
    '7',
  ]);
});

test('codes are no values, and numbers with their unit are', () => {
  const words = wordsOf('The HX-2140-B pays 45p per mile from March 2025.');
  expect(words.filter(({ isCode }) => isCode).map(({ text }) => text)).toEqual(['hx-2140-b']);
  expect(words.filter(({ kind }) => kind === 'date').map(({ text }) => text)).toEqual(['march', '2025']);
  expect(words.filter(({ kind }) => kind === 'number').map(({ text }) => text)).toEqual(['45p']);
});

test('a unit stands behind its number, or the currency before it', () => {
  const words = wordsOf('5 days for £20');
  expect([unitAt(words, 0), unitAt(words, 4)]).toEqual(['day', '£']);
});
