import type { SqlColumn, SqlRow } from './sql-client.ts';
import { picker, type Selection } from './selection.ts';
import { wrong } from './sql-failure.ts';

/** Gives the key of rows that have `columns`. */
export function keyReader({ key }: Selection, columns: readonly SqlColumn[]): (row: SqlRow) => string[] {
  const valueOf = picker(columns);
  return (row) =>
    key.map((column) => {
      const value = valueOf(row, column);
      if (value !== null) return value.text;
      throw wrong(
        `The key column "${column.name}" is NULL in a row, which then has nothing to be known by.`,
        'Name other columns in the setting key, or leave such rows out with a query.',
      );
    });
}

/**
 * `postgres://host:5432/db/public.orders#key=7`, or `sqlite:/path/file.db#orders/key=7` where the place has a fragment
 * itself. The parts of a key of several columns are parted by commas.
 */
export function rowUri(place: string, key: readonly string[]): string {
  const parts = key.map((part) => encodeURIComponent(part.toWellFormed()));
  return `${place}${place.includes('#') ? '/' : '#'}key=${parts.join(',')}`;
}

/** The inverse of `rowUri`. */
export function keyOfUri(uri: string): string[] {
  const [, key = ''] = /^.*[#/]key=(.*)$/s.exec(uri) ?? [];
  return key.split(',').map(decodeURIComponent);
}
