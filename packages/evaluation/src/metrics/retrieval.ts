/** How good a ranking is for one query, as BEIR counts it. Judgements are relevances of 0 and up; ids are best first. */
export interface RankingScores {
  'ndcg@10': number;
  'recall@10': number;
  'recall@100': number;
  'mrr@10': number;
}

export function scoreRanking(ranking: readonly string[], judgements: ReadonlyMap<string, number>): RankingScores {
  const relevant = [...judgements].filter(([, relevance]) => relevance > 0).map(([id]) => id);
  const recall = (depth: number) => {
    const found = new Set(ranking.slice(0, depth));
    return relevant.length === 0 ? 0 : relevant.filter((id) => found.has(id)).length / relevant.length;
  };
  const first = ranking.slice(0, 10).findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return {
    'ndcg@10': ndcg(ranking, judgements, 10),
    'recall@10': recall(10),
    'recall@100': recall(100),
    'mrr@10': first === -1 ? 0 : 1 / (first + 1),
  };
}

/** Normalised discounted cumulative gain with linear gains, as trec_eval counts it (Järvelin and Kekäläinen, 2002). */
function ndcg(ranking: readonly string[], judgements: ReadonlyMap<string, number>, depth: number): number {
  const gain = (relevances: number[]) =>
    relevances.slice(0, depth).reduce((sum, relevance, rank) => sum + relevance / Math.log2(rank + 2), 0);
  const ideal = gain([...judgements.values()].toSorted((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranking.map((id) => judgements.get(id) ?? 0)) / ideal;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share of the values lies, 0 to 1 (nearest rank); 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
