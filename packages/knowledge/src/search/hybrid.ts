import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import type { Embedder } from '../embed/embedder.ts';
import { dot, toUnitLength } from '../embed/vectors.ts';
import { termWeights } from '../index/vocabulary.ts';
import type { FoundRow, IndexHit, IndexQuery, SearchIndex } from '../index/search-index.ts';
import { presentChunks } from './checked-hits.ts';
import { feedbackOf, scoreTerms, type Rarities } from './feedback.ts';
import { fuse } from './fuse.ts';

/**
 * What counts how much, beside 1 for the words of the query, where the best passages can be trusted fully. Measured on six
 * public sets: see the decision record on the embedder in docs/decisions.
 */
const weights = {
  /** The vector of the query and of the best passages. */
  vector: 0.8,
  /** The terms of the best passages. */
  feedback: 0.5,
};
/** Of the vector that passages are compared with: the share of the query's own, the rest is the best passages'. */
const ownShare = 0.25;
/** Passages that feedback is taken from. */
const feedbackPassages = 20;
/** Passages that are put in order anew; what has fewer words of the query follows behind. */
export const depth = 200;
/** The order of so few hardly depends on what stands far behind, and half of it takes half the time. */
const few = 20;
const depthOfFew = 100;
/** From this cosine on, a passage that shares no word with the query says the same in others. */
const sameMeaning = 0.5;

export interface SearchContext {
  database: Kysely<KnowledgeSchema>;
  index: SearchIndex;
  embedder: Embedder;
}

/**
 * The passages that share a word with the query, the best first: by their words (BM25), by what they mean (vectors) and by
 * the terms of the best among them. The index only proposes: what it knows of the documents of others has no say in the
 * order, which depends on what the reader may see.
 */
export async function hybridSearch(
  { database, index, embedder }: SearchContext,
  reader: Reader,
  text: string,
  query: IndexQuery,
): Promise<IndexHit[]> {
  const looked = query.limit <= few ? depthOfFew : depth;
  const found = await index.searchRows({ ...query, limit: looked });
  if (found.length === 0) return [];
  const present = await presentChunks(
    database,
    reader,
    found.map(({ chunk }) => chunk),
  );
  const ranked = await rankRows(
    { raritiesOf: (terms) => termWeights(database, reader, terms), embedder },
    { text, asked: askedTerms(query) },
    found.filter(({ chunk }) => present.has(chunk)),
  );
  if (query.limit <= looked || found.length < looked) return ranked.slice(0, query.limit);
  const known = new Set(found.map(({ chunk }) => chunk));
  const rest = (await index.search(query)).filter(({ chunk }) => !known.has(chunk));
  const [top, last] = [found[0]?.score ?? 1, ranked.at(-1)?.score ?? 0];
  return [...ranked, ...rest.map(({ chunk, score }) => ({ chunk, score: Math.min(last, score / top) }))];
}

/**
 * Puts rows in the order in which a reader gets them, whatever order they come in.
 *
 * @param asked the terms of the query, and what each counts
 */
export async function rankRows(
  { raritiesOf, embedder }: { raritiesOf: Rarities; embedder: Embedder },
  { text, asked }: { text: string; asked: ReadonlyMap<string, number> },
  visible: readonly FoundRow[],
): Promise<IndexHit[]> {
  const rarities = await raritiesOf([...asked.keys()]);
  const weighted = new Map([...asked].map(([term, weight]) => [term, weight * (rarities.get(term) ?? 1)]));
  const scores = scoreTerms(weighted, visible);
  const rows = visible.map((row, at) => ({ ...row, score: scores[at] ?? 0 })).toSorted((a, b) => b.score - a.score);
  const feedback = await feedbackOf(raritiesOf, { asked, rarities }, rows.slice(0, feedbackPassages));
  const [own = new Float32Array(embedder.dimensions)] = await embedder.embed([text], 'query');
  const meant = toUnitLength(own.map((value, at) => ownShare * value + (1 - ownShare) * (feedback.vector[at] ?? 0)));
  const fused = fuse([
    { weight: 1, scores: rows.map(({ score }) => score) },
    { weight: weights.feedback * feedback.trust, scores: scoreTerms(feedback.terms, rows) },
    { weight: weights.vector * feedback.trust, scores: rows.map(({ vector }) => dot(meant, vector)) },
  ]);
  return rows.map(({ chunk }, at) => ({ chunk, score: fused[at] ?? 0 })).toSorted((a, b) => b.score - a.score);
}

/** What counts how much: also the words of phrases, which a passage must have. */
function askedTerms({ terms, weights: given, required = [] }: IndexQuery): Map<string, number> {
  const asked = new Map(terms.map((term) => [term, given?.get(term) ?? 1]));
  for (const term of required.flat()) if (!asked.has(term)) asked.set(term, 1);
  return asked;
}

/** Passages that say the same in other words, the nearest first. */
export async function searchMeaning(
  { index, embedder }: SearchContext,
  text: string,
  query: Pick<IndexQuery, 'documents' | 'principals' | 'limit'>,
): Promise<IndexHit[]> {
  const [vector] = await embedder.embed([text], 'query');
  if (vector === undefined || vector.every((value) => value === 0)) return [];
  const nearest = await index.nearest({ ...query, vector });
  return nearest.filter(({ score }) => score >= sameMeaning);
}
