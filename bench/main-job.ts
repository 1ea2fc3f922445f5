/**
 * The main job against its figures: npm run bench [-- <folder with handbook-18f and docs-dynamics-smb>]
 *
 * Every figure stands beside its goal and as a ratio to plain work on the same machine in the same run (reading every
 * file and looking for the words, with nothing indexed), since absolute times of shared machines say little.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const companies = process.argv[2] ?? '../shared/data/companies';
const question = 'How many days of leave does a bone marrow donor get?';
const cli = new URL('../packages/cli/bin/atelier.js', import.meta.url).pathname;

for (const name of ['handbook-18f', 'docs-dynamics-smb']) {
  if (!existsSync(join(companies, name))) {
    process.stderr.write(
      `There is no ${join(companies, name)}. Name the folder that holds it: npm run bench -- <folder>\n`,
    );
    process.exit(2);
  }
}

const home = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
const line = (text: string) => process.stdout.write(`${text}\n`);
line(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`,
);
line(
  `${'figure'.padEnd(44)}${'measured'.padStart(12)}${'goal'.padStart(10)}${'measured/goal'.padStart(15)}${'/ plain scan'.padStart(14)}`,
);

try {
  const handbook = join(companies, 'handbook-18f');
  const scan = plainScan(handbook);
  const small = join(home, 'small');
  const first = seconds(() => {
    run(small, 'add', handbook);
    run(small, 'ask', question);
  });
  report('handbook-18f: nothing to first cited answer', first, 60, scan);
  report(
    'one-shot ask',
    median(5, () => run(small, 'ask', question)),
    2,
    scan,
  );
  report('warm server ask, p50 of 200', await warmAsk(small), 0.15, scan);

  const dynamics = join(companies, 'docs-dynamics-smb');
  const large = join(home, 'large');
  const { elapsed, megabytes } = await measuredAdd(large, dynamics);
  report('docs-dynamics-smb: indexed', elapsed, 60, plainScan(dynamics));
  line(
    `${'  peak resident memory, all processes'.padEnd(44)}${`${megabytes.toFixed(0)} MB`.padStart(12)}${'1000 MB'.padStart(10)}${(megabytes / 1000).toFixed(2).padStart(15)}`,
  );
  report(
    '  second sync, nothing changed',
    seconds(() => run(large, 'add', dynamics)),
    3,
    plainScan(dynamics),
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

function report(name: string, measured: number, goal: number, scan: number): void {
  const shown = (value: number) => (value < 1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`);
  line(
    `${name.padEnd(44)}${shown(measured).padStart(12)}${shown(goal).padStart(10)}${(measured / goal).toFixed(2).padStart(15)}${(measured / scan).toFixed(2).padStart(14)}`,
  );
}

function run(folder: string, ...words: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, '--home', folder, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`atelier ${words.join(' ')} failed: ${stderr}`);
}

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function median(times: number, work: () => void): number {
  const all = Array.from({ length: times }, () => seconds(work)).toSorted((a, b) => a - b);
  return all[Math.floor(times / 2)] ?? 0;
}

/** Reads every file and looks for the words of the question in it: what an answer costs without an index. */
function plainScan(folder: string): number {
  const words = question.toLowerCase().split(/\W+/);
  return median(3, () => {
    for (const name of globSync('**/*.*', { cwd: folder })) {
      const text = readFileSync(join(folder, name), 'latin1').toLowerCase();
      words.filter((word) => text.includes(word));
    }
  });
}

async function warmAsk(folder: string): Promise<number> {
  const server = spawn(process.execPath, [cli, 'up', '--port', '0', '--home', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    let link = new URL('http://127.0.0.1');
    for await (const text of createInterface({ input: server.stdout })) {
      const found = /http:\/\/\S+token=\S+/.exec(text)?.[0];
      if (found === undefined) continue;
      link = new URL(found);
      break;
    }
    const headers = {
      authorization: `Bearer ${link.searchParams.get('token') ?? ''}`,
      'content-type': 'application/json',
    };
    const times: number[] = [];
    for (let count = 0; count < 220; count++) {
      const started = performance.now();
      const response = await fetch(new URL('/api/ask', link), {
        method: 'POST',
        headers,
        body: JSON.stringify({ question }),
      });
      await response.text();
      if (count >= 20) times.push((performance.now() - started) / 1000);
    }
    return times.toSorted((a, b) => a - b)[100] ?? 0;
  } finally {
    server.kill('SIGTERM');
  }
}

/**
 * Adds a folder and watches the memory of the process and its readers together, what they share counted once (Linux:
 * the proportional set size from /proc).
 */
async function measuredAdd(folder: string, path: string): Promise<{ elapsed: number; megabytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, '--home', folder, 'add', path], { stdio: 'ignore' });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid ?? 0));
  }, 100);
  await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  return { elapsed: (performance.now() - started) / 1000, megabytes: peak / 1e6 };
}

function residentOf(pid: number): number {
  try {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return kilobytes * 1024 + children.reduce((sum, child) => sum + residentOf(Number(child)), 0);
  } catch {
    return 0;
  }
}
