import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { KnowledgeSchema } from '../../database/schema.ts';
import { readPlaces } from '../../tables/read-places.ts';
import { fold } from '../../text/fold.ts';
import type { FoundTable } from './find-tables.ts';
import { gridOf, type Grid } from './grid.ts';
import type { TableQuestion } from './table-question.ts';

/** Of a longer table only those rows are read that hold most words of the question. */
const mostRows = 400;
/** Letters of a word that are looked for, so that its other endings are found too. */
const beginning = 6;

/** Reads a table that `findTables` found for this reader. */
export async function loadGrid(
  database: Kysely<KnowledgeSchema>,
  table: FoundTable,
  question: TableQuestion,
): Promise<Grid> {
  const isPart = table.rows > mostRows;
  const order = isPart ? sql`${wordsHeld(question)} desc, row` : sql`row`;
  const { rows } = await sql<{ row: number; page: number | null; is_total: number; cells: string }>`
    select row, page, is_total, cells from table_rows where table_id = ${table.id} order by ${order} limit ${mostRows}
  `.execute(database);
  const stored = rows
    .toSorted((a, b) => a.row - b.row)
    .map(({ page, is_total, cells }) => ({
      page,
      isTotal: is_total === 1,
      cells: (JSON.parse(cells) as StoredCell[]).map(([value, start, end]) => ({ value, text: '', start, end })),
    }));
  const cells = stored.flatMap((row) => row.cells);
  const texts = await readPlaces(database, table.version, cells);
  for (const [index, cell] of cells.entries()) cell.text = texts[index] ?? '';
  return gridOf(table.columns, stored, isPart);
}

type StoredCell = [value: unknown, start: number, end: number];

/** How many words of the question a row holds. SQLite only knows the small letters of A to Z. */
function wordsHeld({ terms, text }: TableQuestion): RawBuilder<unknown> {
  const words = terms.map(({ start, end }) => text.slice(start, end).toLowerCase());
  const held = words
    .filter((word) => word.length > 2 && fold(word) === word)
    .map((word) => sql`(instr(lower(cells), ${word.slice(0, beginning)}) > 0)`);
  return held.length === 0 ? sql`0` : sql.join(held, sql` + `);
}
