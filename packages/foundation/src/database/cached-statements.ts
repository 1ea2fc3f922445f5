import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements that are kept prepared; those with long lists of values differ each time and are not worth a place. */
const keptStatements = 200;
const longestKept = 2000;

/**
 * A connection that prepares each statement once. Kysely asks for the same few hundred again and again, and preparing
 * them costs as much as running them.
 */
export function withCachedStatements(sqlite: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement>();
  return {
    close: () => {
      kept.clear();
      sqlite.close();
    },
    prepare(sql) {
      if (sql.length > longestKept) return sqlite.prepare(sql);
      const present = kept.get(sql);
      kept.delete(sql);
      // One that is being stepped through cannot be run by somebody else meanwhile.
      const statement = present === undefined || present.busy ? sqlite.prepare(sql) : present;
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}
