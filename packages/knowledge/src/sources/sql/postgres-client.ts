import type { Client, QueryArrayResult } from 'pg';
import { postgresError } from './postgres-failure.ts';
import { kindOfType, postgresValue, type PostgresType } from './postgres-values.ts';
import type { SqlAccount, SqlClient, SqlColumn, SqlDialect, SqlRow, SqlSession, SqlTable } from './sql-client.ts';
import { tlsOptions } from './tls-options.ts';

const connectMilliseconds = 15_000;
const firstRows = 100;
const mostRows = 5000;
/** About as much text as is fetched at once, in characters. */
const fetchCharacters = 4_000_000;

const dialect: SqlDialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  keyForms: ({ kind }, text, parameters) => [`$${parameters.push(kind === 'binary' ? `\\x${text}` : text)}`],
};

/** PostgreSQL, and what speaks like it. */
export function postgresClient(account: SqlAccount): SqlClient {
  return { dialect, connect: (signal) => connect(account, signal) };
}

async function connect(account: SqlAccount, signal: AbortSignal): Promise<SqlSession> {
  signal.throwIfAborted();
  const { Client } = await import('pg');
  const client = new Client({
    host: account.host,
    port: account.port,
    user: account.user,
    database: account.database,
    // A function: a password that is left out would be looked for in the environment of this process.
    password: () => account.password,
    ssl: (await tlsOptions(account)) ?? false,
    connectionTimeoutMillis: connectMilliseconds,
    keepAlive: true,
    application_name: 'atelier',
    types: { getTypeParser: () => (text: string) => text },
  });
  // What breaks while nothing is asked is told by the next question.
  client.on('error', () => undefined);
  const session = new PostgresSession(client, account, signal);
  try {
    await session.begin();
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
  return session;
}

class PostgresSession implements SqlSession {
  readonly #client: Client;
  readonly #account: SqlAccount;
  readonly #signal: AbortSignal;
  readonly #types = new Map<number, PostgresType>();
  #cursors = 0;

  constructor(client: Client, account: SqlAccount, signal: AbortSignal) {
    this.#client = client;
    this.#account = account;
    this.#signal = signal;
    signal.addEventListener('abort', this.#cutOff, { once: true });
  }

  readonly #cutOff = (): void => void this.#client.connection.stream.destroy();

  async begin(): Promise<void> {
    await this.#told(() => this.#client.connect());
    // SET LOCAL ends with the transaction: a pooler may give the connection to somebody else after it.
    for (const statement of [
      'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
      `SET LOCAL statement_timeout = ${this.#account.timeoutSeconds * 1000}`,
      "SET LOCAL timezone = 'UTC'",
      "SET LOCAL datestyle = 'ISO, YMD'",
      "SET LOCAL intervalstyle = 'postgres'",
      "SET LOCAL bytea_output = 'hex'",
      "SET LOCAL lc_monetary = 'C'",
      'SET LOCAL extra_float_digits = 1',
    ]) {
      await this.#query(statement);
    }
  }

  async tables(): Promise<SqlTable[]> {
    const { rows } = await this.#query(
      `SELECT n.nspname, c.relname, pg_table_is_visible(c.oid)
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
         AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
       ORDER BY 1, 2`,
    );
    return rows.map(([schema = '', name = '', visible]) => {
      return { schema, name, isNear: visible === 't', label: `${schema}.${name}` };
    });
  }

  async primaryKey({ schema, name }: SqlTable): Promise<string[]> {
    const { rows } = await this.#query(
      `SELECT a.attname
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
         unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
         JOIN pg_attribute a ON a.attnum = k.attnum
       WHERE i.indisprimary AND a.attrelid = c.oid AND n.nspname = $1 AND c.relname = $2
       ORDER BY k.place`,
      [schema, name],
    );
    return rows.map(([column = '']) => column);
  }

  async columns(select: string): Promise<SqlColumn[]> {
    const { fields } = await this.#query(select);
    const types = await this.#typesOf(fields.map(({ dataTypeID }) => dataTypeID));
    return fields.map(({ name }, place) => ({ name, kind: kindOfType(types[place]!) }));
  }

  async *rows(select: string, parameters: readonly unknown[] = []): AsyncIterable<SqlRow> {
    const cursor = `atelier_${++this.#cursors}`;
    await this.#query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${select}`, parameters);
    let size = firstRows;
    for (;;) {
      const { rows, fields } = await this.#query(`FETCH FORWARD ${size} FROM ${cursor}`);
      const types = await this.#typesOf(fields.map(({ dataTypeID }) => dataTypeID));
      let characters = 0;
      for (const row of rows) {
        for (const text of row) characters += text?.length ?? 0;
        yield row.map((text, place) => (text === null ? null : postgresValue(types[place]!, text)));
      }
      if (rows.length < size) break;
      size = Math.min(mostRows, Math.max(1, Math.floor((fetchCharacters * rows.length) / Math.max(1, characters))));
    }
    await this.#query(`CLOSE ${cursor}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener('abort', this.#cutOff);
    // Nothing was written: the transaction ends with the connection.
    await this.#client.end().catch(() => undefined);
  }

  async #typesOf(ids: readonly number[]): Promise<PostgresType[]> {
    const unknown = [...new Set(ids)].filter((id) => !this.#types.has(id));
    if (unknown.length > 0) {
      const { rows } = await this.#query(
        `SELECT oid, typname, typcategory FROM pg_type WHERE oid IN (${unknown.join(', ')})`,
      );
      for (const [id, name = '', category = ''] of rows) this.#types.set(Number(id), { name, category });
    }
    return ids.map((id) => this.#types.get(id) ?? { name: 'unknown', category: 'X' });
  }

  async #query(text: string, values: readonly unknown[] = []): Promise<QueryArrayResult<string[]>> {
    // In the extended protocol there is never more than one statement.
    const query = { text, values: [...values], rowMode: 'array' as const, queryMode: 'extended' };
    return await this.#told(() => this.#client.query<string[]>(query));
  }

  async #told<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      this.#signal.throwIfAborted();
      throw postgresError(error, this.#account);
    }
  }
}
