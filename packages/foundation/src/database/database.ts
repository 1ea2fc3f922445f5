import Sqlite from 'better-sqlite3';
import {
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDialectConfig,
} from 'kysely';
import { withCachedStatements } from './cached-statements.ts';

/** A database with the tables of `Schema`. */
export type Database<Schema> = Kysely<Schema>;

/**
 * The embedded database. WAL with `synchronous=FULL`: a commit that returned survives a power cut. `secure_delete`
 * overwrites what is deleted with zeros, so that a removed document cannot be read out of the file afterwards.
 */
export function openSqlite<Schema>(file: string, options: { readonly?: boolean } = {}): Database<Schema> {
  const sqlite = new Sqlite(file, { readonly: options.readonly ?? false, timeout: 10_000 });
  if (!options.readonly) {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('secure_delete = ON');
  }
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('temp_store = MEMORY');
  sqlite.pragma('cache_size = -32768'); // KiB
  return new Kysely<Schema>({ dialect: new Dialect({ database: withCachedStatements(sqlite) }) });
}

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }

  override createDriver(): SqliteDriver {
    return new Driver(this.#config);
  }
}

/**
 * On a full disk SQLite rolls back by itself. The rollback that Kysely then asks for fails, and its error would hide the
 * one that says what happened.
 */
class Driver extends SqliteDriver {
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!/no transaction is active/.test(String(error))) throw error;
    }
  }
}

/** Migrations run in one transaction: a process that is killed in the middle of one leaves no half of the tables. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
