import type { Kysely } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { AtelierError } from '@atelier/foundation';
import type { KnowledgeSchema } from '../../database/schema.ts';
import { visibleDocuments } from '../../documents/documents.ts';
import { rowsOf } from '../../index/indexer.ts';
import type { Filter } from '../filter.ts';
import { filterSql } from '../filter-sql.ts';
import type { ReaderAsOf } from './reader-as-of.ts';

type Database = Kysely<KnowledgeSchema>;

/** A passage of a version that is no longer the present one, as an index would hold it. */
export interface OlderPassage {
  chunk: number;
  terms: readonly string[];
  /** What its vector is made of. */
  said: string;
}

/** So many are read for one search; a core analyses some 3,000 of them a second. */
export const mostOlderPassages = 20_000;
/** Passages that are analysed before others get a turn. */
const atOnce = 200;

/**
 * The passages of all versions that a reader sees at a moment and that have been replaced since: no index holds them, so
 * they are read and analysed one by one.
 *
 * @throws AtelierError `as_of_too_far` where they are too many
 */
export async function olderPassages(
  database: Database,
  reader: ReaderAsOf,
  filter: Filter | undefined,
): Promise<OlderPassage[]> {
  const versions = await olderVersions(database, reader, filter);
  const count = versions.reduce((sum, version) => sum + version.chunks, 0);
  if (count > mostOlderPassages) throw tooFar(reader.asOf, count);
  const passages: OlderPassage[] = [];
  let last = 0;
  for (const version of versions) {
    for (const { chunk, terms, said } of await rowsOf(database, version)) passages.push({ chunk, terms, said });
    if (passages.length - last < atOnce) continue;
    last = passages.length;
    await setImmediate();
  }
  return passages;
}

async function olderVersions(database: Database, reader: ReaderAsOf, filter: Filter | undefined) {
  const changedSince = database.selectFrom('versions').select('document_id').where('indexed_at', '>', reader.asOf);
  const seen = visibleDocuments(database, reader)
    .where('documents.id', 'in', changedSince)
    .whereRef('versions.id', '!=', 'documents.current_version');
  return await (filter === undefined ? seen : seen.where(filterSql(filter)))
    .select(['documents.id as document', 'versions.id as version', 'versions.title'])
    .select(({ selectFrom }) =>
      selectFrom('chunks')
        .select(({ fn }) => fn.countAll<number>().as('chunks'))
        .whereRef('chunks.version_id', '=', 'versions.id')
        .$asScalar()
        .as('chunks'),
    )
    .$narrowType<{ chunks: number }>()
    .execute();
}

function tooFar(moment: number, count: number): AtelierError {
  return new AtelierError({
    code: 'as_of_too_far',
    message:
      `${count} passages that there were at ${new Date(moment).toISOString()} have changed since; ` +
      `at most ${mostOlderPassages} are searched.`,
    hint: 'Keep to fewer documents by a filter, or go back less far.',
  });
}
