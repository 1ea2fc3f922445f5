import { seededRandom } from '../seeded-random.ts';

const samples = 2000;
const seed = 17;

/**
 * Between which bounds the mean of differences lies in 95 of 100 cases: drawn again and again with replacement, all
 * differences of one group together (the cluster bootstrap), as what belongs together says the same thing twice.
 *
 * @param groups the group of each difference
 */
export function meanInterval(differences: readonly number[], groups: readonly number[]): [low: number, high: number] {
  const byGroup = [...Map.groupBy(differences.keys(), (at) => groups[at] ?? at).values()].map((places) => ({
    sum: places.reduce((sum, at) => sum + (differences[at] ?? 0), 0),
    count: places.length,
  }));
  if (byGroup.length === 0) return [0, 0];
  const random = seededRandom(seed);
  const means = Array.from({ length: samples }, () => {
    let [sum, count] = [0, 0];
    for (let drawn = 0; drawn < byGroup.length; drawn++) {
      const group = byGroup[Math.floor(random() * byGroup.length)];
      sum += group?.sum ?? 0;
      count += group?.count ?? 0;
    }
    return sum / count;
  }).toSorted((a, b) => a - b);
  return [means[Math.floor(samples * 0.025)] ?? 0, means[Math.floor(samples * 0.975)] ?? 0];
}
