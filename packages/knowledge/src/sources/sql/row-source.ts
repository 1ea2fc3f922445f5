import { AtelierError } from '@atelier/foundation';
import type { OpenItem, Source } from '../source.ts';
import { explain } from './explain.ts';
import { fetchRows } from './fetch-rows.ts';
import { checkCount, type ReadOptions } from './read-options.ts';
import { rowBatches } from './row-batches.ts';
import { rowDocument } from './row-document.ts';
import { keyReader, rowUri } from './row-key.ts';
import { columnsOf, hashOfRow, picker, resolve, selectFrom, stampColumns, type Selection } from './selection.ts';
import type { SqlColumn, SqlRow, SqlSession } from './sql-client.ts';
import { wrong } from './sql-failure.ts';

/** Every row is a document. With a column `changed` only the keys are listed, and rows that changed fetched after. */
export function rowSource(options: ReadOptions): Source {
  const { client, wanted, nameOf, placeOf } = options;
  const { dialect } = client;
  const batches = rowBatches();
  let selected: Selection | null = null;

  const select = async (session: SqlSession): Promise<Selection> => {
    const selection = await resolve(session, dialect, wanted);
    if (selection.key.length === 0) throw withoutKey(nameOf(selection));
    selected = selection;
    return selection;
  };

  return {
    async *list(signal, known) {
      batches.clear();
      await using session = await client.connect(signal);
      const selection = await select(session);
      const columns = stampColumns(selection);
      const keyOf = keyReader(selection, columns);
      const stampOf = stampReader(selection, columns);
      const seen = new Set<string>();
      for await (const row of session.rows(selectFrom(selection, columns, dialect))) {
        signal.throwIfAborted();
        const key = keyOf(row);
        const item = { uri: rowUri(placeOf(selection), key), stamp: stampOf(row) };
        if (seen.has(item.uri)) throw keyTwice(selection, key);
        checkCount(seen.add(item.uri).size, selection, options);
        if (options.excludes(key.join('/'))) continue;
        if (known.get(item.uri) !== item.stamp) batches.expect(item.uri);
        yield item;
      }
    },
    async open({ uri }, signal) {
      const row = await batches.take(uri, async (uris) => {
        await using session = await client.connect(signal);
        const selection = selected ?? (await select(session));
        return await fetchRows(session, { selection, dialect, place: placeOf(selection), uris });
      });
      if (row === undefined || selected === null) throw rowGone(uri);
      return openRow(uri, selected, row, nameOf(selected));
    },
  };
}

function openRow(uri: string, selection: Selection, row: SqlRow, name: string): OpenItem {
  const key = keyReader(selection, columnsOf(selection))(row);
  const bytes = row.reduce((sum, value) => sum + Buffer.byteLength(value?.text ?? ''), 0);
  const read = () => ({ document: rowDocument(selection, row, { name, key }), members: [] });
  return {
    contentHash: hashOfRow(selection, row),
    bytes,
    read: () => Promise.try(read).catch((error: unknown) => explain(uri, error)),
  };
}

function stampReader(selection: Selection, columns: readonly SqlColumn[]): (row: SqlRow) => string {
  const { changed, shape } = selection;
  if (changed === null) return (row) => hashOfRow(selection, row);
  const valueOf = picker(columns);
  return (row) => `${shape}:${valueOf(row, changed)?.text ?? ''}`;
}

function withoutKey(name: string): AtelierError {
  return wrong(
    `${name} has no primary key, so nothing tells its rows apart.`,
    'Name the columns that do in the setting key, or read all rows as one document with as=table.',
  );
}

function keyTwice({ key }: Selection, values: readonly string[]): AtelierError {
  const names = key.map(({ name }) => name).join(', ');
  return wrong(
    `Two rows have the same key: ${values.join(', ')} (${names}).`,
    'Name columns in the setting key that together are different in every row.',
  );
}

function rowGone(uri: string): AtelierError {
  return new AtelierError({
    code: 'file_missing',
    message: `${uri} is no longer there.`,
    hint: 'The row was deleted meanwhile; the next sync will tell.',
  });
}
