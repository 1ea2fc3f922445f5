import { expect, test } from 'vitest';
import { parseMoment } from './moment.ts';

test.each([
  ['2026-03-01', '2026-03-01T23:59:59.999Z'],
  ['2024-02-29', '2024-02-29T23:59:59.999Z'],
  ['2026-03-01T12:30', '2026-03-01T12:30:00.000Z'],
  ['2026-03-01T12:30:15.5Z', '2026-03-01T12:30:15.500Z'],
  ['2026-03-01T12:30:00+02:00', '2026-03-01T10:30:00.000Z'],
])('%s is %s, a bare day its end', (text, moment) => {
  expect(new Date(parseMoment(text)).toISOString()).toBe(moment);
});

test.each([
  '',
  'yesterday',
  '2026',
  '2026-3-1',
  '2026-02-30',
  '2026-13-01',
  '2026-03-01T25:00',
  '01.03.2026',
  '2026-03-01 ',
])('"%s" is no moment', (text) => {
  expect(() => parseMoment(text)).toThrow(expect.objectContaining({ code: 'as_of_invalid' }));
});
