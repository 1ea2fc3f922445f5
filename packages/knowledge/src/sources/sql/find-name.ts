import { nearest } from '@atelier/foundation';
import type { SqlColumn, SqlTable } from './sql-client.ts';
import { wrong } from './sql-failure.ts';

const shown = 30;

/**
 * The table that somebody named, with or without its schema. Only names that the database itself gives go into SQL.
 * @throws AtelierError `source_invalid`
 */
export function findTable(tables: readonly SqlTable[], wanted: string): SqlTable {
  const name = withoutQuotes(wanted);
  const named = tables.flatMap((table) => {
    const full = { table, name: `${table.schema}.${table.name}` };
    return table.isNear ? [{ table, name: table.name }, full] : [full];
  });
  const found = findIn(named, name);
  if (found !== undefined) return found.table;
  const labels = tables.map(({ label }) => label);
  throw wrong(
    `There is no table "${wanted}" here that may be read.`,
    whatThereIs('Tables', name, { labels, names: named.map((each) => each.name) }),
  );
}

/** @throws AtelierError `source_invalid` */
export function findColumn(columns: readonly SqlColumn[], wanted: string, setting: string): SqlColumn {
  const found = findIn(columns, wanted);
  if (found !== undefined) return found;
  const names = columns.map(({ name }) => name);
  throw wrong(
    `There is no column "${wanted}", which the setting ${setting} names.`,
    whatThereIs('Columns', wanted, { labels: names, names }),
  );
}

/** Databases differ in whether case counts: a name that is the only one but for case is meant. */
function findIn<Named extends { name: string }>(candidates: readonly Named[], wanted: string): Named | undefined {
  const exact = candidates.find(({ name }) => name === wanted);
  if (exact !== undefined) return exact;
  const similar = candidates.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return similar.length === 1 ? similar[0] : undefined;
}

const withoutQuotes = (name: string): string => name.replace(/(^|\.)(["`])(.*?)\2(?=\.|$)/g, '$1$3');

function whatThereIs(what: string, wanted: string, { labels, names }: { labels: string[]; names: string[] }): string {
  if (labels.length === 0) return `${what}: none.`;
  const near = nearest(wanted, names);
  const more = labels.length > shown ? `, and ${labels.length - shown} more` : '';
  const list = `${what}: ${labels.slice(0, shown).join(', ')}${more}.`;
  return near === undefined ? list : `Did you mean ${near}? ${list}`;
}
