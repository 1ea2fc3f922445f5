import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { visibleDocuments } from '../documents/documents.ts';
import { readChunkTexts } from '../documents/version-text.ts';
import type { IndexHit } from '../index/search-index.ts';
import { terms as termsOf } from '../text/analyze.ts';
import type { Filter } from './filter.ts';
import { filterSql } from './filter-sql.ts';
import type { Hit } from './hit.ts';
import { findPhrase } from './phrases.ts';
import type { Query } from './query.ts';
import { isOneWord, type QueryTerms } from './query-terms.ts';

interface Check {
  reader: Reader;
  limit: number;
  filter?: Filter | undefined;
  perDocument?: number | undefined;
  /** Its phrases and what it excludes are looked for in the text itself: the index has no order of words. */
  query?: Query;
  terms?: QueryTerms;
}

/** The candidates that the database has as they were indexed, and that the reader may see and asked for; best first. */
export async function checkedHits(
  database: Kysely<KnowledgeSchema>,
  candidates: readonly IndexHit[],
  check: Check,
): Promise<Hit[]> {
  if (candidates.length === 0) return [];
  const rows = await chunkRows(database, check)
    .where(
      'chunks.id',
      'in',
      candidates.map((candidate) => candidate.chunk),
    )
    .execute();
  const byChunk = new Map(rows.map((row) => [row.id, row]));
  const texts = await readChunkTexts(
    database,
    rows.map((row) => row.id),
  );
  const hits: Hit[] = [];
  const ofDocument = new Map<string, number>();
  for (const { chunk, score } of candidates) {
    const row = byChunk.get(chunk);
    const text = texts.get(chunk);
    // Stale, hidden, or removed since the row was read.
    if (row === undefined || text?.length !== row.end - row.start) continue;
    const hit = toHit(row, text, score);
    const before = ofDocument.get(hit.document) ?? 0;
    if (before >= (check.perDocument ?? Infinity) || !says(hit, check)) continue;
    ofDocument.set(hit.document, before + 1);
    hits.push(hit);
    if (hits.length === check.limit) break;
  }
  return hits;
}

/** Which of these chunks stand in a version that the reader may see: the present one, or that of the reader's moment. */
export async function presentChunks(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  chunks: readonly number[],
): Promise<Set<number>> {
  if (chunks.length === 0) return new Set();
  const rows = await visibleDocuments(database, reader)
    .innerJoin('chunks', (on) =>
      on.onRef('chunks.version_id', '=', 'versions.id').onRef('chunks.document_id', '=', 'documents.id'),
    )
    .select('chunks.id')
    .where('chunks.id', 'in', chunks)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The beginnings of the documents that fit, the newest first: what a search without words comes to. */
export async function firstChunks(database: Kysely<KnowledgeSchema>, check: Check): Promise<Hit[]> {
  if (check.filter === undefined) return [];
  const rows = await chunkRows(database, check)
    .where('chunks.ordinal', '=', 0)
    .orderBy('versions.indexed_at', 'desc')
    .orderBy('documents.uri')
    .limit(check.limit)
    .execute();
  return await checkedHits(
    database,
    rows.map(({ id }) => ({ chunk: id, score: 0 })),
    check,
  );
}

function chunkRows(database: Kysely<KnowledgeSchema>, { reader, filter }: Check) {
  const visible = visibleDocuments(database, reader);
  return (filter === undefined ? visible : visible.where(filterSql(filter)))
    .innerJoin('chunks', (on) =>
      on.onRef('chunks.version_id', '=', 'versions.id').onRef('chunks.document_id', '=', 'documents.id'),
    )
    .select([
      'chunks.id',
      'chunks.start',
      'chunks.end',
      'chunks.page',
      'chunks.headings',
      'documents.id as document',
      'documents.uri',
      'versions.id as version',
      'versions.title',
    ]);
}

type ChunkRow = Awaited<ReturnType<ReturnType<typeof chunkRows>['execute']>>[number];

function toHit(row: ChunkRow, text: string, score: number): Hit {
  return {
    document: row.document,
    version: row.version,
    title: row.title,
    uri: row.uri,
    page: row.page,
    heading: (JSON.parse(row.headings) as string[]).join(' > '),
    start: row.start,
    end: row.end,
    text,
    score: Math.round(score * 1e4) / 1e4,
  };
}

/** Whether a passage, with its title and headings, has every phrase and nothing that was excluded. */
function says({ title, heading, text }: Hit, { query, terms }: Check): boolean {
  if (query === undefined || query.phrases.length + query.excluded.length === 0) return true;
  const places = [title, heading, text];
  const has = (phrase: string) => places.some((place) => findPhrase(place, phrase).length > 0);
  if (!query.phrases.every(has) || query.excluded.some((excluded) => !isOneWord(excluded) && has(excluded)))
    return false;
  if (terms === undefined || terms.excluded.length === 0) return true;
  const excluded = new Set(terms.excluded);
  return terms.languages.every((language) => !termsOf(places.join('\n'), language).some((term) => excluded.has(term)));
}
