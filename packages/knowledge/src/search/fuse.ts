import type { IndexHit } from '../index/search-index.ts';

/** What one way of searching found, the best first, and how much it counts. */
export interface RankedList {
  weight: number;
  hits: readonly IndexHit[];
  /** Whether there is nothing more to find that way. */
  complete: boolean;
}

/**
 * Puts candidates in order by the weighted mean of what several ways of searching say of them, from 0 to 1. Each way's
 * scores are taken as shares of its best. A candidate that a list breaks off before counts there as its last does, for it
 * cannot be better; one that a complete list does not have counts nothing.
 */
export function fuse(candidates: readonly number[], lists: readonly RankedList[]): IndexHit[] {
  const total = lists.reduce((sum, { weight }) => sum + weight, 0);
  const scored = lists.map(({ weight, hits, complete }) => {
    const best = hits[0]?.score ?? 0;
    const share = (score: number) => (best > 0 ? (Math.max(0, score) / best) * (weight / total) : 0);
    return {
      shares: new Map(hits.map(({ chunk, score }) => [chunk, share(score)])),
      rest: complete ? 0 : share(hits.at(-1)?.score ?? 0),
    };
  });
  return candidates
    .map((chunk) => ({
      chunk,
      score: scored.reduce((sum, { shares, rest }) => sum + (shares.get(chunk) ?? rest), 0),
    }))
    .toSorted((a, b) => b.score - a.score);
}
