import type { FoundRow, IndexHit, IndexQuery, NearestQuery, SearchIndex } from '../../index/search-index.ts';
import { termWeights } from '../../index/vocabulary.ts';
import { visibleDocuments } from '../../documents/documents.ts';
import { presentChunks } from '../checked-hits.ts';
import { scoreTerms } from '../feedback.ts';
import type { Filter } from '../filter.ts';
import { filterSql } from '../filter-sql.ts';
import type { SearchContext } from '../hybrid.ts';
import { olderPassages, type OlderPassage } from './older-passages.ts';
import type { ReaderAsOf } from './reader-as-of.ts';
import { dot } from '../../embed/vectors.ts';

/** The part of the port that a search asks. */
type AskedIndex = Pick<SearchIndex, 'search' | 'searchRows' | 'nearest'>;

/** So few documents that have not changed are named to the index; of more it is asked for more until enough hold. */
const fewDocuments = 1000;
const mostCandidates = 4000;
/** Of so few older passages at most, those are found, too, that say the same in other words: all have to be embedded. */
const mostEmbedded = 1000;
/** And where embedding them takes a network, which the search waits for. */
const mostEmbeddedAfar = 100;

type Scored = (FoundRow | OlderPassage) & IndexHit;

/**
 * The index as a reader sees it at a moment, for one search: what the real one finds in versions that hold still, and the
 * passages of those that held then. All are scored by one measure, so that a search puts them in order like any other.
 *
 * @param filter only documents that fit are read
 */
export function indexAsOf(
  { database, index, embedder }: SearchContext,
  reader: ReaderAsOf,
  filter: Filter | undefined,
): SearchIndex {
  const most = embedder.isRemote ? mostEmbeddedAfar : mostEmbedded;
  /** Of older passages, by chunk; one search asks for the same ones again. */
  const vectors = new Map<number, Float32Array>();
  const older = once(() => olderPassages(database, reader, filter));
  const unchanged = once(async () => {
    const seen = visibleDocuments(database, reader).whereRef('versions.id', '=', 'documents.current_version');
    const rows = await (filter === undefined ? seen : seen.where(filterSql(filter)))
      .select('documents.id')
      .limit(fewDocuments + 1)
      .execute();
    return rows.length > fewDocuments ? undefined : rows.map(({ id }) => id);
  });

  /** What the real index finds that holds at the moment. */
  async function stillHolding<Query extends NearestQuery | IndexQuery, Found extends IndexHit>(
    query: Query,
    find: (query: Query) => Promise<Found[]>,
  ): Promise<Found[]> {
    const documents = await unchanged();
    for (let limit = query.limit; ; limit = Math.min(limit * 4, mostCandidates)) {
      const found = await find({ ...query, documents, limit });
      const chunks = found.map(({ chunk }) => chunk);
      const held = await presentChunks(database, reader, chunks);
      const holding = found.filter(({ chunk }) => held.has(chunk));
      if (holding.length >= query.limit || found.length < limit || limit >= mostCandidates) return holding;
    }
  }

  async function bestRows(query: IndexQuery): Promise<Scored[]> {
    const asked = new Map(query.terms.map((term) => [term, query.weights?.get(term) ?? 1]));
    for (const term of query.required?.flat() ?? []) asked.set(term, asked.get(term) ?? 1);
    const rarities = await termWeights(database, reader, [...asked.keys()]);
    const weighted = new Map([...asked].map(([term, weight]) => [term, weight * (rarities.get(term) ?? 1)]));
    const present = await stillHolding(query, (wanted) => index.searchRows(wanted));
    const found = new Set(present.map(({ chunk }) => chunk));
    // The index may not have heard of a change yet.
    const others = (await older()).filter((passage) => !found.has(passage.chunk) && fits(passage, query));
    const rows = [...present, ...others];
    const scores = scoreTerms(weighted, rows);
    return rows
      .map((row, at) => ({ ...row, score: scores[at] ?? 0 }))
      .toSorted((a, b) => b.score - a.score || a.chunk - b.chunk)
      .slice(0, query.limit);
  }

  const search = async (query: IndexQuery): Promise<IndexHit[]> =>
    (await bestRows(query)).map(({ chunk, score }) => ({ chunk, score }));

  async function searchRows(query: IndexQuery): Promise<FoundRow[]> {
    const best = await bestRows(query);
    await embedSome(best.filter((row) => 'said' in row));
    return best.map((row) => {
      const { chunk, score, terms } = row;
      const vector = 'vector' in row ? row.vector : vectors.get(chunk);
      return { chunk, score, terms, vector: vector ?? new Float32Array(embedder.dimensions) };
    });
  }

  /** Sees to the vectors of older passages, the first of them where there are more than a search has time for. */
  async function embedSome(passages: readonly OlderPassage[]): Promise<void> {
    const lacking = passages.filter(({ chunk }) => !vectors.has(chunk)).slice(0, most - vectors.size);
    if (lacking.length === 0) return;
    const found = await embedder.embed(
      lacking.map(({ said }) => said),
      'passage',
      { isUrgent: true },
    );
    for (const [at, { chunk }] of lacking.entries()) {
      const vector = found[at];
      if (vector !== undefined) vectors.set(chunk, vector);
    }
  }

  async function nearest(query: NearestQuery): Promise<IndexHit[]> {
    const present = await stillHolding(query, (wanted) => index.nearest(wanted));
    const passages = await older();
    if (passages.length > most) return present;
    await embedSome(passages);
    const others = passages.map(({ chunk }) => ({
      chunk,
      score: dot(query.vector, vectors.get(chunk) ?? new Float32Array()),
    }));
    const known = new Set(present.map(({ chunk }) => chunk));
    return [...present, ...others.filter(({ chunk }) => !known.has(chunk))]
      .toSorted((a, b) => b.score - a.score)
      .slice(0, query.limit);
  }

  return { ...index, ...({ search, searchRows, nearest } satisfies AskedIndex) };
}

/** As the index itself would take it: any of the terms, one of each required set, none of the excluded. */
function fits({ terms }: OlderPassage, { terms: wanted, required = [], excluded = [] }: IndexQuery): boolean {
  const held = new Set(terms);
  const hasAny = (group: readonly string[]) => group.some((term) => held.has(term));
  return required.every(hasAny) && !hasAny(excluded) && (required.length > 0 || hasAny(wanted));
}

/** Does its work at the first call, and gives every call what came of it. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
