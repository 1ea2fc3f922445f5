import { AtelierError, type ErrorShape } from './atelier-error.ts';

/**
 * What the operating system and SQLite say when a machine has an ordinary bad day, in a person's words. They surface
 * from many places (a write of the database, of the index, of a log), so they are explained once, here.
 */
const systemErrors: Record<string, Omit<ErrorShape, 'details'>> = {
  ENOSPC: {
    code: 'disk_full',
    message: 'The disk is full.',
    hint: 'Free some space, or move the home to another disk with --home. What was finished before is kept.',
  },
  EDQUOT: {
    code: 'disk_full',
    message: 'The disk quota is used up.',
    hint: 'Free some space, or move the home to another disk with --home. What was finished before is kept.',
  },
  SQLITE_FULL: {
    code: 'disk_full',
    message: 'The disk is full: the database could not grow.',
    hint: 'Free some space, or move the home to another disk with --home. What was finished before is kept.',
  },
  SQLITE_CORRUPT: {
    code: 'database_damaged',
    message: 'The database file is damaged.',
    hint: 'Restore the home from a backup, or index the documents again in a new home (--home).',
  },
  SQLITE_NOTADB: {
    code: 'database_damaged',
    message: 'The database file is not a SQLite database.',
    hint: 'Restore the home from a backup, or index the documents again in a new home (--home).',
  },
  SQLITE_READONLY: {
    code: 'home_not_writable',
    message: 'The database cannot be written.',
    hint: 'Check the permissions of the home folder, or choose another with --home.',
  },
  SQLITE_CANTOPEN: {
    code: 'home_not_writable',
    message: 'The database file cannot be opened.',
    hint: 'Check the permissions of the home folder, or choose another with --home.',
  },
  EROFS: {
    code: 'home_not_writable',
    message: 'The file system is read-only.',
    hint: 'Choose a home on a writable disk with --home.',
  },
  EACCES: {
    code: 'permission_denied',
    message: 'The operating system refused access.',
    hint: 'Check the permissions of the file or folder named in the cause.',
  },
  EMFILE: {
    code: 'too_many_files',
    message: 'The process may not open more files.',
    hint: 'Raise the limit (ulimit -n 4096) and try again.',
  },
};

/** Turns anything that was thrown into a shape that may be shown; what nobody foresaw becomes `internal`. */
export function errorShape(thrown: unknown): ErrorShape {
  if (AtelierError.is(thrown)) return thrown.toJSON();
  const original = thrown instanceof Error ? thrown.message : String(thrown);
  const known = systemErrors[systemCode(thrown, original)];
  if (known !== undefined) return { ...known, message: `${known.message} (${original})`, details: { cause: original } };
  return { code: 'internal', message: original };
}

/** The `code` of a Node or SQLite error (extended SQLite codes cut to their base), else a code named in the message. */
function systemCode(thrown: unknown, message: string): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
  const base = /^SQLITE_[A-Z]+/.exec(code)?.[0];
  if (base !== undefined) return base;
  // LanceDB reports the operating system's error only as text.
  if (/no space left on device|os error 28\b/i.test(message)) return 'ENOSPC';
  return code;
}
