import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createReaderPool } from '../../read/reader-pool.ts';
import { excludesOf } from '../excludes.ts';
import type { Secrets } from '../source-kind.ts';
import { gitKind } from './git-kind.ts';

export interface Repository {
  folder: string;
  git(...args: string[]): string;
  /** Writes a file and commits it. */
  commit(path: string, content: string | Uint8Array): void;
}

/** A real repository with one commit. */
export function makeRepository(): Repository {
  const folder = scratchFolder();
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgSign=false'];
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  const commit = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    git('add', '--', path);
    git('commit', '--quiet', '-m', path);
  };
  commit('start.md', 'The start.');
  return { folder, git, commit };
}

/** Serves the repository by git's own HTTP backend, to those who know the password. Gives its address. */
export async function serveRepository({ folder }: Repository, password?: string): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Basic ${Buffer.from(`anna:${password}`).toString('base64')}`;
    if (password !== undefined && !isKnown) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const url = new URL(request.url ?? '', 'http://localhost');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname.replace('/handbook.git', '/.git'),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'],
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    request.pipe(backend.stdin);
    const pieces: Buffer[] = [];
    backend.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    backend.on('close', () => {
      const output = Buffer.concat(pieces);
      const end = output.indexOf('\r\n\r\n');
      const headers = output
        .toString('latin1', 0, end)
        .split('\r\n')
        .map((line) => line.split(': ') as [string, string]);
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
      response.writeHead(
        Number.parseInt(status, 10),
        Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
      );
      response.end(output.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/handbook.git`;
}

export interface TestSource {
  settings?: Record<string, unknown>;
  secrets?: Secrets;
  excludes?: string[];
  cache?: string;
}

/** A source as it is opened in earnest. */
export async function openGit(location: string, { settings = {}, secrets, excludes = [], cache }: TestSource = {}) {
  const { uri, secrets: given } = await gitKind.identify(location);
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const source = gitKind.open({
    uri,
    settings: gitKind.settings.parse(settings),
    secrets: { ...given, ...secrets },
    readers,
    excludes: excludesOf(excludes),
    cache: cache ?? join(scratchFolder(), 'cache'),
  });
  const { signal } = new AbortController();
  const list = () => Array.fromAsync(source.list(signal, new Map()));
  return {
    uri,
    source,
    list,
    /** Ways of the files that are listed. */
    ways: async () => (await list()).map((item) => item.uri.slice(uri.length)),
    text: async (way: string) => {
      const item = (await list()).find((each) => each.uri === `${uri}${way}`);
      const open = await source.open(item!, signal);
      return (await open.read()).document?.text;
    },
    failure: async (way: string) => {
      const item = (await list()).find((each) => each.uri === `${uri}${way}`);
      return (await source.open(item!, signal).catch((error: unknown) => error)) as { code?: string };
    },
  };
}
