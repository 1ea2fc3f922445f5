import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber, type NumberStyle } from './parse-number.ts';

test.each<[text: string, style: NumberStyle, value: number, unit: string | null]>([
  ['1,234.5', 'english', 1234.5, null],
  ['1.234,5', 'continental', 1234.5, null],
  ['1 234,5', 'continental', 1234.5, null],
  ['1\u202f234,50\u00a0€', 'continental', 1234.5, 'EUR'],
  ["1'234.50", 'english', 1234.5, null],
  ['1’234.50 CHF', 'english', 1234.5, 'CHF'],
  ['.5', 'english', 0.5, null],
  ['2.5e-3', 'english', 0.0025, null],
  ['-5', 'english', -5, null],
  ['\u22125', 'english', -5, null],
  ['–5 %', 'english', -5, '%'],
  ['12 %', 'english', 12, '%'],
  ['(12.5%)', 'english', -12.5, '%'],
  ['(1,234)', 'english', -1234, null],
  ['$(1,234)', 'english', -1234, '$'],
  ['($1,234)', 'english', -1234, '$'],
  ['-$5', 'english', -5, '$'],
  ['$-5', 'english', -5, '$'],
  ['US$5', 'english', 5, 'US$'],
  ['EUR 1.234,50-', 'continental', -1234.5, 'EUR'],
  ['£7', 'english', 7, 'GBP'],
  ['0', 'english', 0, null],
  ['-0', 'english', 0, null],
])('%s in %s style is %d %s', (text, style, value, unit) => {
  expect(parseNumber(text, style)).toEqual({ value, unit });
});

test.each([
  '',
  '-',
  '–',
  '%',
  '€',
  '()',
  '.',
  '007',
  '00',
  '1.2.3',
  '1,23,4',
  '1,2345',
  '12,34',
  '5k',
  '5 M',
  '2bn',
  '5 kg',
  'ABC 5',
  '1 (234)',
  '(5',
  '5)',
  '--5',
  '-5-',
  '(-5)',
  '$5 €',
  '10:30',
  '2026-11-24',
  '24.11.2026',
  '+49 30 1234',
  '1-5',
  'x5',
  '12345678901234567890',
  '5e999',
  'NaN',
  'Infinity',
  '0x10',
])('%j is no number', (text) => {
  expect(parseNumber(text, 'english')).toBeNull();
});

test('what is grouped in one style has a decimal part in the other', () => {
  expect(parseNumber('1,234', 'english')?.value).toBe(1234);
  expect(parseNumber('1,234', 'continental')?.value).toBe(1.234);
  expect(parseNumber('12,5', 'english')).toBeNull();
});

const locales: [locale: string, style: NumberStyle][] = [
  ['en-US', 'english'],
  ['en-GB', 'english'],
  ['de-CH', 'english'],
  ['de-DE', 'continental'],
  ['fr-FR', 'continental'],
  ['es-ES', 'continental'],
  ['it-IT', 'continental'],
];

test('every amount of money comes back as it was, however the country writes it', () => {
  const cents = fc.integer({ min: -1e14, max: 1e14 });
  const how = fc.constantFrom('decimal', 'currency', 'percent', 'accounting');
  fc.assert(
    fc.property(fc.constantFrom(...locales), cents, how, ([locale, style], amount, kind) => {
      const value = amount / 100;
      const text = new Intl.NumberFormat(locale, {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        ...(kind === 'percent' ? { style: 'unit', unit: 'percent' } : {}),
        ...(kind === 'currency' || kind === 'accounting' ? { style: 'currency', currency: 'EUR' } : {}),
        ...(kind === 'accounting' ? { currencySign: 'accounting' } : {}),
      }).format(value);
      const unit = kind === 'decimal' ? null : kind === 'percent' ? '%' : 'EUR';
      expect([text, parseNumber(text, style)]).toEqual([text, { value: value === 0 ? 0 : value, unit }]);
    }),
  );
});
