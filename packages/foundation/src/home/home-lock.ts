import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AtelierError } from '../errors/atelier-error.ts';

/**
 * One writing process a home. The lock is an open exclusive transaction of an otherwise empty SQLite file: the
 * operating system lets go of it when the process ends, however it ends, so no stale lock is ever left to explain.
 * `owner.json` beside it says who holds it; it means nothing unless the lock is held.
 */
export interface HomeOwner {
  pid: number;
  /** What the owner is doing, as a person would say it: `atelier up`. */
  command: string;
  /** Where the owner serves HTTP, when it does. */
  url?: string;
  since: string;
}

export interface HomeLock {
  /** Adds what other processes should know, such as the address served. */
  announce(url: string): void;
  release(): void;
}

/** A connection that nothing refers to is closed by the garbage collector, and its lock would go with it. */
const held = new Set<Sqlite.Database>();

/** Takes the lock, or returns null when another process holds it. */
export function tryLockHome(home: string, command: string): HomeLock | null {
  const lock = new Sqlite(join(home, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  held.add(lock);
  const owner: HomeOwner = { pid: process.pid, command, since: new Date().toISOString() };
  const file = ownerFile(home);
  const write = (content: HomeOwner) => writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  write(owner);
  return {
    announce: (url) => write({ ...owner, url }),
    release: () => {
      rmSync(file, { force: true });
      lock.close();
      held.delete(lock);
    },
  };
}

/** Who holds the home, as far as it said so. */
export function readHomeOwner(home: string): HomeOwner | null {
  try {
    return JSON.parse(readFileSync(ownerFile(home), 'utf8')) as HomeOwner;
  } catch {
    return null;
  }
}

/** The error for a process that needed the lock and did not get it. */
export function homeInUse(home: string): AtelierError {
  const owner = readHomeOwner(home);
  const who = owner === null ? 'another process' : `"${owner.command}" (process ${owner.pid}, since ${owner.since})`;
  return new AtelierError({
    code: 'home_in_use',
    message: `The home ${home} is in use by ${who}.`,
    hint: 'Wait until it has finished, stop it, or choose another home with --home. Nothing was changed.',
    details: { home, ...(owner === null ? {} : { owner }) },
  });
}

const ownerFile = (home: string): string => join(home, 'owner.json');
