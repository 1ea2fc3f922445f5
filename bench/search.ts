/**
 * Search against its figures, and beside the search of others:
 *
 *   npm run bench:search [-- [--quick] [--large] [<retrieval> [<text>]]]
 *
 * <retrieval> holds folders in the layout of BEIR, <text> holds win32-docs.jsonl.gz and gutenberg.jsonl.gz. --quick leaves
 * the speed at 100,000 passages out, --large adds that at a million (an hour, 8 GB of disk). What lacks its files is left
 * out and says so.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { line, printHead } from './measure.ts';
import { installSearchPeers } from './search-peers.ts';
import { compareQuality } from './search-quality.ts';
import { benchSpeed } from './search-speed.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, large: { type: 'boolean' } },
  allowPositionals: true,
});
const [retrieval = '../shared/data/retrieval', text = '../shared/data/text'] = positionals;
const files = ['win32-docs.jsonl.gz', 'gutenberg.jsonl.gz'].map((name) => join(text, name));

const scratch = mkdtempSync(join(tmpdir(), 'atelier-bench-search-'));
try {
  await benchQuality();
  line('');
  printHead();
  if (values.quick !== true)
    await benchSpeed(files, scratch, { chunks: 100_000, p50: 0.012, p99: 0.05, p99Few: 0.08, megabytes: 1500 });
  if (values.large === true)
    await benchSpeed(files, scratch, { chunks: 1_000_000, p50: 0.025, p99: 0.1, p99Few: 0.1, megabytes: 1500 });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function benchQuality(): Promise<void> {
  const names = existsSync(retrieval) ? readdirSync(retrieval).toSorted() : [];
  const folders = names.map((name) => join(retrieval, name)).filter((folder) => existsSync(join(folder, 'qrels')));
  if (folders.length === 0) {
    line(`Quality is left out: there is no folder in the layout of BEIR in ${retrieval}.`);
    return;
  }
  const packages = join(scratch, 'peers');
  mkdirSync(packages);
  const { searchers, missing } = installSearchPeers(packages);
  for (const problem of missing) line(problem);
  await compareQuality(folders, searchers, scratch);
}
