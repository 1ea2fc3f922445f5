import type { Excludes } from '../source-kind.ts';
import type { Selection, Wanted } from './selection.ts';
import type { SqlClient } from './sql-client.ts';
import { wrong } from './sql-failure.ts';

/** What is read of a database, and how. */
export interface ReadOptions {
  client: SqlClient;
  wanted: Wanted;
  /** More rows than this are refused. */
  limit: number;
  /** What the rows are called: the table, or the name that somebody gave the query. */
  nameOf: (selection: Selection) => string;
  /** Begins the uris of what is read. */
  placeOf: (selection: Selection) => string;
  excludes: Excludes;
}

/** @throws AtelierError `source_invalid` */
export function checkCount(count: number, selection: Selection, { limit, nameOf }: ReadOptions): void {
  if (count <= limit) return;
  throw wrong(
    `${nameOf(selection)} has more than ${limit.toLocaleString('en')} rows.`,
    'Raise the setting limit, or choose what is to be read with a query. Nothing was removed from the index.',
  );
}
