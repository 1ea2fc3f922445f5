import { expect, test } from 'vitest';
import type { Coverage } from '../../api/types.ts';
import { coverageWords, stoppedEarly } from './coverage-words.ts';

const whole: Coverage = {
  documents: { in_scope: 54, read: 54 },
  passages: { in_scope: 1600, read: 1600 },
  unreadable: { files: 0, first: [] },
  found: { statements: 12, documents: 7 },
  named: [],
  elsewhere: 0,
  stopped: null,
};

test('what was read and found is said', () => {
  expect(coverageWords(whole)).toEqual([
    'Read 1,600 of 1,600 passages in 54 documents.',
    'Found 12 statements in 7 documents.',
  ]);
});

test('what was not read is said, and why', () => {
  const part = { ...whole, documents: { in_scope: 54, read: 30 }, passages: { in_scope: 1600, read: 412 } };
  expect(coverageWords(part)[0]).toBe('Read 412 of 1,600 passages in 30 of 54 documents.');
  expect(stoppedEarly({ ...part, stopped: 'time' })).toBe('Stopped early: the time was up.');
  expect(stoppedEarly({ ...part, stopped: 'statements' })).toBe(
    'Stopped early: there are too many statements to tell.',
  );
  expect(stoppedEarly(whole)).toBeNull();
});

test('so is that nothing was found, and what was left out', () => {
  const nothing = { ...whole, found: { statements: 0, documents: 0 }, named: ['handbook'], elsewhere: 3 };
  expect(coverageWords(nothing).slice(1)).toEqual([
    'Found nothing.',
    'Left out 3 more in documents that are not named “handbook”.',
  ]);
});
