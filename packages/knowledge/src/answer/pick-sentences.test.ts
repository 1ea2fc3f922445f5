import { expect, test } from 'vitest';
import { candidatesOf } from './candidates.ts';
import { pickSentences } from './pick-sentences.ts';
import { passageOf } from './testing/passage.fixture.ts';

/** The texts picked where the parts of one passage rank `scores` in their order. */
function pickedOf(parts: string[], scores: number[], kind = 'paragraph'): string[] {
  const passage = passageOf(parts.join('\n\n'));
  const blocks = passage.blocks.map((block) => Object.assign(block, { kind }));
  const ranked = candidatesOf([{ ...passage, blocks }], 'en')
    .map((candidate, at) => ({ candidate, features: [], score: scores[at] ?? 0 }))
    .toSorted((one, other) => other.score - one.score);
  return pickSentences(ranked).map(({ sentence }) => sentence.text);
}

test('a further sentence may rank lower than the best where it stands behind it', () => {
  const parts = [
    'Donors get 7 days.',
    'The days are paid in full.',
    'The canteen opens at noon.',
    'Doors close at six.',
  ];
  expect(pickedOf(parts, [3, 0.8, 0, 0.8])).toEqual(parts.slice(0, 2));
  expect(pickedOf(parts, [3, 0, 0, 1.6])).toEqual([parts[0], parts[3]]);
});

test('another row of a table must rank nearly as high: it tells of another thing', () => {
  const rows = ['Pressure | 30 bar', 'Temperature | 195 degrees'];
  expect(pickedOf(rows, [3, 2], 'table-row')).toEqual(rows.slice(0, 1));
  expect(pickedOf(rows, [3, 2.5], 'table-row')).toEqual(rows);
});
