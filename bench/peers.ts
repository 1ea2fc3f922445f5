/**
 * Our readers beside those of others, file by file in turn: files with words, words, seconds, and the words of a peer
 * that ours do not have. No passwords are given and no pictures recognized. The peers are installed by npm into a folder
 * outside the project.
 */
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createReaderPool } from '@atelier/knowledge';
import { line, secondsOf } from './measure.ts';

const versions = { officeparser: '8.1.1', 'pdfjs-dist': '6.5.438', mammoth: '1.13.0' };

export type PeerName = keyof typeof versions;

const formats: Record<string, PeerName[]> = {
  docx: ['officeparser', 'mammoth'],
  pptx: ['officeparser'],
  xlsx: ['officeparser'],
  odt: ['officeparser'],
  pdf: ['officeparser', 'pdfjs-dist'],
};

/** For one file, as our readers have. */
const timeoutMs = 60_000;

/** Text, and what a reader keeps of a file beside its text (running headers and footers). Null: not read. */
type Read = (path: string) => Promise<{ text: string; beside: string } | null>;

interface Tally {
  name: string;
  read: Read;
  /** Files with words, and the words in them. */
  files: number;
  words: number;
  /** For the files that all read. */
  seconds: number;
  /** Words of the files that both read, how many of them we do not have, and how many of ours it does not have. */
  common: number;
  missing: number;
  extra: number;
}

interface Loss {
  path: string;
  peer: string;
  words: number;
  missing: string[];
}

/** @returns why there are no peers; null where they are installed */
export function installPeers(folder: string): string | null {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  // Said to be run inside a project, npm would install there.
  const options = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const npm = spawnSync('npm', [...options, ...wanted], { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (npm.status === 0) return null;
  return npm.error?.message ?? npm.stderr.trim().split('\n')[0] ?? 'npm failed';
}

export async function comparePeers(folder: string, paths: readonly string[]): Promise<void> {
  const pool = createReaderPool({ processes: 1, timeoutMs });
  const ours: Read = async (path) => {
    const result = await pool.read({ path }).catch(() => null);
    if (result === null) return null;
    const documents = [result, ...result.members].flatMap((part) =>
      'document' in part && part.document !== null ? [part.document] : [],
    );
    const beside = documents.map(({ metadata }) => `${metadata['header'] ?? ''} ${metadata['footer'] ?? ''}`);
    return { text: documents.map(({ text }) => text).join('\n'), beside: beside.join('\n') };
  };
  const peers = Object.fromEntries(Object.keys(versions).map((name) => [name, startPeer(folder, name)]));
  const losses: Loss[] = [];
  try {
    for (const [format, names] of Object.entries(formats)) {
      const files = paths.filter((path) => path.toLowerCase().endsWith(`.${format}`)).toSorted();
      const [first] = files;
      if (first === undefined) continue;
      const readers = names.flatMap((name) => {
        const peer = peers[name];
        return peer === undefined ? [] : [{ name: `${name} ${versions[name]}`, read: peer.read }];
      });
      const tallies = [{ name: 'Atelier', read: ours }, ...readers].map(newTally);
      // Loading a library is not reading.
      for (const { read } of tallies) await read(first);
      for (const path of files) losses.push(...(await compareFile(path, tallies)));
      printTable(format, files.length, tallies);
    }
  } finally {
    for (const peer of Object.values(peers)) peer.end();
    await pool.close();
  }
  printLosses(losses);
}

const newTally = (reader: Pick<Tally, 'name' | 'read'>): Tally => {
  const none = { files: 0, words: 0, seconds: 0, common: 0, missing: 0, extra: 0 };
  return { ...reader, ...none };
};

/** Gives what each peer has of the file and we do not. */
async function compareFile(path: string, tallies: readonly Tally[]): Promise<Loss[]> {
  const readings: { tally: Tally; seconds: number; words: string[]; known: string[] }[] = [];
  for (const tally of tallies) {
    let result: Awaited<ReturnType<Read>> = null;
    const seconds = await secondsOf(async () => (result = await tally.read(path)));
    const { text, beside } = result ?? { text: '', beside: '' };
    const words = wordsOf(text);
    readings.push({ tally, seconds, words, known: [...words, ...wordsOf(beside)] });
  }
  const allRead = readings.every(({ words }) => words.length > 0);
  for (const { tally, seconds, words } of readings) {
    if (words.length > 0) tally.files += 1;
    tally.words += words.length;
    if (allRead) tally.seconds += seconds;
  }
  const [own, ...others] = readings;
  if (own === undefined) return [];
  const losses: Loss[] = [];
  for (const { tally, words } of others) {
    if (words.length === 0) continue;
    const missing = without(words, own.known);
    losses.push({ path, peer: tally.name, words: words.length, missing });
    if (own.words.length === 0) continue;
    tally.common += words.length;
    tally.missing += missing.length;
    tally.extra += without(own.words, words).length;
  }
  return losses;
}

/** Compatible forms of a letter are one letter: a ligature is two, a full-width digit is a digit. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** What is left of a bag of words when those of another are taken out, one for one. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}

function startPeer(folder: string, name: string): { read: Read; end: () => void } {
  let child: ChildProcess | null = null;
  const program = new URL('./peer-process.ts', import.meta.url);
  const read: Read = async (path) => {
    child ??= fork(program, [folder, name], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const running = child;
    const text = await new Promise<string | null>((resolve) => {
      // One that stalls or ends is replaced; others go on.
      const giveUp = () => {
        running.kill('SIGKILL');
        child = null;
        resolve(null);
      };
      const timer = setTimeout(giveUp, timeoutMs);
      running.once('exit', giveUp).once('message', resolve);
      running.once('close', () => clearTimeout(timer)).once('message', () => clearTimeout(timer));
      running.send(path);
    });
    running.removeAllListeners();
    return text === null ? null : { text, beside: '' };
  };
  return { read, end: () => void child?.kill('SIGKILL') };
}

function printTable(format: string, files: number, tallies: readonly Tally[]): void {
  const own = tallies[0];
  line('');
  line(
    `${`${format}, ${files} files`.padEnd(24)}${'with words'.padStart(12)}${'words'.padStart(10)}${'seconds'.padStart(10)}${'/ ours'.padStart(8)}${'we lack'.padStart(10)}${'it lacks'.padStart(10)}`,
  );
  for (const { name, files: read, words, seconds, common, missing, extra } of tallies) {
    const ratio = own === undefined || own.seconds === 0 ? '' : (seconds / own.seconds).toFixed(2);
    const lack = common === 0 ? '' : share(missing, common);
    const lacks = common === 0 ? '' : share(extra, common - missing + extra);
    line(
      `${`  ${name}`.padEnd(24)}${String(read).padStart(12)}${String(words).padStart(10)}${seconds.toFixed(2).padStart(10)}${ratio.padStart(8)}${lack.padStart(10)}${lacks.padStart(10)}`,
    );
  }
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

function printLosses(losses: readonly Loss[]): void {
  line('');
  line('Files with the largest share of words that a peer has and we do not:');
  const part = ({ missing, words }: Loss) => missing.length / words;
  const worst = new Map<string, Loss>();
  for (const loss of losses.toSorted((a, b) => part(b) - part(a))) {
    if (loss.missing.length > 0 && !worst.has(loss.path)) worst.set(loss.path, loss);
  }
  for (const { path, peer, words, missing } of [...worst.values()].slice(0, 5)) {
    line(`  ${basename(path)}, ${peer}: ${missing.length} of ${words} (${share(missing.length, words)})`);
    line(`    ${missing.slice(0, 20).join(' ')}`);
  }
}
