import { expect, test } from 'vitest';
import { meanInterval } from './bootstrap.ts';

const range = (count: number) => Array.from({ length: count }, (_, at) => at);

test('a gain that most show lies above 0; one that comes from a single case does not', () => {
  const [low, high] = meanInterval(
    range(100).map((at) => (at % 4 === 0 ? -0.1 : 0.2)),
    range(100),
  );
  expect(low).toBeGreaterThan(0.09);
  expect(high).toBeLessThan(0.16);
  const single = meanInterval(
    range(100).map((at) => (at === 0 ? 1 : 0)),
    range(100),
  );
  expect(single[0]).toBe(0);
});

test('what belongs together counts as one case', () => {
  const differences = range(100).map((at) => (at < 50 ? 0.2 : -0.1));
  expect(meanInterval(differences, range(100))[0]).toBeGreaterThan(0);
  expect(
    meanInterval(
      differences,
      differences.map((difference) => (difference > 0 ? 1 : 2)),
    )[0],
  ).toBeLessThan(0);
});

test('of nothing, nothing', () => {
  expect(meanInterval([], [])).toEqual([0, 0]);
});
