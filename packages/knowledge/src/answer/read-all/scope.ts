import { sql, type Kysely } from 'kysely';
import type { ErrorShape } from '@atelier/foundation';
import type { KnowledgeSchema } from '../../database/schema.ts';
import type { Reader } from '../../documents/access.ts';
import { visibleDocuments } from '../../documents/documents.ts';
import { checkFilter, type Filter } from '../../search/filter.ts';
import { filterSql } from '../../search/filter-sql.ts';
import type { UnreadableFile } from './receipt.ts';

type Database = Kysely<KnowledgeSchema>;

export interface Scope {
  reader: Reader;
  filter?: Filter | undefined;
}

export interface ScopedDocument {
  document: string;
  version: string;
  title: string;
  uri: string;
  date: string | null;
  passages: number;
}

/**
 * The present version of every document that the reader may see and that fits, by uri.
 * @throws AtelierError `filter_invalid`
 */
export async function documentsInScope(database: Database, { reader, filter }: Scope): Promise<ScopedDocument[]> {
  if (filter !== undefined) checkFilter(filter);
  const visible = visibleDocuments(database, reader);
  return await (filter === undefined ? visible : visible.where(filterSql(filter)))
    .select(({ selectFrom, fn }) => [
      'documents.id as document',
      'versions.id as version',
      'versions.title',
      'documents.uri',
      'versions.date',
      selectFrom('chunks')
        .select(fn.countAll<number>().as('count'))
        .whereRef('chunks.version_id', '=', 'versions.id')
        .$asScalar()
        .$notNull()
        .as('passages'),
    ])
    .orderBy('documents.uri')
    .execute();
}

/** So many unreadable files are named. */
const mostNamed = 20;

/**
 * The files that could not be read when their source was last looked at, of sources whose documents this reader may see.
 * Of such a file its source, path and type are known, the rest is not: where a filter asks for more, it may fit, and counts.
 * They are named to the owner only: which access list such a file would have had is not known.
 */
export async function unreadableFiles(
  database: Database,
  { reader: { principals }, filter }: Scope,
): Promise<{ files: number; first: UnreadableFile[] }> {
  const isVisible =
    principals === 'owner'
      ? sql`1`
      : sql`exists (select 1 from sources, json_each(sources.access) as access
          where sources.id = documents.source_id and access.value in (${sql.join(principals)}))`;
  // Dressed as documents without a version, for the filter.
  const { rows } = await sql<{ uri: string; error: string }>`
    select documents.uri, documents.error
    from (select coalesce(document_id, '') as id, source_id, uri, error from files
          where error is not null and removed = 0) as documents,
         (select '' as format, null as title, null as date, null as metadata, null as indexed_at) as versions
    where ${isVisible} and ${filter === undefined ? sql`1` : sql`coalesce(${filterSql(filter)}, 1)`}
    order by documents.uri`.execute(database);
  const first = rows.slice(0, principals === 'owner' ? mostNamed : 0).map(({ uri, error }) => {
    const { code, message } = JSON.parse(error) as ErrorShape;
    return { uri, code, message };
  });
  return { files: rows.length, first };
}
