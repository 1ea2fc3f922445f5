import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** Python's stand-in for AWS, which checks signatures and rights as AWS does. Not part of the product, nor of its dependencies. */
const wanted = 'moto[s3,server,iam]==5.1.4';
const folder = join(tmpdir(), 'atelier-moto-5.1.4');
const program = join(folder, 'bin', 'moto_server');

export interface MotoServer {
  endpoint: string;
  stop(): Promise<void>;
}

/** Installs it once a machine; gives why it cannot be had, or null. */
export async function whyNoMoto(): Promise<string | null> {
  if (existsSync(program)) return null;
  try {
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', wanted]);
    return existsSync(program) ? null : 'moto was installed without its server';
  } catch (error) {
    const [line] = String((error as { stderr?: string }).stderr || error).split('\n');
    return `moto cannot be installed with Python: ${line}`;
  }
}

export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answering(endpoint, server);
  } catch (error) {
    server.kill();
    throw error;
  }
  return {
    endpoint,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    },
  };
}

async function answering(endpoint: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (server.exitCode !== null) break;
    const response = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    if (response?.ok) return;
    await pause(200);
  }
  throw new Error(`moto does not answer at ${endpoint}`);
}
