import { expect, test } from 'vitest';
import { schedules, scheduleInWords, secondsInWords } from './schedule-words.ts';

test('schedules read as one would say them', () => {
  const said = ['every 15m', 'every 1h', 'every 2 d', '0 6 * * *', '30 18 * * 1-5', 'manual'].map(scheduleInWords);
  expect(said).toEqual([
    'every 15 minutes',
    'every hour',
    'every 2 days',
    'every day at 6:00',
    'Monday to Friday at 18:30',
    'only when you say so',
  ]);
  expect(scheduleInWords('*/5 8-17 * * 1,3')).toBe('at `*/5 8-17 * * 1,3`');
});

test('what the form offers is called there as it is afterwards', () => {
  for (const { schedule, words } of schedules) expect(scheduleInWords(schedule)).toBe(words.replace(/^[EO]/, lower));
});

test('seconds are told in their largest whole unit', () => {
  expect([45, 60, 900, 3600, 21_600, 86_400, 90].map(secondsInWords)).toEqual([
    'every 45 seconds',
    'every minute',
    'every 15 minutes',
    'every hour',
    'every 6 hours',
    'every day',
    'every 90 seconds',
  ]);
});

const lower = (letter: string) => letter.toLowerCase();
