import type { Hit } from './hit.ts';

/** The port behind which a model reads query and passage together, which is slow and sees more. */
export interface Reranker {
  /** How well each text answers the query: the more the better, comparable within one call only. */
  score(query: string, texts: readonly string[]): Promise<number[]>;
}

/** Hits that a reranker is given; what is behind them stays behind. */
export const rerankedHits = 20;

/** Puts the best hits in the order of a reranker. The scores stay where they were: they tell of order, best first. */
export async function rerank(reranker: Reranker, query: string, hits: readonly Hit[]): Promise<Hit[]> {
  const best = hits.slice(0, rerankedHits);
  if (best.length < 2 || query.trim() === '') return [...hits];
  const scores = await reranker.score(
    query,
    best.map(({ title, heading, text }) => [title, heading, text].filter((part) => part !== '').join('\n')),
  );
  const order = best.map((_hit, at) => at).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const reranked = order.map((from, to) => ({ ...(best[from] as Hit), score: best[to]?.score ?? 0 }));
  return [...reranked, ...hits.slice(rerankedHits)];
}
