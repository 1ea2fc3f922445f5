import type { SqlDialect, SqlRow, SqlSession } from './sql-client.ts';
import { keyOfUri, keyReader, rowUri } from './row-key.ts';
import { columnsOf, selectFrom, type Selection } from './selection.ts';

/** Fetches rows by their uris, in one query. Those that are no longer there are not in what it gives. */
export async function fetchRows(
  session: SqlSession,
  {
    selection,
    dialect,
    place,
    uris,
  }: { selection: Selection; dialect: SqlDialect; place: string; uris: readonly string[] },
): Promise<Map<string, SqlRow>> {
  const parameters: unknown[] = [];
  const conditions = uris.map((uri) => {
    const key = keyOfUri(uri);
    const parts = selection.key.map((column, place) => {
      const forms = dialect.keyForms(column, key[place] ?? '', parameters);
      return `${dialect.quote(column.name)} IN (${forms.join(', ')})`;
    });
    return `(${parts.join(' AND ')})`;
  });
  const columns = columnsOf(selection);
  const sql = `${selectFrom(selection, columns, dialect)} WHERE ${conditions.join(' OR ')}`;
  const keyOf = keyReader(selection, columns);
  const wanted = new Set(uris);
  const rows = new Map<string, SqlRow>();
  for await (const row of session.rows(sql, parameters)) {
    // A database that takes "a" and "A" for equal gives both.
    const uri = rowUri(place, keyOf(row));
    if (wanted.has(uri)) rows.set(uri, row);
  }
  return rows;
}
