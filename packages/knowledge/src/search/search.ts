import type { Reader } from '../documents/access.ts';
import type { IndexHit, IndexQuery } from '../index/search-index.ts';
import { indexAsOf } from './as-of/index-as-of.ts';
import { goesBack } from './as-of/reader-as-of.ts';
import { checkedHits, firstChunks } from './checked-hits.ts';
import { explainHits } from './explain.ts';
import { checkFilter, type Filter } from './filter.ts';
import { matchingDocuments } from './filter-sql.ts';
import { highlight, matchesIn } from './highlights.ts';
import type { Hit } from './hit.ts';
import { hybridSearch, searchMeaning, type SearchContext } from './hybrid.ts';
import { parseQuery, plainQuery, type Query } from './query.ts';
import { lookUpTerms, type QueryTerms } from './query-terms.ts';
import { rerank, rerankedHits, type Reranker } from './reranker.ts';
import { addSurroundings } from './surroundings.ts';
import type { FindWord } from './spelling.ts';

export interface SearchResult {
  query: string;
  took_ms: number;
  hits: Hit[];
  /** Words that no document has, and those that were searched for in their place. */
  corrected: { from: string; to: string }[];
  /** ISO 8601; where the search went back to a moment. */
  as_of?: string;
}

export interface SearchOptions {
  limit: number;
  reader: Reader;
  /** Only documents that fit; together with what the query itself says. */
  filter?: Filter | undefined;
  /** At most so many passages of one document. */
  perDocument?: number | undefined;
  /** So many passages before and after each are given along. */
  context?: number | undefined;
  /** Say of each passage why it was found. */
  explain?: boolean | undefined;
}

/** What there is to search by; with a reranker, the best hits are put in order once more. */
export interface RerankedContext extends SearchContext {
  reranker?: Reranker | undefined;
}

/** Hits that the database refuses (stale, or not for this reader) are made up for by asking for more, up to this. */
const mostCandidates = 4000;
/** Characters; a longer query is a document, and its first words say enough. */
const longestQuery = 4000;
/** A filter that fewer documents fit is looked up before the index is asked. */
const fewDocuments = 1000;

/**
 * Searches as `reader`, in the query language. The index proposes; the database decides: a hit leaves only if its chunk
 * belongs to the present version of a document that this reader may see and that fits; for a reader who goes back to a
 * moment, to the version that was present then.
 *
 * @throws AtelierError `filter_invalid`, `as_of_too_far`
 */
export async function search(context: RerankedContext, text: string, options: SearchOptions): Promise<SearchResult> {
  const started = performance.now();
  const query = parseQuery(text.slice(0, longestQuery));
  if (options.filter !== undefined) checkFilter(options.filter);
  const filters = [query.filter, options.filter].filter((filter) => filter != null);
  const filter = filters.length > 1 ? { all: filters } : filters[0];
  const { reader } = options;
  // What a word of then would be corrected to is known of the words of now alone.
  const findWord = goesBack(reader) ? null : wordFinder(context, reader);
  const terms = await lookUpTerms(context.database, reader, query, findWord);
  const found = isEmpty(query)
    ? await firstChunks(context.database, { ...options, filter })
    : await bestHits(context, query, terms, { ...options, filter });
  const wanted = new Set(terms.weights.keys());
  let hits: Hit[] = found.map((hit) => {
    const ranges = highlight(hit.text, matchesIn(hit.text, wanted, terms.languages), query.phrases);
    return { ...hit, highlights: ranges.map(({ start, end }) => ({ start: start + hit.start, end: end + hit.start })) };
  });
  if (options.explain) hits = await explainHits(context.database, options.reader, terms, hits);
  if (options.context !== undefined) hits = await addSurroundings(context.database, hits, options.context);
  return {
    query: text,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
    hits,
    corrected: terms.corrected.map(({ from, to }) => ({ from, to })),
    ...(goesBack(reader) ? { as_of: new Date(reader.asOf).toISOString() } : {}),
  };
}

