import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, editsOf, editsToBeginning } from './edit-distance.ts';

test.each([
  ['leave', 'leave', 0],
  ['leave', 'laeve', 1],
  ['leave', 'leaves', 1],
  ['leave', 'leve', 1],
  ['benefit', 'banifit', 2],
  ['leave', 'approval', 3],
])('from %s to %s', (one, other, edits) => {
  expect(editDistance(one, other, 2)).toBe(edits);
  expect(editDistance(other, one, 2)).toBe(edits);
});

test('what is one edit away is listed, and nothing else', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editsOf(one).has(other)).toBe(editDistance(one, other, 2) === 1);
    }),
  );
});

test.each([
  ['altrenetive', 'altern', 1],
  ['managment', 'manag', 0],
  ['benifit', 'benefit', 1],
  ['xyz', 'manag', 3],
])('a beginning of %s may be %s', (word, stem, edits) => {
  expect(editsToBeginning(word, stem, 2)).toBe(edits);
});
