import { onTestFinished } from 'vitest';
import { createReaderPool } from '../../read/reader-pool.ts';
import type { ReadDocument } from '../../read/read-document.ts';
import type { Secrets, SourceKind } from '../source-kind.ts';
import type { Source, SourceItem } from '../source.ts';
import type { SqlClient } from './sql-client.ts';

interface Given {
  settings?: object;
  secrets?: Secrets;
  /** Leaves out rows by the text of their key. */
  excludes?: (key: string) => boolean;
}

const { signal } = new AbortController();

/** Opens a database as a source, as if its location had been given to the program. */
export async function openSql<Settings>(kind: SourceKind<Settings>, location: string, given: Given = {}) {
  const { settings = {}, secrets, excludes = () => false } = given;
  const { uri, secrets: found } = await kind.identify(location);
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const parsed = kind.settings.parse(settings);
  const context = { uri, settings: parsed, secrets: { ...found, ...secrets }, readers, excludes, cache: '' };
  return looking(kind.open(context));
}

/** A source with ways to look at what it gives. */
export function looking(source: Source) {
  const list = (known: ReadonlyMap<string, string> = new Map()) => Array.fromAsync(source.list(signal, known));
  const read = async (item: SourceItem): Promise<ReadDocument> => {
    const { document } = await (await source.open(item, signal)).read();
    if (document === null) throw new Error(`${item.uri} is no document`);
    return document;
  };
  return { source, list, read, documents: async () => Promise.all((await list()).map(read)) };
}

/** A client that tells what it was asked for since `reset`. */
export function counting(inner: SqlClient) {
  const counts = { connections: 0, selects: [] as string[], rows: 0 };
  const client: SqlClient = {
    dialect: inner.dialect,
    async connect(signal) {
      counts.connections += 1;
      const session = await inner.connect(signal);
      return {
        tables: () => session.tables(),
        primaryKey: (table) => session.primaryKey(table),
        columns: (select) => session.columns(select),
        async *rows(select, parameters) {
          counts.selects.push(select);
          for await (const row of session.rows(select, parameters)) {
            counts.rows += 1;
            yield row;
          }
        },
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  };
  return { client, counts, reset: () => Object.assign(counts, { connections: 0, selects: [], rows: 0 }) };
}

/** What a promise fails with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: string; hint?: string }> {
  return await promise.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
}
