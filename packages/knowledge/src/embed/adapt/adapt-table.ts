import { createHash } from 'node:crypto';
import { createStaticEmbedder } from '../static-embedder.ts';
import { encodeWordTable, type WordTable } from '../word-table.ts';
import { meanInterval } from './bootstrap.ts';
import { heldOutPart, type Scores } from './heldout.ts';
import type { AdaptTexts } from './texts.ts';
import { trainTable } from './train.ts';

export interface AdaptReport {
  /** Passages that training has seen, each with what is above and beside it; and clicks. */
  pairs: number;
  /** Words that the table did not know and that got rows of their own. */
  words: number;
  heldout: {
    /** Queries with what is right for them. */
    pairs: number;
    before: MeanScores;
    after: MeanScores;
    /** What nDCG@10 has gained. */
    gain: number;
    /** In 95 of 100 cases it is between these. */
    interval: [low: number, high: number];
  };
  /** It helps, and not by chance. */
  accepted: boolean;
}

export interface AdaptOutcome {
  report: AdaptReport;
  /** The trained table as a file; its id names what it holds. */
  file: Uint8Array;
}

interface MeanScores {
  'ndcg@10': number;
  'recall@10': number;
}

/** Fewer documents with held-out queries than this prove nothing. */
const fewestDocuments = 10;

/** Trains a copy of the table on texts, and tells whether it is better on those that were held out. */
export async function adaptTable(
  table: WordTable,
  texts: AdaptTexts,
  progress: (done: number, total: number, message: string) => void,
): Promise<AdaptOutcome> {
  const heldOut = heldOutPart(texts);
  const before = await heldOut.measure(createStaticEmbedder(table), (done, total) =>
    progress(done, total, 'measuring'),
  );
  const trained = trainTable(table, texts, (step, steps) => progress(step, steps, 'training'));
  const after = await heldOut.measure(createStaticEmbedder(trained), (done, total) =>
    progress(done, total, 'measuring again'),
  );
  const gains = after.map(({ ndcg }, at) => ndcg - (before[at]?.ndcg ?? 0));
  const interval = meanInterval(gains, heldOut.documents);
  const report: AdaptReport = {
    pairs: trainingPairs(texts),
    words: trained.words.length - table.words.length,
    heldout: {
      pairs: before.length,
      before: meanScores(before),
      after: meanScores(after),
      gain: round(mean(gains)),
      interval: [round(interval[0]), round(interval[1])],
    },
    accepted: new Set(heldOut.documents).size >= fewestDocuments && interval[0] > 0,
  };
  const hash = createHash('sha256').update(encodeWordTable(trained)).digest('hex').slice(0, 12);
  return { report, file: encodeWordTable({ ...trained, id: `${table.id}+${hash}` }) };
}

function trainingPairs({ passages, clicks }: AdaptTexts): number {
  const isSeen = (place: number) => passages[place]?.heldOut === false;
  return [...passages.keys(), ...clicks.map(({ passage }) => passage)].filter(isSeen).length;
}

const meanScores = (scores: readonly Scores[]): MeanScores => ({
  'ndcg@10': round(mean(scores.map(({ ndcg }) => ndcg))),
  'recall@10': round(mean(scores.map(({ recall }) => recall))),
});

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
