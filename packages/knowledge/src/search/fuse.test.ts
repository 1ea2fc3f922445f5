import { expect, test } from 'vitest';
import { fuse } from './fuse.ts';

test('scores are shares of the best of each judgement, weighted', () => {
  const fused = fuse([
    { weight: 3, scores: [20, 10, 0] },
    { weight: 1, scores: [0, 0.8, 0.4] },
  ]);
  expect(fused).toEqual([0.75, 0.625, 0.125]);
});

test('what points the other way counts nothing, and neither does a judgement without an opinion', () => {
  const fused = fuse([
    { weight: 1, scores: [2, 1] },
    { weight: 1, scores: [0, 0] },
    { weight: 2, scores: [-0.5, -0.2] },
  ]);
  expect(fused).toEqual([0.25, 0.125]);
  expect(fuse([])).toEqual([]);
});
