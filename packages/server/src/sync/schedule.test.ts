import { expect, test } from 'vitest';
import { parseSchedule } from './schedule.ts';

const monday = new Date(2026, 10, 23, 12).getTime();

test('intervals count from the last look', () => {
  expect(parseSchedule('every 15m')(monday)).toBe(monday + 900_000);
  expect(parseSchedule('every 2d')(0)).toBe(2 * 86_400_000);
});

test('cron expressions give the next time after the last look', () => {
  expect(parseSchedule('0 6 * * 1-5')(monday)).toBe(new Date(2026, 10, 24, 6).getTime());
  expect(parseSchedule('30 12 * * *')(monday)).toBe(monday + 1_800_000);
});

test('manual never comes', () => {
  expect(parseSchedule('manual')(monday)).toBe(Infinity);
});

test.each(['', 'often', 'every 15', 'every 1s', '99 * * * *', '0 0 31 2 *'])('"%s" is refused', (text) => {
  expect(() => parseSchedule(text)).toThrow(expect.objectContaining({ code: 'schedule_invalid' }));
});
