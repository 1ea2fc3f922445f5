import { expect, test } from 'vitest';
import { tellCoverage, type Coverage } from './receipt.ts';

const whole: Coverage = {
  documents: { in_scope: 58, read: 58 },
  passages: { in_scope: 412, read: 412 },
  unreadable: { files: 0, first: [] },
  found: { statements: 3, documents: 2 },
  named: [],
  elsewhere: 0,
  stopped: null,
};

test('the receipt tells in a line how much was read', () => {
  expect(tellCoverage(whole)).toBe('Read all 412 passages of 58 documents.');
  const stopped = { ...whole, passages: { in_scope: 600, read: 412 }, stopped: 'time' as const };
  expect(tellCoverage(stopped)).toBe('Read 412 of 600 passages, 58 of 58 documents (the time was up).');
  const named = { ...whole, named: ['handbook'], elsewhere: 7, unreadable: { files: 2, first: [] } };
  expect(tellCoverage(named)).toBe(
    'Read all 412 passages of 58 documents; 7 more in documents that are not named "handbook" were left out; ' +
      '2 files could not be read.',
  );
});
