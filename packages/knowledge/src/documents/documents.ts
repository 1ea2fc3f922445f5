import { sql, type Kysely, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { AtelierError } from '@atelier/foundation';
import { blocksFromJson } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Block } from '../read/read-document.ts';
import type { Reader } from './access.ts';
import { forgetAnswers, forgetFailures } from './forget.ts';
import { readText } from './version-text.ts';

type Database = Kysely<KnowledgeSchema>;

export interface DocumentSummary {
  document: string;
  title: string;
  uri: string;
  source: string;
  version: number;
  /** Length of the extracted text in UTF-16 code units. */
  characters: number;
  pages: number | null;
  /** ISO 8601. */
  indexed_at: string;
}

export interface DocumentContent extends DocumentSummary {
  version_id: string;
  text: string;
  blocks: Block[];
}

/** The documents that a reader may see, by uri. */
export async function listDocuments(
  database: Database,
  reader: Reader,
  page: { limit?: number; offset?: number } = {},
): Promise<{ documents: DocumentSummary[]; total: number }> {
  const visible = visibleDocuments(database, reader);
  const rows = await visible
    .select(summaryColumns)
    .orderBy('documents.uri')
    .limit(page.limit ?? -1)
    .offset(page.offset ?? 0)
    .execute();
  const { total } = await visible.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { documents: rows.map(toSummary), total };
}

/**
 * One document with its text and layout: its present version, or the one named (an answer names the versions it read).
 *
 * @throws AtelierError `document_not_found`, also where the reader may not see it: existence is not given away.
 */
export async function showDocument(
  database: Database,
  reader: Reader,
  idOrUri: string,
  versionId?: string,
): Promise<DocumentContent> {
  const row = await findVersion(database, reader, idOrUri, versionId);
  const chunks = await database
    .selectFrom('chunks')
    .select('blocks')
    .where('version_id', '=', row.version_id)
    .orderBy('ordinal')
    .execute();
  return {
    ...toSummary(row),
    version_id: row.version_id,
    text: await readText(database, row.version_id),
    blocks: chunks.flatMap((chunk) => blocksFromJson(chunk.blocks)),
  };
}

/**
 * A document's present version, or the one named.
 * @throws AtelierError `document_not_found`
 */
export async function findVersion(database: Database, reader: Reader, idOrUri: string, versionId?: string) {
  const row = await visibleDocuments(database, reader, versionId)
    .select([...summaryColumns, 'versions.id as version_id', 'versions.content_hash', 'versions.format'])
    .where((where) => where.or([where('documents.id', '=', idOrUri), where('documents.uri', '=', idOrUri)]))
    .executeTakeFirst();
  if (row === undefined) throw documentNotFound(idOrUri);
  return row;
}

/**
 * Removes a document with all its versions, text and chunks and with the files inside it, and marks it for the index, in
 * one transaction. Search checks every hit against the database, so it is gone from every door when this returns.
 */
export async function removeDocument(database: Database, idOrUri: string): Promise<{ document: string }> {
  return await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('documents')
      .select(['id', 'uri'])
      .where((where) => where.or([where('id', '=', idOrUri), where('uri', '=', idOrUri)]))
      .executeTakeFirst();
    if (row === undefined) throw documentNotFound(idOrUri);
    // The same file may have come in by two sources; removed is removed.
    const same = await transaction.selectFrom('documents').select('id').where('uri', '=', row.uri).execute();
    const ids = same.map((document) => document.id);
    // An attachment would go on naming the mail that it came with.
    const inside = await transaction
      .selectFrom('files')
      .select('document_id')
      .where('container', '=', row.uri)
      .execute();
    const gone = [...ids, ...inside.flatMap(({ document_id: id }) => (id === null ? [] : [id]))];
    // A sync leaves it out from now on.
    await transaction
      .updateTable('files')
      .set({ error: null, removed: 1 })
      .where((where) => where.or([where('document_id', 'in', ids), where('container', '=', row.uri)]))
      .execute();
    await deleteDocuments(transaction, gone);
    return { document: row.id };
  });
}

/** Deletes documents inside a transaction; what hangs on them goes by cascade, and so does what quotes or names them. */
export async function deleteDocuments(transaction: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetAnswers(transaction, ids);
  await forgetFailures(transaction, ids);
  await transaction.deleteFrom('documents').where('id', 'in', ids).execute();
  await transaction
    .insertInto('outbox')
    .values(ids.map((id) => ({ document_id: id })))
    .execute();
}

/**
 * Joins documents to a version, the present one or that of the reader's moment, as far as the reader's access lists reach.
 * Every door goes through this.
 */
export function visibleDocuments(database: Database, reader: Reader, versionId?: string) {
  const { asOf } = reader;
  const joined = database.selectFrom('documents').innerJoin('versions', (join) => {
    if (versionId === undefined && asOf === undefined)
      return join.onRef('versions.id', '=', 'documents.current_version');
    const versions = join.onRef('versions.document_id', '=', 'documents.id');
    return versionId === undefined ? versions : versions.on('versions.id', '=', versionId);
  });
  return restrictTo(reader, asOf === undefined ? joined : joined.where(wasPresent(asOf)));
}

/** The newest version that there was at a moment. */
function wasPresent(moment: number) {
  return sql<SqlBool>`versions.indexed_at <= ${moment} and not exists (
    select 1 from versions as later where later.document_id = documents.id
      and later.number > versions.number and later.indexed_at <= ${moment})`;
}

function restrictTo<Output>(
  { principals }: Reader,
  query: SelectQueryBuilder<KnowledgeSchema, 'documents' | 'versions', Output>,
) {
  if (principals === 'owner') return query;
  return query.where((expression) =>
    expression.exists(
      expression
        .selectFrom('document_access')
        .select('document_access.document_id')
        .whereRef('document_access.document_id', '=', 'documents.id')
        .where('document_access.principal', 'in', principals),
    ),
  );
}

const summaryColumns = [
  'documents.id',
  'documents.uri',
  'documents.source_id',
  'versions.title',
  'versions.number',
  'versions.characters',
  'versions.pages',
  'versions.indexed_at',
] as const;

function toSummary(row: {
  id: string;
  uri: string;
  source_id: string;
  title: string;
  number: number;
  characters: number;
  pages: number | null;
  indexed_at: number;
}): DocumentSummary {
  return {
    document: row.id,
    title: row.title,
    uri: row.uri,
    source: row.source_id,
    version: row.number,
    characters: row.characters,
    pages: row.pages,
    indexed_at: new Date(row.indexed_at).toISOString(),
  };
}

export function documentNotFound(idOrUri: string): AtelierError {
  return new AtelierError({
    code: 'document_not_found',
    message: `There is no document "${idOrUri}".`,
    hint: '`atelier documents list` shows what is indexed.',
  });
}
