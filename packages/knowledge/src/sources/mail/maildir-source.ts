import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AtelierError } from '@atelier/foundation';
import { watchFolder } from '../folder/watch-folder.ts';
import type { Source, SourceItem, WatchOptions } from '../source.ts';
import type { Excludes } from '../source-kind.ts';
import { mailboxMissing } from './mbox-source.ts';
import { checkMessageSize, messageGone, messageItem, type MessageOptions } from './message-item.ts';

/**
 * Where mail lies: not yet seen, and seen. What lies in `tmp` is not there yet. In this order, because mail moves from
 * one to the other: met twice is better than missed.
 */
const places = ['new', 'cur'];
const own = new Set([...places, 'tmp']);

export interface MaildirOptions extends MessageOptions {
  excludes: Excludes;
}

/**
 * A Maildir with the mailboxes inside it. A message is a file whose name begins with what it is called for ever and goes
 * on with its flags; its uri has the first part only, without `cur` or `new`, so that reading mail changes nothing.
 */
export function maildirSource(path: string, options: MaildirOptions): Source {
  /** Where a message lay when it was last listed: to look for it among all others costs much where there are many. */
  const files = new Map<string, string>();
  return {
    async *list(signal) {
      files.clear();
      const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
        throw mailboxMissing(path, cause);
      });
      if (!entries.some(({ name }) => places.includes(name))) throw noMaildir(path);
      yield* walk({ folder: path, entries, way: '' }, { files, excludes: options.excludes, signal });
    },
    async open(item) {
      const { uri } = item;
      if (item.closed) throw unreadable(pathOf(uri), await readdir(pathOf(uri)).catch((error: unknown) => error));
      const listed = files.get(uri);
      const there = listed === undefined ? null : await read(listed, uri, options);
      const bytes = there ?? (await readMoved(uri, options));
      if (bytes === null) throw messageGone(uri);
      return messageItem(bytes, options);
    },
    watch: (watching) => watchMaildir(path, watching),
  };
}

interface Place {
  folder: string;
  entries: Dirent[];
  /** From the root: "" or ".Archive/". */
  way: string;
}

interface Walk {
  files: Map<string, string>;
  excludes: Excludes;
  signal: AbortSignal;
}

async function* walk({ folder, entries, way }: Place, options: Walk): AsyncIterable<SourceItem> {
  const { files, excludes, signal } = options;
  for (const place of places.filter((place) => entries.some(({ name }) => name === place))) {
    const names = await readdir(join(folder, place)).catch((cause: unknown) => {
      throw mailboxMissing(join(folder, place), cause);
    });
    for (const name of names.toSorted()) {
      signal.throwIfAborted();
      const uri = uriOf(join(folder, withoutFlags(name)));
      if (name.startsWith('.') || files.has(uri)) continue;
      const file = join(folder, place, name);
      files.set(uri, file);
      const stats = await stat(file).catch(() => null);
      yield { uri, stamp: stats === null ? 'missing' : `${stats.size}:${stats.mtimeMs}` };
    }
  }
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !own.has(entry.name))) {
    if (excludes(`${way}${name}/`)) continue;
    const inside = join(folder, name);
    const below = await readdir(inside, { withFileTypes: true }).catch(() => null);
    if (below === null) yield { uri: uriOf(inside), stamp: 'closed', closed: true };
    else yield* walk({ folder: inside, entries: below, way: `${way}${name}/` }, options);
  }
}

/** `1204680122.27c448.host:2,RS` is called `1204680122.27c448.host`. */
const withoutFlags = (name: string): string => name.split(/:\d,/, 1)[0] ?? name;

const uriOf = (path: string): string => pathToFileURL(path).href.replace(/^file:\/\//, 'maildir:');
const pathOf = (uri: string): string => fileURLToPath(uri.replace(/^maildir:/, 'file://'));

/** Its flags may have changed since it was listed, and with them its name. */
async function readMoved(uri: string, options: MaildirOptions): Promise<Buffer | null> {
  const folder = dirname(pathOf(uri));
  for (const place of places) {
    const names = await readdir(join(folder, place)).catch(() => []);
    const name = names.find((candidate) => uriOf(join(folder, withoutFlags(candidate))) === uri);
    if (name !== undefined) return await read(join(folder, place, name), uri, options);
  }
  return null;
}

/** Null where there is no such file. */
async function read(file: string, uri: string, options: MaildirOptions): Promise<Buffer | null> {
  try {
    checkMessageSize(uri, (await stat(file)).size, options);
    return await readFile(file);
  } catch (error) {
    if (AtelierError.is(error)) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(file, error);
  }
}

/** The mailboxes that there are now; those that come later are found by the next sync. */
function watchMaildir(path: string, watching: WatchOptions): () => Promise<void> {
  const stops: Promise<(() => Promise<void>)[]> = readdir(path, { withFileTypes: true, recursive: true })
    .then((entries) => entries.filter((entry) => entry.isDirectory() && places.includes(entry.name)))
    .then((folders) => folders.map((folder) => watchFolder(join(folder.parentPath, folder.name), watching)))
    .catch((error: unknown) => {
      watching.problem(error);
      return [];
    });
  return async () => void (await Promise.all((await stops).map((stop) => stop())));
}

function noMaildir(path: string): AtelierError {
  return new AtelierError({
    code: 'source_missing',
    message: `${path} is no Maildir: it has neither a folder "cur" nor a folder "new".`,
    hint: 'Name the folder that holds them. Nothing was removed from the index.',
  });
}

function unreadable(path: string, cause: unknown): AtelierError {
  return new AtelierError({
    code: 'permission_denied',
    message: `${path} may not be read by this user (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
    hint: 'Change its permissions, or leave it out.',
    cause,
  });
}
