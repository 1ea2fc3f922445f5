/** What one way of judging says of each candidate, and how much it counts. */
export interface Judgement {
  weight: number;
  /** The higher, the better; below 0 counts as 0. */
  scores: readonly number[];
}

/**
 * One score for each candidate, from 0 to 1: the weighted mean of what several ways of judging say, each taken as a share
 * of its best.
 */
export function fuse(judgements: readonly Judgement[]): number[] {
  const total = judgements.reduce((sum, { weight }) => sum + weight, 0);
  const fused = (judgements[0]?.scores ?? []).map(() => 0);
  for (const { weight, scores } of judgements) {
    const best = scores.reduce((most, score) => Math.max(most, score), 0);
    if (best === 0) continue;
    for (const [at, score] of scores.entries())
      fused[at] = (fused[at] ?? 0) + ((Math.max(0, score) / best) * weight) / total;
  }
  return fused;
}
