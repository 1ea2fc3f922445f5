/** What the benches share: running Atelier, watching its time and memory, and printing figures beside their goals. */
import { spawn, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const cli = new URL('../packages/cli/bin/atelier.js', import.meta.url).pathname;

export const line = (text: string): boolean => process.stdout.write(`${text}\n`);

/** The machine, and the names of the columns of `report`. */
export function printHead(): void {
  const [processor] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  line(`${cpus().length} x ${processor?.model ?? 'unknown'}, ${memory} GiB, Node ${process.versions.node}`);
  line(
    `${'figure'.padEnd(46)}${'measured'.padStart(14)}${'goal'.padStart(14)}${'measured/goal'.padStart(15)}${'/ plain scan'.padStart(14)}`,
  );
}

export type Unit = 's' | 'MB' | 'pages/s' | 'chunks/s';

/** A figure beside its goal; `scan` is what plain work on the same files takes, in seconds. */
export function report(name: string, measured: number, goal: number, unit: Unit = 's', scan?: number): void {
  const ratio = (measured / goal).toFixed(2);
  const toScan = scan === undefined ? '' : (measured / scan).toFixed(2);
  line(
    `${name.padEnd(46)}${shown(measured, unit).padStart(14)}${shown(goal, unit).padStart(14)}${ratio.padStart(15)}${toScan.padStart(14)}`,
  );
}

function shown(value: number, unit: Unit): string {
  if (unit !== 's') return `${value.toFixed(0)} ${unit}`;
  return value < 1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`;
}

export function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const median = (times: number, work: () => void): number =>
  medianOf(Array.from({ length: times }, () => seconds(work)));

/** Runs a command to its end and gives what it printed. */
export function atelier(home: string, ...words: string[]): string {
  const { status, stderr, stdout } = spawnSync(process.execPath, [cli, '--home', home, ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`atelier ${words.join(' ')} failed: ${stderr}`);
  return stdout;
}

/** Reads every file and looks for the words of a question in it: what an answer costs without an index. In seconds. */
export function plainScan(folder: string, question: string): number {
  const words = question.toLowerCase().split(/\W+/);
  return median(3, () => {
    for (const name of globSync('**/*.*', { cwd: folder })) {
      const text = readFileSync(join(folder, name), 'latin1').toLowerCase();
      words.filter((word) => text.includes(word));
    }
  });
}

export interface AddOptions {
  env?: Record<string, string>;
  /** Keeps all its processes on one core, where the system can do that. */
  oneCore?: boolean;
}

/**
 * Adds a folder and watches the memory of the process and its readers together, what they share counted once (Linux:
 * the proportional set size from /proc).
 */
export async function measuredAdd(
  home: string,
  path: string,
  { env = {}, oneCore = false }: AddOptions = {},
): Promise<{ elapsed: number; megabytes: number }> {
  const command = [process.execPath, cli, '--home', home, 'add', path];
  const [program = '', ...words] = oneCore && canPin() ? ['taskset', '-c', '0', ...command] : command;
  const started = performance.now();
  const child = spawn(program, words, { stdio: 'ignore', env: { ...process.env, ...env } });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid ?? 0));
  }, 100);
  const status = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`atelier add ${path} failed with exit code ${String(status)}`);
  return { elapsed: (performance.now() - started) / 1000, megabytes: peak / 1e6 };
}

export const canPin = (): boolean => spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Memory of a process and all below it, in bytes. */
export function residentOf(pid: number): number {
  try {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return kilobytes * 1024 + children.reduce((sum, child) => sum + residentOf(Number(child)), 0);
  } catch {
    return 0;
  }
}

/** Runs `atelier up` while `work` talks to it. */
export async function whileUp<Result>(
  home: string,
  work: (post: (path: string, body: unknown) => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  const server = spawn(process.execPath, [cli, 'up', '--port', '0', '--home', home], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  try {
    let link: URL | null = null;
    for await (const text of createInterface({ input: server.stdout })) {
      const found = /http:\/\/\S+token=\S+/.exec(text)?.[0];
      if (found === undefined) continue;
      link = new URL(found);
      break;
    }
    if (link === null) throw new Error('atelier up ended without a link');
    const address = link;
    const headers = {
      authorization: `Bearer ${address.searchParams.get('token') ?? ''}`,
      'content-type': 'application/json',
    };
    return await work(async (path, body) => {
      const response = await fetch(new URL(path, address), { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return await response.json();
    });
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}
