import { createHash } from 'node:crypto';
import { DocumentBuilder } from '../../read/document-builder.ts';
import type { Source } from '../source.ts';
import { explain } from './explain.ts';
import { checkCount, type ReadOptions } from './read-options.ts';
import { columnsOf, hashOfRow, picker, resolve, selectFrom, stampColumns, type Selection } from './selection.ts';
import type { SqlColumn, SqlDialect, SqlRow, SqlSession } from './sql-client.ts';

/** Text of all rows; the same bound as for files. */
const maxCharacters = 20_000_000;

/** All rows are one document: a table whose cells have types. */
export function tableSource(options: ReadOptions): Source {
  const { client, wanted, nameOf, placeOf } = options;

  async function* rowsOf(session: SqlSession, selection: Selection, select: string): AsyncIterable<SqlRow> {
    let count = 0;
    for await (const row of session.rows(select)) {
      checkCount(++count, selection, options);
      yield row;
    }
  }

  return {
    async *list(signal) {
      await using session = await client.connect(signal);
      const selection = await resolve(session, client.dialect, wanted);
      const hashes: string[] = [];
      const select = selectFrom(selection, stampColumns(selection), client.dialect);
      for await (const row of rowsOf(session, selection, select)) hashes.push(hashOfRow(selection, row));
      yield { uri: placeOf(selection), stamp: hashOfAll(selection, hashes) };
    },
    async open({ uri }, signal) {
      await using session = await client.connect(signal);
      const selection = await resolve(session, client.dialect, wanted);
      const { select, columns } = inOrder(selection, client.dialect);
      const valueOf = picker(columns);
      const builder = new DocumentBuilder({ maxCharacters });
      builder.title = nameOf(selection);
      builder.heading(1, nameOf(selection));
      builder.tableHeader(selection.text.map(({ name }) => name));
      const hashes: string[] = [];
      let bytes = 0;
      try {
        for await (const row of rowsOf(session, selection, select)) {
          const cells = selection.text.map((column) => valueOf(row, column) ?? '');
          builder.tableRow(cells);
          const read = columnsOf(selection).map((column) => valueOf(row, column));
          bytes += read.reduce((sum, value) => sum + Buffer.byteLength(value?.text ?? ''), 0);
          hashes.push(hashOfRow(selection, read));
        }
        const document = builder.build('table');
        const read = () => Promise.resolve({ document, members: [] });
        return { contentHash: hashOfAll(selection, hashes), bytes, read };
      } catch (error) {
        return explain(uri, error);
      }
    },
  };
}

/** By key, else as the query has them: one in parentheses may come in any order. */
function inOrder(selection: Selection, dialect: SqlDialect): { select: string; columns: SqlColumn[] } {
  const { key, query } = selection;
  if (key.length === 0 && query !== null) return { select: query, columns: selection.columns };
  const columns = columnsOf(selection);
  const order = key.length === 0 ? '' : ` ORDER BY ${key.map(({ name }) => dialect.quote(name)).join(', ')}`;
  return { select: selectFrom(selection, columns, dialect) + order, columns };
}

/** Rows that the database gives in another order are the same rows. */
function hashOfAll({ shape }: Selection, hashes: readonly string[]): string {
  const hash = createHash('sha256').update(shape);
  for (const row of hashes.toSorted()) hash.update(row);
  return hash.digest('hex');
}
