import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { IndexHit, IndexQuery, SearchIndex } from '../index/search-index.ts';
import { presentChunks } from './checked-hits.ts';
import { feedbackOf } from './feedback.ts';
import { fuse } from './fuse.ts';

/**
 * How much counts what, beside 1 for the words of the query. Measured on six public sets; see the decision record of the
 * embedder in docs/decisions.
 */
const weights = {
  /** The vector of the query and of the best passages. */
  vector: 0.4,
  /** The terms of the best passages, where they can be trusted fully. */
  feedback: 0.4,
};
/** Of the vector that is searched for: the share of the query's own, the rest is the middle of the best passages. */
const ownShare = 0.25;
/** Passages that feedback is taken from. */
const feedbackPassages = 20;
/** Each way of searching is asked for so many: deep enough that the others' best are among them. */
const depth = 500;
/** From this cosine on, a passage that shares no word with the query says the same in others. */
const sameMeaning = 0.5;

export interface SearchContext {
  database: Kysely<KnowledgeSchema>;
  index: SearchIndex;
  embedder: Embedder;
}

/**
 * The passages that share a word with the query, the best first: by their words (BM25), by what they mean (vectors) and by
 * the terms of the best among them. All that a reader's order of passages depends on is what this reader may see.
 */
export async function hybridSearch(
  { database, index, embedder }: SearchContext,
  reader: Reader,
  text: string,
  query: IndexQuery,
): Promise<IndexHit[]> {
  const limit = Math.max(query.limit, depth);
  const byWords = await index.search({ ...query, limit });
  if (byWords.length < 2) return byWords.map(({ chunk }) => ({ chunk, score: 1 }));
  const first = byWords.slice(0, feedbackPassages);
  const present = await presentChunks(
    database,
    reader,
    first.map(({ chunk }) => chunk),
  );
  const best = first.filter(({ chunk }) => present.has(chunk));
  const rows = await index.rowsOf(best.map(({ chunk }) => chunk));
  const asked = query.weights ?? new Map(query.terms.map((term) => [term, 1]));
  const feedback = await feedbackOf(database, reader, asked, best, rows);
  const [own] = await embedder.embed([text]);
  const among = { principals: query.principals, documents: query.documents, limit };
  const [byTerms, byVector] = await Promise.all([
    index.search({ ...among, terms: [...feedback.terms.keys()], weights: feedback.terms }),
    index.nearest({ ...among, vector: mix(own, feedback.vector) }),
  ]);
  return fuse(
    byWords.map(({ chunk }) => chunk),
    [
      { weight: 1, hits: byWords, complete: true },
      { weight: weights.feedback * feedback.trust, hits: byTerms, complete: byTerms.length < limit },
      { weight: weights.vector, hits: byVector, complete: byVector.length < limit },
    ],
  );
}

/** Passages that say the same in other words, the nearest first. */
export async function searchMeaning(
  { index, embedder }: SearchContext,
  text: string,
  query: Pick<IndexQuery, 'documents' | 'principals' | 'limit'>,
): Promise<IndexHit[]> {
  const [vector] = await embedder.embed([text]);
  if (vector === undefined || vector.every((value) => value === 0)) return [];
  const nearest = await index.nearest({ ...query, vector });
  return nearest.filter(({ score }) => score >= sameMeaning);
}

/** Of length 1. */
function mix(own: Float32Array | undefined, middle: Float32Array): Float32Array {
  const length = Math.hypot(...middle) || 1;
  const mixed = middle.map((value, at) => (1 - ownShare) * (value / length) + ownShare * (own?.[at] ?? 0));
  const mixedLength = Math.hypot(...mixed) || 1;
  return mixed.map((value) => value / mixedLength);
}
