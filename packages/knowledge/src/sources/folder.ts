import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import type { ReaderPool } from '../read/reader-pool.ts';
import { isLeftOut } from './left-out.ts';
import type { Source, SourceItem } from './source.ts';

/**
 * A folder with all below it, or a single file. Symbolic links are not followed: they may lead out of what the user
 * named. A file's stamp is its size and modification time.
 */
export function folderSource(path: string, readers: ReaderPool): Source {
  return {
    async *list(signal) {
      const root = await lstat(path, { bigint: true }).catch((cause: unknown) => {
        throw sourceMissing(path, cause);
      });
      if (root.isDirectory()) yield* walk(path, await readdir(path, { withFileTypes: true }), signal);
      else yield { uri: pathToFileURL(path).href, stamp: stampOf(root) };
    },
    async open(item) {
      const file = fileURLToPath(item.uri);
      if (item.closed) throw unreadable(file, await readdir(file).catch((error: unknown) => error));
      return { contentHash: await hashFile(file), read: () => readers.read(file) };
    },
  };
}

async function* walk(folder: string, entries: Dirent[], signal: AbortSignal): AsyncIterable<SourceItem> {
  // A home of Atelier inside a source is not a source of documents.
  if (entries.some(({ name }) => name === 'atelier.db')) return;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    signal.throwIfAborted();
    if (isLeftOut(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkInto(path, signal);
    else if (entry.isFile()) yield { uri: pathToFileURL(path).href, stamp: await stampOfFile(path) };
  }
}

async function* walkInto(folder: string, signal: AbortSignal): AsyncIterable<SourceItem> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) yield { uri: pathToFileURL(folder).href, stamp: 'closed', closed: true };
  else yield* walk(folder, entries, signal);
}

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

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return hash.digest('hex');
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
