/**
 * Readers and indexing against their figures, and beside the readers of others:
 *
 *   npm run bench:readers [-- [--quick] [<companies> [<docs-win32, a folder or .tar.zst> [<parser-files>]]]]
 *
 * --quick leaves docs-win32 out, which takes most of the time. Each part that lacks its files is left out and says so.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createReaderPool } from '@atelier/knowledge';
import {
  atelier,
  canPin,
  line,
  measuredAdd,
  medianOf,
  plainScan,
  printHead,
  report,
  seconds,
  secondsOf,
  whileUp,
} from './measure.ts';
import { comparePeers, installPeers } from './peers.ts';
import { printedPages } from './printed-pages.ts';

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean' } }, allowPositionals: true });
const [
  companies = '../shared/data/companies',
  docsWin32 = '../shared/data/text/docs-win32.tar.zst',
  parserFiles = '../shared/data/parser-files',
] = positionals;
const question = 'How is a window class registered before a window is created?';

const scratch = mkdtempSync(join(tmpdir(), 'atelier-bench-readers-'));
printHead();
try {
  await benchPdf();
  await benchDynamics(join(companies, 'docs-dynamics-smb'));
  if (values.quick !== true) await benchWin32();
  await benchPeers();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Pages of PDFs with text, from files to a searchable home on one core, and by the reader alone. */
async function benchPdf(): Promise<void> {
  const folder = join(scratch, 'pdf');
  mkdirSync(folder);
  const pool = createReaderPool({ processes: 1 });
  /** Null where it cannot be read, or where a page is a picture. */
  const pagesOf = async (path: string): Promise<number | null> => {
    const { document } = await pool.read({ path }).catch(() => ({ document: null }));
    return document?.metadata['pages_without_text'] === undefined ? (document?.pages ?? null) : null;
  };
  try {
    const sources = [...filesIn(companies, '**/*.pdf'), ...filesIn(join(parserFiles, 'pdf'), '*.pdf')];
    for (const [index, source] of sources.entries()) {
      if ((await pagesOf(source)) !== null) copyFileSync(source, join(folder, `${index}-${basename(source)}`));
    }
    const prose = filesIn(companies, '**/*.md').slice(0, 500);
    const text = prose.map((path) => readFileSync(path, 'utf8')).join('\n');
    if (text !== '') writeFileSync(join(folder, 'printed.pdf'), printedPages(text, 2400));
    const files = filesIn(folder, '*.pdf');
    let pages = 0;
    const alone = await secondsOf(async () => {
      for (const path of files) pages += (await pagesOf(path)) ?? 0;
    });
    const home = join(scratch, 'pdf-home');
    const env = { ATELIER_READERS_PROCESSES: '1' };
    const { elapsed } = await measuredAdd(home, folder, { env, oneCore: true });
    const indexed = JSON.parse(atelier(home, 'documents', 'list', '--json')) as { pages: number | null }[];
    const indexedPages = indexed.reduce((sum, document) => sum + (document.pages ?? 0), 0);
    const core = canPin() ? 'one core' : 'one reader, cores not held';
    report(
      `${files.length} text PDFs, ${indexedPages} pages: indexed, ${core}`,
      indexedPages / elapsed,
      150,
      'pages/s',
    );
    report('  read alone, one process', pages / alone, 150, 'pages/s');
  } finally {
    await pool.close();
  }
}

/** Indexes a copy, for one of its files is changed. */
async function benchDynamics(original: string): Promise<void> {
  if (!isThere(original)) return;
  const folder = join(scratch, 'docs-dynamics-smb');
  copyFiles(original, folder);
  const home = join(scratch, 'dynamics-home');
  await benchIndexing(home, folder, { minutes: 1, again: 3 });
  report('  a changed file found by search, median of 5', await changeToFound(home, folder), 2);
}

async function benchWin32(): Promise<void> {
  if (!isThere(docsWin32)) return;
  let folder = docsWin32;
  if (!statSync(docsWin32).isDirectory()) {
    folder = join(scratch, 'docs-win32');
    mkdirSync(folder);
    const { status, stderr } = spawnSync('tar', ['-xf', docsWin32, '-C', folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tar could not unpack ${docsWin32}: ${stderr}`);
  }
  await benchIndexing(join(scratch, 'win32-home'), folder, { minutes: 12, again: 20 });
}

/** @param goals in minutes for the first time, in seconds for looking again */
async function benchIndexing(home: string, folder: string, goals: { minutes: number; again: number }): Promise<void> {
  const { elapsed, megabytes } = await measuredAdd(home, folder);
  const again = seconds(() => void atelier(home, 'add', folder));
  const scan = plainScan(folder, question);
  const files = filesIn(folder, '**/*').length;
  report(`${basename(folder)}, ${files} files: indexed`, elapsed, goals.minutes * 60, 's', scan);
  report('  peak memory of all processes', megabytes, 2000, 'MB');
  report('  second sync, nothing changed', again, goals.again, 's', scan);
}

/** Seconds from writing a new word into a file until search finds it. */
async function changeToFound(home: string, folder: string): Promise<number> {
  const [file] = filesIn(folder, '**/*.md');
  if (file === undefined) throw new Error(`${folder} holds no Markdown`);
  return await whileUp(home, async (post) => {
    const change = async (word: string): Promise<void> => {
      appendFileSync(file, `\n\nThe ${word} is kept in the archive.\n`);
      for (let found = false; !found; await sleep(10)) {
        const { hits } = (await post('/api/search', { query: word })) as { hits: { text: string }[] };
        found = hits.some(({ text }) => text.includes(word));
      }
    };
    // The server first looks through all files once.
    await change('zquorlim');
    const times: number[] = [];
    for (const word of ['zquorane', 'zquorbet', 'zquorcol', 'zquordun', 'zquorfep']) {
      await sleep(1000);
      times.push(await secondsOf(() => change(word)));
    }
    return medianOf(times);
  });
}

async function benchPeers(): Promise<void> {
  const folder = join(scratch, 'peers');
  mkdirSync(folder);
  const problem = installPeers(folder);
  if (problem !== null) {
    line(`Other readers are left out: ${problem}`);
    return;
  }
  await comparePeers(folder, [...filesIn(companies, '**/*.*'), ...filesIn(parserFiles, '**/*.*')]);
}

function isThere(path: string): boolean {
  if (existsSync(path)) return true;
  line(`${path} is left out: there is no such file or folder.`);
  return false;
}

function filesIn(folder: string, pattern: string): string[] {
  const paths = globSync(pattern, { cwd: folder }).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile()).toSorted();
}

/** Content only: the copy can be written and removed, whatever its source is. */
function copyFiles(source: string, target: string): void {
  for (const path of filesIn(source, '**/*')) {
    const copy = join(target, path.slice(source.length));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, readFileSync(path));
  }
}
