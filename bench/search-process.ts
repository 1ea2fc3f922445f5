/** Opens a home and searches it, nothing else, so that its memory is that of searching: `search-process.ts <home>`. */
import { owner, readerOf, type Reader } from '@atelier/knowledge';
import { percentile } from '../packages/evaluation/src/metrics/retrieval.ts';
import { askedWords, fewGroup, openSizedHome } from './search-home.ts';

export interface SearchTimes {
  p50: number;
  p99: number;
}

export interface SearchFigures {
  all: SearchTimes;
  /** For a reader who may see a hundredth. */
  few: SearchTimes;
  megabytes: number;
}

const [folder = ''] = process.argv.slice(2);
const home = await openSizedHome(folder);
const queries = await askedWords(home.database, 300);
const figures: SearchFigures = { all: await time(owner), few: await time(readerOf([fewGroup])), megabytes: 0 };
figures.megabytes = process.memoryUsage.rss() / 1e6;
await home.close();
process.send?.(figures);

async function time(reader: Reader): Promise<SearchTimes> {
  const seconds: number[] = [];
  // What is read for the first time comes from disk.
  for (const query of queries.slice(0, 30)) await home.knowledge.search(query, { limit: 10, reader });
  for (const query of queries) {
    const started = performance.now();
    await home.knowledge.search(query, { limit: 10, reader });
    seconds.push((performance.now() - started) / 1000);
  }
  return { p50: percentile(seconds, 0.5), p99: percentile(seconds, 0.99) };
}
