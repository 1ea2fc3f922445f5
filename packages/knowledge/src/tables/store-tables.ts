import type { Kysely } from 'kysely';
import { newId } from '@atelier/foundation';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { ReadDocument } from '../read/read-document.ts';
import type { TableCell } from './document-table.ts';
import { tablesOf } from './tables-of.ts';

/** SQLite takes a bounded number of values in one statement, and memory holds so many rows at once. */
const rowsAtOnce = 500;

/** Writes the tables of a version inside the transaction that writes the version. */
export async function storeTables(
  transaction: Kysely<KnowledgeSchema>,
  { documentId, versionId, document }: { documentId: string; versionId: string; document: ReadDocument },
): Promise<void> {
  for (const table of tablesOf(document)) {
    const { ordinal, name, page, start, end, columns, rowCount, rows } = table;
    const id = newId('tbl');
    const place = { ordinal, name, page, start, end };
    await transaction
      .insertInto('tables')
      .values({
        id,
        document_id: documentId,
        version_id: versionId,
        ...place,
        columns: JSON.stringify(columns),
        rows: rowCount,
      })
      .execute();
    let row = 0;
    for (const piece of inPieces(rows)) {
      const values = piece.map(({ page: rowPage, isTotal, cells }) => ({
        table_id: id,
        row: ++row,
        page: rowPage,
        is_total: isTotal ? 1 : 0,
        cells: cellsToJson(cells),
      }));
      await transaction.insertInto('table_rows').values(values).execute();
    }
  }
}

const cellsToJson = (cells: readonly TableCell[]): string =>
  JSON.stringify(
    cells.map(({ value, start, end, ref }) => (ref === undefined ? [value, start, end] : [value, start, end, ref])),
  );

function* inPieces<Item>(items: Iterable<Item>): Generator<Item[]> {
  let piece: Item[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length === rowsAtOnce) {
      yield piece;
      piece = [];
    }
  }
  if (piece.length > 0) yield piece;
}
