/** How good search is: Atelier beside plain BM25, its vectors alone and the search of others, on the same texts in one run. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { owner, shippedEmbedder } from '@atelier/knowledge';
import { beirId, textSource, type CorpusText } from '../packages/evaluation/src/datasets/beir-source.ts';
import { beirDocument, openBeir } from '../packages/evaluation/src/datasets/beir.ts';
import { readJsonLines } from '../packages/evaluation/src/datasets/lines.ts';
import { mean, scoreRanking } from '../packages/evaluation/src/metrics/retrieval.ts';
import { line, medianOf, secondsOf } from './measure.ts';
import { plainBm25 } from './plain-bm25.ts';
import { openSizedHome } from './search-home.ts';
import { joined, type Search, type Searcher } from './search-peers.ts';

/** What is deep enough for recall@100 where several passages of one document are found. */
const deep = 300;

interface Scores {
  set: string;
  searcher: string;
  ndcg: number;
  recall: number;
  /** Of a search, in milliseconds. */
  median: number;
}

/** @param folders in the layout of BEIR; @param peers the search of others */
export async function compareQuality(
  folders: readonly string[],
  peers: readonly Searcher[],
  scratch: string,
): Promise<void> {
  const scores: Scores[] = [];
  for (const folder of folders) {
    const set = await openBeir(folder);
    const texts: CorpusText[] = [];
    for await (const { _id, title, text } of readJsonLines(set.corpusFile, beirDocument))
      texts.push({ id: _id, title: title ?? '', text });
    const home = await atelierOver(texts, scratch);
    const searchers: Searcher[] = [
      { name: 'Atelier', open: () => home.search },
      { name: 'plain BM25', open: openBm25 },
      { name: 'vectors alone', open: openVectors },
      ...peers,
    ];
    for (const { name, open } of searchers) {
      const search = await open(texts);
      scores.push({ set: basename(folder), searcher: name, ...(await score(search, set)) });
    }
    await home.close();
    printSet(scores.filter((row) => row.set === basename(folder)));
  }
  if (folders.length > 1) printAverages(scores);
}

async function score(
  search: Search,
  { queries, judgements }: Pick<Awaited<ReturnType<typeof openBeir>>, 'queries' | 'judgements'>,
): Promise<Pick<Scores, 'ndcg' | 'recall' | 'median'>> {
  const times: number[] = [];
  const results = [];
  for (const [id, text] of queries) {
    let found: string[] = [];
    times.push(await secondsOf(async () => (found = await search(text))));
    results.push(scoreRanking([...new Set(found)].slice(0, 100), judgements.get(id) ?? new Map()));
  }
  return {
    ndcg: mean(results.map((result) => result['ndcg@10'])),
    recall: mean(results.map((result) => result['recall@100'])),
    median: medianOf(times) * 1000,
  };
}

async function atelierOver(
  texts: readonly CorpusText[],
  scratch: string,
): Promise<{ search: Search; close: () => Promise<void> }> {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'home-'));
  const { knowledge, close } = await openSizedHome(folder);
  const { source } = await knowledge.addCustom({ kind: 'texts', uri: 'beir:' });
  await knowledge.sync(source.id, { signal: new AbortController().signal }, textSource(texts));
  return {
    search: async (query) =>
      (await knowledge.searchWords(query, { limit: deep, reader: owner })).map((hit) => beirId(hit.uri)),
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openBm25(texts: readonly CorpusText[]): Search {
  const search = plainBm25(texts.map(joined));
  return (query) => search(query, deep).map((text) => texts[text]?.id ?? '');
}

async function openVectors(texts: readonly CorpusText[]): Promise<Search> {
  const vectors = await shippedEmbedder.embed(texts.map(joined), 'passage');
  return async (query) => {
    const [asked = new Float32Array()] = await shippedEmbedder.embed([query], 'query');
    const scores = vectors.map((vector, text) => ({ text, score: dot(asked, vector) }));
    const best = scores.toSorted((a, b) => b.score - a.score).slice(0, deep);
    return best.map(({ text }) => texts[text]?.id ?? '');
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function printSet(scores: readonly Scores[]): void {
  line('');
  line(
    `${(scores[0]?.set ?? '').padEnd(24)}${'nDCG@10'.padStart(10)}${'to BM25'.padStart(10)}${'recall@100'.padStart(12)}${'to BM25'.padStart(10)}${'median ms'.padStart(11)}`,
  );
  const plain = scores.find(({ searcher }) => searcher === 'plain BM25');
  for (const { searcher, ndcg, recall, median } of scores) {
    const cells = [
      ndcg.toFixed(3).padStart(10),
      difference(ndcg, plain?.ndcg).padStart(10),
      recall.toFixed(3).padStart(12),
      difference(recall, plain?.recall).padStart(10),
      median.toFixed(1).padStart(11),
    ];
    line(`  ${searcher.padEnd(22)}${cells.join('')}`);
  }
}

function printAverages(scores: readonly Scores[]): void {
  const bySearcher = Map.groupBy(scores, ({ searcher }) => searcher);
  printSet(
    [...bySearcher].map(([searcher, rows]) => ({
      set: 'average of all sets',
      searcher,
      ndcg: mean(rows.map((row) => row.ndcg)),
      recall: mean(rows.map((row) => row.recall)),
      median: mean(rows.map((row) => row.median)),
    })),
  );
}

const difference = (value: number, plain = 0): string =>
  `${value < plain ? '-' : '+'}${Math.abs(value - plain).toFixed(3)}`;
