/** How fast search is at size, and how fast its index is made: figures beside their goals. */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { owner, readerOf, type Knowledge, type Reader } from '@atelier/knowledge';
import { beirId, textSource, type CorpusText } from '../packages/evaluation/src/datasets/beir-source.ts';
import { mean, percentile } from '../packages/evaluation/src/metrics/retrieval.ts';
import { line, report } from './measure.ts';
import { askedWords, endlessTexts, fewGroup, openSizedHome, type SizedHome } from './search-home.ts';
import type { SearchFigures } from './search-process.ts';

export interface SpeedGoals {
  chunks: number;
  /** Of a search, in seconds. */
  p50: number;
  p99: number;
  p99Few: number;
  megabytes: number;
}

/** @param files texts as `.jsonl.gz` */
export async function benchSpeed(files: readonly string[], scratch: string, goals: SpeedGoals): Promise<void> {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    line(`Speed is left out: there is no ${missing.join(' and no ')}.`);
    return;
  }
  const folder = join(scratch, `home-${goals.chunks}`);
  mkdirSync(folder, { recursive: true });
  line('');
  line(`${goals.chunks.toLocaleString('en')} passages`);
  const texts = endlessTexts(files);
  const home = await openSizedHome(folder);
  await home.store(texts, goals.chunks);
  const { all, embedding } = await home.fillIndex();
  const chunks = await home.index.count();
  report('embedding, per core', chunks / embedding.cpuSeconds, 3000, 'chunks/s');
  report('index, without embedding, per core', chunks / (all.cpuSeconds - embedding.cpuSeconds), 4000, 'chunks/s');
  await home.close();
  const figures = await searchAlone(folder);
  report('search, 10 hits: p50', figures.all.p50, goals.p50);
  report('  p99', figures.all.p99, goals.p99);
  report('  access list of 1 %: p99', figures.few.p99, goals.p99Few);
  report('  memory of a process that searches', figures.megabytes, goals.megabytes, 'MB');
  const again = await openSizedHome(folder);
  await reportRecall(again, join(scratch, `few-of-${goals.chunks}`));
  report('  while indexing: p99', await searchWhileIndexing(again, texts), 0.2);
  await again.close();
}

async function searchAlone(folder: string): Promise<SearchFigures> {
  const child = fork(new URL('./search-process.ts', import.meta.url), [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return await new Promise((resolve, reject) => {
    child.once('message', (figures: SearchFigures) => resolve(figures));
    child.once('exit', (code) => reject(new Error(`the process that searches ended with ${String(code)}`)));
  });
}

/** What a reader of few documents finds among all, beside what is found where there are no others. */
async function reportRecall(home: SizedHome, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const texts = await textsOfFew(home);
  const alone = await openSizedHome(folder);
  const { source } = await alone.knowledge.addCustom({ kind: 'texts', uri: 'few:', access: [fewGroup] });
  await alone.knowledge.sync(source.id, { signal: new AbortController().signal }, textSource(texts));
  const few = readerOf([fewGroup]);
  const shares: number[] = [];
  for (const query of await askedWords(home.database, 200)) {
    const exact = await placesFound(alone.knowledge, query, few);
    const found = await placesFound(home.knowledge, query, few);
    if (exact.size > 0) shares.push([...exact].filter((place) => found.has(place)).length / exact.size);
  }
  await alone.close();
  const name = '  access list of 1 %: recall@10 of exact';
  line(`${name.padEnd(46)}${mean(shares).toFixed(3).padStart(14)}${'0.970'.padStart(14)}`);
}

async function textsOfFew({ knowledge }: SizedHome): Promise<CorpusText[]> {
  const few = readerOf([fewGroup]);
  const { documents } = await knowledge.documents(few);
  const texts: CorpusText[] = [];
  for (const { document: id, uri } of documents) {
    const { text, title } = await knowledge.document(few, id);
    // A title that stands in the text is its first line.
    texts.push({ id: beirId(uri), title, text: text.startsWith(title) ? text.slice(title.length).trim() : text });
  }
  return texts;
}

async function placesFound(knowledge: Knowledge, query: string, reader: Reader): Promise<Set<string>> {
  const { hits } = await knowledge.search(query, { limit: 10, reader });
  return new Set(hits.map(({ uri, start }) => `${uri} ${start}`));
}

/** The p99 in seconds of searches while 5,000 passages come in. */
async function searchWhileIndexing(home: SizedHome, texts: AsyncIterator<CorpusText>): Promise<number> {
  const queries = await askedWords(home.database, 300);
  await home.store(texts, (await home.index.count()) + 5000);
  const seconds: number[] = [];
  const indexing = { ended: false };
  const filled = home.fillIndex().finally(() => (indexing.ended = true));
  for (let next = 0; !indexing.ended; next++) {
    const started = performance.now();
    await home.knowledge.search(queries[next % queries.length] ?? '', { limit: 10, reader: owner });
    seconds.push((performance.now() - started) / 1000);
  }
  await filled;
  return percentile(seconds, 0.99);
}
