import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { visibleDocuments } from '../documents/documents.ts';
import { readChunkTexts } from '../documents/version-text.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { terms } from '../text/analyze.ts';

/** A passage that was found. `text` is exactly `[start, end)` of the text of that version of the document. */
export interface Hit {
  document: string;
  version: string;
  title: string;
  uri: string;
  page: number | null;
  /** Headings above the passage, joined by " > ". */
  heading: string;
  start: number;
  end: number;
  text: string;
  score: number;
}

export interface SearchResult {
  query: string;
  took_ms: number;
  hits: Hit[];
}

/** Hits that the database refuses (stale, or not for this reader) are made up for by asking for more, up to this. */
const mostCandidates = 4000;

/**
 * Searches as `reader`. The index proposes; the database decides: a hit leaves only if its chunk belongs to the present
 * version of a document that this reader may see.
 */
export async function search(
  context: { database: Kysely<KnowledgeSchema>; index: SearchIndex },
  query: string,
  options: { limit: number; reader: Reader },
): Promise<SearchResult> {
  const started = performance.now();
  const queryTerms = terms(query.slice(0, longestQuery));
  const principals = options.reader.principals === 'owner' ? null : options.reader.principals;
  let hits: Hit[] = [];
  for (let wanted = options.limit; ; wanted = Math.min(wanted * 4, mostCandidates)) {
    const candidates = await context.index.search({ terms: queryTerms, principals, limit: wanted });
    hits = await checkedHits(context.database, candidates, options);
    const exhausted = candidates.length < wanted || wanted >= mostCandidates;
    if (hits.length >= options.limit || exhausted) break;
  }
  return { query, took_ms: Math.round((performance.now() - started) * 10) / 10, hits };
}

/** Characters; a longer query is a document, and its first words say enough. */
const longestQuery = 4000;

async function checkedHits(
  database: Kysely<KnowledgeSchema>,
  candidates: { chunk: number; score: number }[],
  { limit, reader }: { limit: number; reader: Reader },
): Promise<Hit[]> {
  if (candidates.length === 0) return [];
  const rows = await visibleDocuments(database, reader)
    .innerJoin('chunks', 'chunks.version_id', 'documents.current_version')
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
    ])
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
  for (const { chunk, score } of candidates) {
    const row = byChunk.get(chunk);
    if (row === undefined) continue;
    const text = texts.get(chunk);
    // Removed since the row was read.
    if (text?.length !== row.end - row.start) continue;
    hits.push({
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
    });
    if (hits.length === limit) break;
  }
  return hits;
}
