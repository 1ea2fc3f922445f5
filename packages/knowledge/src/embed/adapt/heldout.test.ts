import { expect, test } from 'vitest';
import { heldOutPart } from './heldout.ts';
import type { AdaptPassage } from './texts.ts';

const titled = (count: number): AdaptPassage[] =>
  Array.from({ length: count }, (_, document) => ({
    document,
    heldOut: true,
    path: [`winter guide number${document}`],
    text: `Wear boots ${document}.`,
  }));
const clicksOn = (passage: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ query: `boots ${n}`, passage }));

test('clicks are half of what is measured at most, and titles come first', () => {
  const few = heldOutPart({ passages: titled(3), clicks: clicksOn(2, 2000) }).documents;
  expect(few).toEqual([0, 1, 2, ...Array<number>(750).fill(2)]);
  const many = heldOutPart({ passages: titled(1400), clicks: clicksOn(0, 2000) }).documents;
  expect(many).toHaveLength(1500);
  expect(many.slice(0, 1400)).toEqual([...Array(1400).keys()]);
});
