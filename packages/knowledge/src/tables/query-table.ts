import type { Kysely } from 'kysely';
import { AtelierError } from '@atelier/foundation';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { visibleDocuments } from '../documents/documents.ts';
import type { CellValue, Column } from './document-table.ts';
import { cellsSql, countSql, groupsSql, rowsSql, type FoundCell, type FoundGroup } from './query-sql.ts';
import { readPlaces, type Place } from './read-places.ts';
import { checkQuery, type CheckedQuery, type ColumnPlace, type TableQuery } from './table-query.ts';

type Database = Kysely<KnowledgeSchema>;

/** A cell with its place: `text` is exactly the slice from `start` to `end` of the text of that version. */
export interface PlacedCell {
  value: CellValue;
  text: string;
  start: number;
  end: number;
  /** Its name in its file, such as "Prices!B7". */
  ref?: string;
}

export interface CitedCell extends PlacedCell {
  column: string;
  row: number;
  page: number | null;
}

export interface TableResult {
  document: string;
  version: string;
  title: string;
  uri: string;
  table: string;
  /** What stands above the table; the title of the document where nothing does. */
  name: string;
  columns: Column[];
  /** How many rows the conditions hold for, without those left out. */
  matched: number;
  /** How many more rows there are that sum up others: no result counts them in. */
  totals_left_out: number;
  /** Where rows are asked for: those found, with a cell for each column. */
  rows: { row: number; page: number | null; is_total: boolean; cells: PlacedCell[] }[];
  /** Where an aggregate is asked for: one result, or one for each group. */
  results: TableValue[];
}

export interface TableValue {
  /** Value of the column that groups; null also where nothing groups. */
  group: CellValue;
  /** Null where no cell went into it. */
  value: CellValue;
  unit: string | null;
  /** How many cells (or rows, for a `count` without a column) went into it. */
  count: number;
  /** The first of them in the order of the table; for `min` and `max` those that hold the value. */
  cells: CitedCell[];
}

/** Cells that are named as the sources of one result, and of each group where there are several. */
const citedCells = 100;
const citedCellsOfGroup = 20;

/**
 * Answers a query from one table, and says which cells the answer comes from.
 *
 * @throws AtelierError `table_not_found`, also where the reader may not see its document, or the table belongs to a
 * version other than the present or named one; `table_query_invalid`
 */
export async function queryTable(database: Database, reader: Reader, query: TableQuery): Promise<TableResult> {
  // In one transaction, so that the values and their places are of the same moment.
  return await database.transaction().execute(async (transaction) => {
    const table = await findTable(transaction, reader, query);
    const columns = JSON.parse(table.columns) as Column[];
    const checked = checkQuery(query, columns);
    const { matched, totals } = await one(countSql(query.table, checked).execute(transaction));
    const left = checked.summary === null ? 0 : totals;
    const { document, version, title, uri, name } = table;
    return {
      document,
      version,
      title,
      uri,
      table: query.table,
      name: name ?? title,
      columns,
      matched: matched - left,
      totals_left_out: left,
      rows: checked.summary === null ? await findRows(transaction, version, query.table, checked) : [],
      results: checked.summary === null ? [] : await findResults(transaction, version, query.table, checked, columns),
    };
  });
}

async function findTable(database: Database, reader: Reader, { table: id, version }: TableQuery) {
  const table = await visibleDocuments(database, reader, version)
    .innerJoin('tables', 'tables.version_id', 'versions.id')
    .select(['documents.id as document', 'versions.id as version', 'versions.title', 'documents.uri'])
    .select(['tables.name', 'tables.columns'])
    .where('tables.id', '=', id)
    .executeTakeFirst();
  if (table !== undefined) return table;
  throw new AtelierError({
    code: 'table_not_found',
    message: `There is no table "${id}".`,
    hint: 'A document that changed has new tables: `atelier documents tables <document>` lists them.',
  });
}

async function findRows(
  database: Database,
  version: string,
  table: string,
  query: CheckedQuery,
): Promise<TableResult['rows']> {
  const { rows } = await rowsSql(table, query).execute(database);
  const parsed = rows.map(({ row, page, is_total, cells }) => ({
    row,
    page,
    is_total: is_total === 1,
    cells: (JSON.parse(cells) as StoredCell[]).map(toCell),
  }));
  const cells = parsed.flatMap((row) => row.cells);
  await addTexts(database, version, cells);
  return parsed;
}

async function findResults(
  database: Database,
  version: string,
  table: string,
  query: CheckedQuery,
  columns: readonly Column[],
): Promise<TableValue[]> {
  const { summary, groupBy } = query;
  if (summary === null) return [];
  const { rows: groups } = await groupsSql(table, query, summary).execute(database);
  const cited = summary.column ?? groupBy ?? firstColumn(columns);
  const most = groupBy === null ? citedCells : citedCellsOfGroup;
  const { rows: found } = await cellsSql(table, query, { cited, groups, most }).execute(database);
  const cells = found.map((cell) => toCitedCell(cell, cited));
  await addTexts(database, version, cells);
  const byGroup = Map.groupBy(found.keys(), (index) => found[index]?.key ?? null);
  const unit = summary.aggregate === 'count' ? null : (summary.column?.unit ?? null);
  return groups.map(({ key, value, count }) => ({
    group: groupBy?.type === 'boolean' && key !== null ? key === 1 : key,
    value: resultOf(value),
    unit,
    count,
    cells: (byGroup.get(key) ?? []).flatMap((index) => cells[index] ?? []),
  }));
}

/** Sums of decimals carry noise in the last digits of a double: 0.1 + 0.2 is 0.3 to fifteen. */
const resultOf = (value: FoundGroup['value']): CellValue =>
  typeof value === 'number' ? Number(value.toPrecision(15)) : value;

const firstColumn = ([first]: readonly Column[]): ColumnPlace => ({ name: '', type: 'text', ...first, index: 0 });

type StoredCell = [value: CellValue, start: number, end: number, ref?: string];

const toCell = ([value, start, end, ref]: StoredCell): PlacedCell => ({
  value,
  text: '',
  start,
  end,
  ...(ref === undefined ? {} : { ref }),
});

const toCitedCell = ({ row, page, cell }: FoundCell, { name }: ColumnPlace): CitedCell => ({
  column: name,
  row,
  page,
  ...toCell(JSON.parse(cell) as StoredCell),
});

async function addTexts(database: Database, version: string, cells: (Place & { text: string })[]): Promise<void> {
  const texts = await readPlaces(database, version, cells);
  for (const [index, cell] of cells.entries()) cell.text = texts[index] ?? '';
}

async function one<Row>(result: Promise<{ rows: Row[] }>): Promise<Row> {
  const [row] = (await result).rows;
  if (row === undefined) throw new Error('the database gave no row');
  return row;
}
