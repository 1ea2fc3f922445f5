import { stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { binaryValue, floatValue, numberValue } from './sql-value.ts';
import type { SqlClient, SqlColumn, SqlDialect, SqlSession, SqlTable, SqlValue } from './sql-client.ts';
import { sqliteError } from './sqlite-failure.ts';

/** How long it waits for a program that writes just now, in milliseconds. */
const busyMilliseconds = 15_000;
/** Rows after which other work of this process has its turn: SQLite runs in it. */
const rowsAtOnce = 500;

const dialect: SqlDialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  // Columns take values of any type, and 1 is not '1' where a column is not declared as either.
  keyForms(_column, text, parameters) {
    const forms: unknown[] = [text];
    if (/^-?\d{1,19}$/.test(text)) forms.push(BigInt.asIntN(64, BigInt(text)));
    else if (Number.isFinite(Number(text)) && text.trim() !== '') forms.push(Number(text));
    if (/^(?:[\da-f]{2})+$/.test(text)) forms.push(Buffer.from(text, 'hex'));
    parameters.push(...forms);
    return forms.map(() => '?');
  },
};

/** A database in a file, which is neither made nor changed. */
export function sqliteClient(path: string): SqlClient {
  return { dialect, connect: (signal) => connect(path, signal) };
}

async function connect(path: string, signal: AbortSignal): Promise<SqlSession> {
  signal.throwIfAborted();
  const told = <Result>(ask: () => Result): Result => {
    try {
      return ask();
    } catch (error) {
      throw sqliteError(error, path);
    }
  };
  await stat(path).catch((error: unknown) => {
    throw sqliteError(error, path);
  });
  const { default: Sqlite } = await import('better-sqlite3');
  const database = told(() => new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyMilliseconds }));
  try {
    told(() => begin(database));
  } catch (error) {
    database.close();
    throw error;
  }
  const all = (sql: string, ...values: unknown[]) =>
    told(
      () =>
        database
          .prepare(sql)
          .raw(true)
          .all(...values) as string[][],
    );
  return {
    tables: () =>
      Promise.resolve(
        all(tablesSql).map(([schema = '', name = '']): SqlTable => {
          return { schema, name, isNear: true, label: name };
        }),
      ),
    primaryKey: ({ name }) => Promise.resolve(all(keySql, name).map(([column = '']) => column)),
    columns: (select) => Promise.resolve(told(() => database.prepare(select).columns().map(columnOf))),
    async *rows(select, parameters = []) {
      const statement = told(() => database.prepare(select).raw(true));
      const rows = told(() => statement.iterate(...parameters)) as IterableIterator<SqliteValue[]>;
      try {
        for (let count = 1; ; count++) {
          const { done, value } = told(() => rows.next());
          if (done) return;
          yield value.map(valueOf);
          if (count % rowsAtOnce === 0) await breathe();
          signal.throwIfAborted();
        }
      } finally {
        rows.return?.();
      }
    },
    async [Symbol.asyncDispose]() {
      database.close();
    },
  };
}

type SqliteValue = bigint | number | string | Buffer | null;

const tablesSql = `SELECT schema, name FROM pragma_table_list
  WHERE type IN ('table', 'view', 'virtual') AND schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;
const keySql = 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk';

function begin(database: Database.Database): void {
  database.pragma('query_only = 1');
  // A view of a file from elsewhere calls no function that does more than compute.
  database.pragma('trusted_schema = 0');
  database.defaultSafeIntegers(true);
  database.exec('BEGIN');
  // The first look fixes what is seen from now on, and tells whether it is a database at all.
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

const columnOf = ({ name, type }: Database.ColumnDefinition): SqlColumn => ({
  name,
  kind: /blob/i.test(type ?? '') ? 'binary' : 'text',
});

function valueOf(value: SqliteValue): SqlValue | null {
  if (typeof value === 'bigint') return numberValue(String(value));
  if (typeof value === 'number') return floatValue(String(value));
  if (Buffer.isBuffer(value)) return binaryValue(value);
  return value === null ? null : { text: value };
}
