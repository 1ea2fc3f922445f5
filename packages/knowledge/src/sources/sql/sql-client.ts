/** A database that is only read. The drivers are behind this, each in a file of its own, loaded when it is needed. */
export interface SqlClient {
  dialect: SqlDialect;
  /**
   * Connects and begins a read-only transaction, in which everything is seen as it was at one moment.
   * @param signal ends the connection, whatever it is doing; what was waited for then throws
   * @throws AtelierError `source_unreachable`, `source_refused`, `source_missing`, `source_invalid`, and so do the
   *   functions of the session
   */
  connect(signal: AbortSignal): Promise<SqlSession>;
}

export interface SqlSession extends AsyncDisposable {
  /** The tables and views that may be read. */
  tables(): Promise<SqlTable[]>;
  /** The columns of a table's primary key; empty where it has none. */
  primaryKey(table: SqlTable): Promise<string[]>;
  /** The columns that a SELECT gives, without its rows. */
  columns(select: string): Promise<SqlColumn[]>;
  /** The rows of a SELECT, few of them in memory at a time. One SELECT runs at a time. */
  rows(select: string, parameters?: readonly unknown[]): AsyncIterable<SqlRow>;
}

/** How a database writes what is not the same everywhere. */
export interface SqlDialect {
  /** The name of a table or column, whatever characters it has. */
  quote(name: string): string;
  /**
   * The values that the text of a key may stand for, as SQL expressions.
   * @param parameters takes what stands in them as a parameter
   */
  keyForms(column: SqlColumn, text: string, parameters: unknown[]): string[];
}

export interface SqlTable {
  schema: string;
  name: string;
  /** Whether the schema may be left out. */
  isNear: boolean;
  /** As it is shown: `public.orders`. */
  label: string;
}

export interface SqlColumn {
  name: string;
  /** Binary data and what only serves a search inside the database are no text; they are left out of documents. */
  kind: 'number' | 'text' | 'binary' | 'search';
}

/** Null for NULL. */
export type SqlRow = (SqlValue | null)[];

/**
 * A value as text that is the same in every listing, and from which the database finds the row again where it is a key.
 * Binary data is in hexadecimal digits.
 */
export interface SqlValue {
  text: string;
  /** Where it is a number that JavaScript holds exactly, a truth value, or a date (ISO). */
  value?: number | string | boolean;
}

/** Where a database server is and who reads it. */
export interface SqlAccount {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: 'verify' | 'encrypt' | 'none';
  /** A file with the certificates of the authorities that vouch for the server, PEM; null: those of this machine. */
  ca: string | null;
  /** After which a query is ended, in seconds. */
  timeoutSeconds: number;
  /** The database in messages, without secrets. */
  place: string;
}