/** The passages nearest to a text, taken as it stands: what a question is answered from. */
export async function searchWords(
  context: RerankedContext,
  text: string,
  options: { limit: number; reader: Reader; filter?: Filter | undefined },
): Promise<Hit[]> {
  if (options.filter !== undefined) checkFilter(options.filter);
  const query = plainQuery(text.slice(0, longestQuery));
  const terms = await lookUpTerms(context.database, options.reader, query, null);
  return await bestHits(context, query, terms, options);
}

const isEmpty = (query: Query): boolean => query.words.trim() === '' && isPlain(query);

type HitOptions = Pick<SearchOptions, 'limit' | 'reader' | 'filter' | 'perDocument'>;

async function bestHits(
  context: RerankedContext,
  query: Query,
  terms: QueryTerms,
  options: HitOptions,
): Promise<Hit[]> {
  const { reranker } = context;
  if (reranker === undefined) return await findHits(context, query, terms, options);
  const limit = Math.max(options.limit, rerankedHits);
  const hits = await findHits(context, query, terms, { ...options, limit });
  return (await rerank(reranker, query.words, hits)).slice(0, options.limit);
}

async function findHits(context: SearchContext, query: Query, terms: QueryTerms, options: HitOptions): Promise<Hit[]> {
  const { database } = context;
  const { reader, filter, limit } = options;
  const asked = goesBack(reader) ? { ...context, index: indexAsOf(context, reader, filter) } : context;
  const documents = filter === undefined ? [] : await matchingDocuments(database, reader, filter, fewDocuments + 1);
  const indexQuery: Omit<IndexQuery, 'limit'> = {
    terms: [...terms.weights.keys()],
    weights: terms.weights,
    required: terms.required,
    excluded: terms.excluded,
    principals: reader.principals === 'owner' ? null : reader.principals,
    documents: filter === undefined || documents.length > fewDocuments ? undefined : documents,
  };
  for (let wanted = limit; ; wanted = Math.min(wanted * 4, mostCandidates)) {
    const candidates = await hybridSearch(asked, reader, query.words, { ...indexQuery, limit: wanted });
    const hits = await checkedHits(database, candidates, { ...options, query, terms });
    if (hits.length >= limit) return hits;
    if (candidates.length >= wanted && wanted < mostCandidates) continue;
    const others = isPlain(query) ? await otherWords(asked, query.words, { ...indexQuery, limit }, candidates) : [];
    if (others.length === 0) return hits;
    return await checkedHits(database, [...candidates, ...others], { ...options, query, terms });
  }
}

/** A query that says exactly what a passage must have gets nothing else. */
const isPlain = ({ phrases, prefixes, excluded }: Query): boolean =>
  phrases.length + prefixes.length + excluded.length === 0;

/** Where few passages share a word with the query: those that say it in other words, behind them. */
async function otherWords(
  context: SearchContext,
  words: string,
  query: Omit<IndexQuery, 'terms'>,
  found: readonly IndexHit[],
): Promise<IndexHit[]> {
  const known = new Set(found.map(({ chunk }) => chunk));
  const behind = found.at(-1)?.score ?? 1;
  const nearest = await searchMeaning(context, words, query);
  return nearest.filter(({ chunk }) => !known.has(chunk)).map(({ chunk, score }) => ({ chunk, score: score * behind }));
}

/** How a term is written in a passage that the reader may see now. */
function wordFinder({ database, index }: SearchContext, reader: Reader): FindWord {
  return async (term) => {
    const principals = reader.principals === 'owner' ? null : reader.principals;
    const candidates: IndexHit[] = await index.search({ terms: [term], principals, limit: 5 });
    for (const { text } of await checkedHits(database, candidates, { reader, limit: 1 })) {
      const [match] = matchesIn(text, new Set([term]), ['en', 'de', 'fr', 'es']);
      if (match !== undefined) return text.slice(match.start, match.end).toLowerCase();
    }
    return null;
  };
}
