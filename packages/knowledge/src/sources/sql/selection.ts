import { createHash } from 'node:crypto';
import type { SqlColumn, SqlDialect, SqlRow, SqlSession } from './sql-client.ts';
import { findColumn, findTable } from './find-name.ts';
import { wrong } from './sql-failure.ts';

/** What is to be read of a database. */
export interface Wanted {
  table?: string | undefined;
  query?: string | undefined;
  key?: string[] | undefined;
  title?: string | undefined;
  text?: string[] | undefined;
  changed?: string | undefined;
}

/** The same, held against what the database has. */
export interface Selection {
  /** What follows FROM: a table, or a query in parentheses. */
  from: string;
  /** The table as it is shown; null for a query. */
  label: string | null;
  /** The query by itself; null for a table. */
  query: string | null;
  /** All that there are. */
  columns: SqlColumn[];
  /** Empty where nothing tells rows apart. */
  key: SqlColumn[];
  title: SqlColumn | null;
  text: SqlColumn[];
  changed: SqlColumn | null;
  /** Changes when rows are to be read in another way: other columns, other settings. */
  shape: string;
}

/** Raise when rows are written as text in another way. */
const revision = 1;

/** @throws AtelierError `source_invalid` where the settings name what is not there */
export async function resolve(session: SqlSession, dialect: SqlDialect, wanted: Wanted): Promise<Selection> {
  const table = wanted.table === undefined ? null : findTable(await session.tables(), wanted.table);
  const from =
    table === null
      ? `(\n${wanted.query}\n) AS ${dialect.quote('rows')}`
      : `${dialect.quote(table.schema)}.${dialect.quote(table.name)}`;
  const columns = await session.columns(`SELECT * FROM ${from} LIMIT 0`);
  refuseNamesakes(columns);
  const keyNames = wanted.key ?? (table === null ? [] : await session.primaryKey(table));
  const readable = columns.filter(({ kind }) => kind !== 'binary' && kind !== 'search');
  const readableColumn = (name: string, setting: string): SqlColumn => {
    const column = findColumn(columns, name, setting);
    if (column.kind !== 'binary') return column;
    throw wrong(
      `The column "${column.name}", which the setting ${setting} names, holds binary data.`,
      `Columns with text: ${readable.map(({ name }) => name).join(', ')}.`,
    );
  };
  const selection = {
    from,
    key: keyNames.map((name) => findColumn(columns, name, 'key')),
    title: wanted.title === undefined ? null : readableColumn(wanted.title, 'title'),
    text: wanted.text?.map((name) => readableColumn(name, 'text')) ?? readable,
    changed: wanted.changed === undefined ? null : findColumn(columns, wanted.changed, 'changed'),
  };
  const shape = createHash('sha256')
    .update(JSON.stringify([revision, selection]))
    .digest('hex')
    .slice(0, 12);
  return { ...selection, label: table?.label ?? null, query: wanted.query ?? null, columns, shape };
}

/** All columns of a row that count for its document, each once. */
export function columnsOf({ key, title, text, changed }: Selection): SqlColumn[] {
  return distinct([...key, ...(title === null ? [] : [title]), ...text, ...(changed === null ? [] : [changed])]);
}

/** What tells whether a row changed: where no column does, all that is read of it. */
export const stampColumns = (selection: Selection): SqlColumn[] =>
  selection.changed === null ? columnsOf(selection) : distinct([...selection.key, selection.changed]);

const distinct = (columns: readonly SqlColumn[]): SqlColumn[] => [
  ...new Map(columns.map((column) => [column.name, column])).values(),
];

export const selectFrom = ({ from }: Selection, columns: readonly SqlColumn[], dialect: SqlDialect): string =>
  `SELECT ${columns.map(({ name }) => dialect.quote(name)).join(', ')} FROM ${from}`;

/** Finds the values of columns in rows that have `columns`. */
export function picker(columns: readonly SqlColumn[]): (row: SqlRow, column: SqlColumn) => SqlRow[number] {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  return (row, { name }) => row[places.get(name) ?? -1] ?? null;
}

/** SHA-256 of a row as it is read, hex. */
export function hashOfRow({ shape }: Selection, row: SqlRow): string {
  const texts = row.map((value) => value?.text ?? null);
  return createHash('sha256')
    .update(JSON.stringify([shape, texts]))
    .digest('hex');
}

function refuseNamesakes(columns: readonly SqlColumn[]): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice === undefined) return;
  throw wrong(`The query gives two columns of the name "${twice}".`, 'Give one another name with AS.');
}
