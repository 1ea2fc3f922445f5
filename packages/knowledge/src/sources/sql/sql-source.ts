import type { Source } from '../source.ts';
import type { Excludes } from '../source-kind.ts';
import { rowSource } from './row-source.ts';
import type { Selection, Wanted } from './selection.ts';
import type { SqlClient } from './sql-client.ts';
import { wrong } from './sql-failure.ts';
import { tableSource } from './table-source.ts';

export interface SqlSourceOptions {
  client: SqlClient;
  /** Of the source: `postgres://host:5432/db`, or with a name at its end: `postgres://host:5432/db/orders`. */
  uri: string;
  /** The name at the end of the uri. With a query it only names what that gives; else it is the table. */
  name: string | null;
  /** What stands between the uri of a database and the name of a table in it. */
  nameMark: '/' | '#';
  settings: Wanted & { as?: 'documents' | 'table' | undefined; limit?: number | undefined };
  excludes: Excludes;
}

/** @throws AtelierError `source_invalid` where the settings do not go together */
export function sqlSource({ client, uri, name, nameMark, settings, excludes }: SqlSourceOptions): Source {
  const { as: wantedAs, limit, ...given } = settings;
  const table = given.query === undefined ? (given.table ?? name ?? undefined) : given.table;
  if ((table === undefined) === (given.query === undefined)) throw tableOrQuery(table === undefined);
  const as = wantedAs ?? (given.query !== undefined && given.key === undefined ? 'table' : 'documents');
  const nameOf = ({ label }: Selection): string => label ?? name ?? 'query';
  const options = {
    client,
    wanted: { ...given, table },
    limit: limit ?? (as === 'table' ? 100_000 : 1_000_000),
    nameOf,
    placeOf: (selection: Selection): string =>
      name === null ? `${uri}${nameMark}${encodeURIComponent(nameOf(selection))}` : uri,
    excludes,
  };
  if (as === 'documents') return rowSource(options);
  if (given.title === undefined) return tableSource(options);
  throw wrong(
    'The setting title is for documents; a table has the name of the table.',
    'Leave it out, or set as=documents.',
  );
}

function tableOrQuery(isNeither: boolean): Error {
  return wrong(
    isNeither ? 'Neither a table nor a query is named.' : 'Both a table and a query are named.',
    'Name a table at the end of the address (.../database/orders) or in the setting table, or set a query.',
  );
}
