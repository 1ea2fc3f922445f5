import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import type { ReaderPool } from '../../read/reader-pool.ts';
import { isLeftOut } from '../left-out.ts';
import type { Source, SourceItem } from '../source.ts';
import type { Excludes } from '../source-kind.ts';
import { watchFolder } from './watch-folder.ts';

export interface FolderOptions {
  readers: ReaderPool;
  excludes: Excludes;
  passwords: readonly string[];
}

/**
 * A folder with all below it, or a single file. A symbolic link is followed where it leads to something inside the
 * folder that is not listed under its own name; one that leads out of what the user named is not. A file's stamp is its
 * size and modification time.
 */
export function folderSource(path: string, { readers, excludes, passwords }: FolderOptions): Source {
  return {
    async *list(signal) {
      const root = await lstat(path, { bigint: true }).catch((cause: unknown) => {
        throw sourceMissing(path, cause);
      });
      if (!root.isDirectory()) yield { uri: pathToFileURL(path).href, stamp: stampOf(root) };
      else yield* walk(path, await readdir(path, { withFileTypes: true }), { root: path, excludes, signal });
    },
    async open(item) {
      const file = fileURLToPath(item.uri);
      if (item.closed) throw unreadable(file, await readdir(file).catch((error: unknown) => error));
      const request = { path: file, passwords };
      return { ...(await hashFile(file)), file: request, read: () => readers.read(request) };
    },
    watch: (options) => watchFolder(path, options),
  };
}

interface Walk {
  root: string;
  excludes: Excludes;
  signal: AbortSignal;
}

async function* walk(folder: string, entries: Dirent[], options: Walk): AsyncIterable<SourceItem> {
  // A home of Atelier inside a source is not a source of documents.
  if (entries.some(({ name }) => name === 'atelier.db')) return;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    options.signal.throwIfAborted();
    if (isLeftOut(entry.name)) continue;
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (options.excludes(wayInside(options.root, path) + (isFolder ? '/' : ''))) continue;
    if (isFolder) yield* walkInto(path, options);
    else if (entry.isFile()) yield { uri: pathToFileURL(path).href, stamp: await stampOfFile(path) };
    else if (entry.isSymbolicLink()) yield* followLink(path, options.root);
  }
}

async function* walkInto(folder: string, options: Walk): AsyncIterable<SourceItem> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) yield { uri: pathToFileURL(folder).href, stamp: 'closed', closed: true };
  else yield* walk(folder, entries, options);
}

/** Stores such as git-annex keep the files in a hidden folder, with a link for each of them where a person looks. */
async function* followLink(link: string, root: string): AsyncIterable<SourceItem> {
  const target = await realpath(link).catch(() => null);
  if (target === null || !target.startsWith(root + sep)) return;
  const isListedItself = !wayInside(root, target).split('/').some(isLeftOut);
  if (isListedItself || !(await lstat(target)).isFile()) return;
  yield { uri: pathToFileURL(link).href, stamp: await stampOfFile(target) };
}

const wayInside = (root: string, path: string): string => relative(root, path).split(sep).join('/');

/** A file that went away since its folder was listed, or whose name is not text, is said when it is opened. */
async function stampOfFile(path: string): Promise<string> {
  try {
    return stampOf(await lstat(path, { bigint: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}

const stampOf = (stats: { size: bigint; mtimeNs: bigint }): string => `${stats.size}:${stats.mtimeNs}`;

async function hashFile(path: string): Promise<{ contentHash: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path)) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return { contentHash: hash.digest('hex'), bytes };
}

function unreadable(path: string, cause: unknown): AtelierError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') {
    return new AtelierError({
      code: 'permission_denied',
      message: `${path} may not be read by this user.`,
      hint: 'Change its permissions, or leave it out.',
      cause,
    });
  }
  return new AtelierError({
    code: 'file_missing',
    message: `${path} could not be opened (${code ?? String(cause)}).`,
    hint: 'It may have been moved or deleted meanwhile; the next sync will tell.',
    cause,
  });
}

function sourceMissing(path: string, cause: unknown): AtelierError {
  return new AtelierError({
    code: 'source_missing',
    message: `${path} is not there or cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
    hint: 'Check the path, or whether its disk is mounted. Nothing was removed from the index.',
    cause,
  });
}
