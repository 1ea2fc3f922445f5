import type { Kysely } from 'kysely';
import { chunkerRevision } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import { readerRevision } from '../ingest/known-files.ts';
import type { RanOn } from './question-runs.ts';

type Database = Kysely<KnowledgeSchema>;

/** A document's present version, and when it came. */
export interface PresentVersion {
  document: string;
  uri: string;
  version: string;
  /** 1, 2, 3 within the document. */
  number: number;
  /** Milliseconds since 1970. */
  indexedAt: number;
}

/** What answers stand on, as far as it is knowledge's: revisions, and how much there is. */
export async function libraryState(database: Database): Promise<RanOn> {
  const { documents } = await database
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll<number>().as('documents'))
    .executeTakeFirstOrThrow();
  const { newest } = await database
    .selectFrom('versions')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  return { readers: readerRevision, chunker: chunkerRevision, documents, newest_version: newest ?? '' };
}

/** The present versions of the documents named by id or uri; what is gone is left out. */
export async function presentVersions(database: Database, idsOrUris: readonly string[]): Promise<PresentVersion[]> {
  if (idsOrUris.length === 0) return [];
  return await present(database)
    .where((where) => where.or([where('documents.id', 'in', idsOrUris), where('documents.uri', 'in', idsOrUris)]))
    .execute();
}

/** Documents that came or changed at or after a time, the newest first. */
export async function versionsSince(database: Database, time: number, limit: number): Promise<PresentVersion[]> {
  return await present(database)
    .where('versions.indexed_at', '>=', time)
    .orderBy('versions.id', 'desc')
    .limit(limit)
    .execute();
}

function present(database: Database) {
  return database
    .selectFrom('documents')
    .innerJoin('versions', 'versions.id', 'documents.current_version')
    .select(['documents.id as document', 'documents.uri', 'versions.id as version', 'versions.number'])
    .select('versions.indexed_at as indexedAt');
}
