import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDate } from './parse-date.ts';

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026/11/24', '2026-11-24'],
  ['2026-11-24 8:30', '2026-11-24T08:30'],
  ['2026-11-24T08:30:15.250Z', '2026-11-24T08:30:15'],
  ['24.11.2026', '2026-11-24'],
  ['1.3.2026', '2026-03-01'],
  ['24 Nov 2026', '2026-11-24'],
  ['24-Nov-2026', '2026-11-24'],
  ['24th November 2026', '2026-11-24'],
  ['Nov 24, 2026', '2026-11-24'],
  ['Sept. 1, 2026', '2026-09-01'],
  ['1. März 2026', '2026-03-01'],
  ['1er août 2026', '2026-08-01'],
  ['29 Feb 2028', '2028-02-29'],
])('%s is %s', (text, date) => {
  expect(parseDate(text, 'day-first')).toBe(date);
  expect(parseDate(text, 'month-first')).toBe(date);
});

test.each([
  '',
  '2026',
  '2026-11',
  '29 Feb 2026',
  '31.4.2026',
  '2026-13-01',
  '24 Nov',
  '12 Monkeys 2026',
  '2 Ma 2026',
  '10:30',
])('%j is no date', (text) => {
  expect(parseDate(text, 'day-first')).toBeNull();
});

test('with slashes the order counts', () => {
  expect(parseDate('1/2/2026', 'month-first')).toBe('2026-01-02');
  expect(parseDate('1/2/2026', 'day-first')).toBe('2026-02-01');
  expect(parseDate('11/24/2026', 'day-first')).toBeNull();
  expect(parseDate('24/11/2026', 'month-first')).toBeNull();
});

test('every day comes back as it was, however it is written out', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
  const styles = fc.constantFrom('long', 'medium');
  const languages = fc.constantFrom('en-US', 'en-GB', 'de-DE', 'fr-FR');
  fc.assert(
    fc.property(days, styles, languages, (day, dateStyle, language) => {
      const text = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' }).format(day);
      expect([text, parseDate(text, 'day-first')]).toEqual([text, day.toISOString().slice(0, 10)]);
    }),
  );
});
