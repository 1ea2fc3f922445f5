import { expect, test } from 'vitest';
import { countOtherNames, holdsFullName, holdsOtherName, holdsPlaceName } from './names.ts';
import { holdsType, parseQuestion } from './question.ts';

const ask = (text: string) => parseQuestion(text, new Map(), 'en');
const sung = ask('who sings too late from harbour');

test('names of the question are no others', () => {
  expect(holdsOtherName('The song Too Late is on Harbour.', sung)).toBe(false);
  expect(holdsOtherName('It was sung by Shore.', sung)).toBe(true);
  expect(countOtherNames('It was sung by Thomas Shore.', sung)).toBe(2);
});

test('a full name has two words that the question does not have', () => {
  expect(holdsFullName('It was written by Thomas de la Shore.', sung)).toBe(true);
  expect(holdsFullName('It is on Harbour Lights.', sung)).toBe(false);
});

test('a place stands behind a preposition', () => {
  expect(holdsPlaceName('They live in the Tyne valley.')).toBe(true);
  expect(holdsPlaceName('They live in a house.')).toBe(false);
});

test('the kind that is asked for', () => {
  expect(ask('Which political party is strongest?').kind).toBe('parti');
  expect(ask('How does it work?').kind).toBeNull();
});

test('numbers of the question and dates are no quantities', () => {
  const weight = ask('How much does the CIP-10 weigh?');
  expect(holdsType(weight.type, 'The CIP-10 is a flushing unit.', weight)).toBe(false);
  expect(holdsType(weight.type, 'The CIP-10 weighs 14 kg.', weight)).toBe(true);
  const salary = ask('What is the salary of a clerk?');
  expect(holdsType(salary.type, 'Raise the salary; until: 2025-12-05', salary)).toBe(false);
  expect(holdsType(salary.type, 'Clerk | 28,000', salary)).toBe(true);
});
