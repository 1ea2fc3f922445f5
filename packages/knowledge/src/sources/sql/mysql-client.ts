import { AtelierError } from '@atelier/foundation';
import type { Connection } from 'mysql2';
import { mysqlError } from './mysql-failure.ts';
import { kindOfField, mysqlValue, type MysqlField } from './mysql-values.ts';
import type { SqlAccount, SqlClient, SqlColumn, SqlDialect, SqlRow, SqlSession, SqlTable } from './sql-client.ts';
import { tlsOptions } from './tls-options.ts';

const connectMilliseconds = 15_000;
/** Rows that may wait in memory. */
const rowsAhead = 100;

const dialect: SqlDialect = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  // Numbers as numbers: compared with text, they would be rounded to doubles.
  keyForms({ kind }, text) {
    if (kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return [text];
    if (kind === 'binary') return [`X'${text.replace(/[^\da-f]/g, '')}'`];
    return [textLiteral(text.replace(/^(\d{4}-\d\d-\d\d .*)Z$/, '$1'))];
  },
};

/** Text whose characters can end no literal: the driver's own parameters would also be seen in the words of a query. */
const textLiteral = (text: string): string => `_utf8mb4 X'${Buffer.from(text).toString('hex')}'`;

/** MySQL and MariaDB. */
export function mysqlClient(account: SqlAccount): SqlClient {
  return { dialect, connect: (signal) => connect(account, signal) };
}

async function connect(account: SqlAccount, signal: AbortSignal): Promise<SqlSession> {
  signal.throwIfAborted();
  const tls = await tlsOptions(account);
  const { createConnection } = await import('mysql2');
  const connection = createConnection({
    host: account.host,
    port: account.port,
    user: account.user,
    database: account.database,
    password: account.password,
    ...(tls === null ? {} : { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized } }),
    connectTimeout: connectMilliseconds,
    charset: 'utf8mb4',
    // The server must not be able to ask for files of this machine, nor for the password as plain text.
    flags: ['-LOCAL_FILES'],
    enableCleartextPlugin: false,
    disableEval: true,
  });
  const session = new MysqlSession(connection, account, signal);
  try {
    await session.begin();
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
  return session;
}

class MysqlSession implements SqlSession {
  readonly #connection: Connection;
  readonly #account: SqlAccount;
  readonly #signal: AbortSignal;
  /** Fails with the connection: the driver tells neither streams of that, nor anybody who waits when it is cut off. */
  readonly #broken: Promise<never>;
  #isOpen = false;
  #cutOff = (): void => undefined;

  constructor(connection: Connection, account: SqlAccount, signal: AbortSignal) {
    this.#connection = connection;
    this.#account = account;
    this.#signal = signal;
    this.#broken = new Promise((_resolve, reject) => {
      connection.on('error', (error) => reject(this.#told(error)));
      this.#cutOff = () => {
        connection.destroy();
        reject(signal.reason as Error);
      };
    });
    this.#broken.catch(() => undefined);
    signal.addEventListener('abort', this.#cutOff, { once: true });
  }

  async begin(): Promise<void> {
    const { timeoutSeconds } = this.#account;
    const [[version = ''] = []] = await this.#texts('SELECT VERSION()');
    const timeout = version.includes('MariaDB')
      ? `max_statement_time = ${timeoutSeconds}`
      : `max_execution_time = ${timeoutSeconds * 1000}`;
    for (const statement of [
      `SET SESSION sql_mode = '', time_zone = '+00:00', net_write_timeout = ${timeoutSeconds}, ${timeout}`,
      'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ',
      'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
    ]) {
      await this.#ask(statement);
    }
    this.#isOpen = true;
  }

  async tables(): Promise<SqlTable[]> {
    const rows = await this.#texts(
      `SELECT table_schema, table_name, table_schema = DATABASE() FROM information_schema.tables
       WHERE table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema') ORDER BY 1, 2`,
    );
    return rows.map(([schema = '', name = '', isNear]) => {
      return { schema, name, isNear: isNear === '1', label: isNear === '1' ? name : `${schema}.${name}` };
    });
  }

  async primaryKey({ schema, name }: SqlTable): Promise<string[]> {
    const rows = await this.#texts(
      `SELECT column_name FROM information_schema.key_column_usage
       WHERE constraint_name = 'PRIMARY' AND table_schema = ${textLiteral(schema)} AND table_name = ${textLiteral(name)}
       ORDER BY ordinal_position`,
    );
    return rows.map(([column = '']) => column);
  }

  async columns(select: string): Promise<SqlColumn[]> {
    const { fields } = await this.#ask(select);
    return fields.map((field) => ({ name: field.name, kind: kindOfField(field) }));
  }

  async *rows(select: string): AsyncIterable<SqlRow> {
    let fields: MysqlField[] = [];
    const stream = this.#connection
      .query({ sql: select, rowsAsArray: true, typeCast: false })
      .stream({ highWaterMark: rowsAhead })
      .on('fields', (found: MysqlField[]) => void (fields = found));
    // Until all rows are there, the connection can only be cut off.
    this.#isOpen = false;
    this.#broken.catch((error: Error) => stream.destroy(error));
    try {
      for await (const row of stream as AsyncIterable<(Buffer | null)[]>) {
        yield row.map((bytes, place) => (bytes === null ? null : mysqlValue(fields[place]!, bytes)));
      }
      this.#isOpen = true;
    } catch (error) {
      throw this.#told(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener('abort', this.#cutOff);
    if (this.#isOpen) await new Promise((resolve) => this.#connection.end(resolve));
    this.#connection.destroy();
  }

  async #texts(select: string): Promise<string[][]> {
    const { rows } = await this.#ask(select);
    return rows.map((row) => row.map((bytes) => bytes?.toString('utf8') ?? ''));
  }

  async #ask(sql: string): Promise<{ rows: (Buffer | null)[][]; fields: MysqlField[] }> {
    const answer = new Promise<{ rows: (Buffer | null)[][]; fields: MysqlField[] }>((resolve, reject) => {
      this.#connection.query({ sql, rowsAsArray: true, typeCast: false }, (error, rows, fields) => {
        if (error !== null) reject(this.#told(error));
        else resolve({ rows: rows as unknown as (Buffer | null)[][], fields });
      });
    });
    return await Promise.race([answer, this.#broken]);
  }

  /** What is to be thrown for an error of the driver. */
  #told(error: unknown): Error {
    if (AtelierError.is(error)) return error;
    return (this.#signal.aborted ? this.#signal.reason : mysqlError(error, this.#account)) as Error;
  }
}
