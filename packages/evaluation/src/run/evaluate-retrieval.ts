import { owner, type Knowledge, type Source } from '@atelier/knowledge';
import { beirId, beirSource } from '../datasets/beir-source.ts';
import { openBeir } from '../datasets/beir.ts';
import { mean, percentile, scoreRanking, type RankingScores } from '../metrics/retrieval.ts';

export interface RetrievalReport extends RankingScores {
  documents: number;
  chunks: number;
  queries: number;
  index_seconds: number;
  p50_ms: number;
  p99_ms: number;
}

export interface EvaluationRun {
  knowledge: Knowledge;
  signal: AbortSignal;
  progress?: (progress: { done: number; total: number | null; message: string }) => void;
}

/** Deep enough that 100 different documents come out even where several chunks of one document match. */
const hitsPerQuery = 300;
const rankingDepth = 100;

/** Indexes a BEIR folder into an empty home and scores search on its judgements. */
export async function evaluateRetrieval(run: EvaluationRun, folder: string, split?: string): Promise<RetrievalReport> {
  const { knowledge } = run;
  const set = await openBeir(folder, split);
  const indexed = await indexCorpus(run, beirSource(set.corpusFile));
  const scores: RankingScores[] = [];
  const milliseconds: number[] = [];
  for (const [id, text] of set.queries) {
    run.signal.throwIfAborted();
    const started = performance.now();
    const hits = await knowledge.searchWords(text, { limit: hitsPerQuery, reader: owner });
    milliseconds.push(performance.now() - started);
    const ranking = [...new Set(hits.map((hit) => beirId(hit.uri)))].slice(0, rankingDepth);
    scores.push(scoreRanking(ranking, set.judgements.get(id) ?? new Map()));
    run.progress?.({ done: scores.length, total: set.queries.size, message: 'searching' });
  }
  const average = (name: keyof RankingScores) => round(mean(scores.map((score) => score[name])), 4);
  return {
    ...indexed,
    queries: scores.length,
    'ndcg@10': average('ndcg@10'),
    'recall@10': average('recall@10'),
    'recall@100': average('recall@100'),
    'mrr@10': average('mrr@10'),
    p50_ms: round(percentile(milliseconds, 0.5), 2),
    p99_ms: round(percentile(milliseconds, 0.99), 2),
  };
}

/** Fills the (empty) home from a source of texts. */
export async function indexCorpus(
  { knowledge, signal, progress }: EvaluationRun,
  source: Source,
): Promise<{ documents: number; chunks: number; index_seconds: number }> {
  const { source: record } = await knowledge.addCustom({ kind: 'texts', uri: 'beir:' });
  const receipt = await knowledge.sync(record.id, { signal, progress }, source);
  return { documents: receipt.added, chunks: await knowledge.chunkCount(), index_seconds: round(receipt.seconds, 2) };
}

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
