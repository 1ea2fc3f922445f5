import { AtelierError } from '@atelier/foundation';
import { refused, unreachable, wrong, wrongQuery } from './sql-failure.ts';

/** What SQLite or the file system says. */
export function sqliteError(error: unknown, path: string): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AtelierError({
      code: 'source_missing',
      message: `There is no file ${path} now.`,
      hint: 'Is its disk mounted? Nothing was removed from the index.',
      cause: error,
    });
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return wrong(
      `${path} is not a SQLite database, or a damaged one.`,
      'Check it with: sqlite3 file "pragma quick_check".',
      error,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || /^SQLITE_(?:CANTOPEN|READONLY|AUTH|PERM)/.test(code)) {
    return refused(
      path,
      error,
      'Let this process read the file and its folder; one in WAL mode also wants its -shm file.',
    );
  }
  if (/^SQLITE_(?:BUSY|LOCKED|IOERR|PROTOCOL)/.test(code)) {
    return unreachable(path, error, 'Another program is writing, or its disk is failing. The next sync tries again.');
  }
  return wrongQuery(path, error);
}
