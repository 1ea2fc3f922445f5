import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { documentNotFound, visibleDocuments } from '../documents/documents.ts';
import type { Column } from './document-table.ts';

/** A stored table, without its rows. */
export interface TableSummary {
  table: string;
  /** 1, 2, 3 within the document. */
  ordinal: number;
  /** What stands above it; the title of the document where nothing does. */
  name: string;
  page: number | null;
  /** Range in the text of that version, UTF-16 code units. */
  start: number;
  end: number;
  columns: Column[];
  /** How many rows of data it has. */
  rows: number;
}

export interface DocumentTables {
  document: string;
  version: string;
  title: string;
  uri: string;
  tables: TableSummary[];
}

/**
 * The tables of a document's present version, or of the one named.
 *
 * @throws AtelierError `document_not_found`, also where the reader may not see it
 */
export async function listTables(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  idOrUri: string,
  versionId?: string,
): Promise<DocumentTables> {
  const document = await visibleDocuments(database, reader, versionId)
    .select(['documents.id as document', 'versions.id as version', 'versions.title', 'documents.uri'])
    .where((where) => where.or([where('documents.id', '=', idOrUri), where('documents.uri', '=', idOrUri)]))
    .executeTakeFirst();
  if (document === undefined) throw documentNotFound(idOrUri);
  const rows = await database
    .selectFrom('tables')
    .select(['id', 'ordinal', 'name', 'page', 'start', 'end', 'columns', 'rows'])
    .where('version_id', '=', document.version)
    .orderBy('ordinal')
    .execute();
  const tables = rows.map(({ id, ordinal, name, columns, ...rest }) => ({
    table: id,
    ordinal,
    name: name ?? document.title,
    ...rest,
    columns: JSON.parse(columns) as Column[],
  }));
  return { ...document, tables };
}
