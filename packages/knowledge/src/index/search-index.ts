/** What the index holds of a chunk: enough to find it, nothing to show. Text is shown from the database only. */
export interface IndexRow {
  chunk: number;
  document: string;
  version: string;
  /** Principals that may see it. */
  access: readonly string[];
  /** The analysed words of the chunk, in order (see `text/analyze.ts`). */
  terms: readonly string[];
  /** What the chunk means, of length 1 (see `embed/embedder.ts`). */
  vector: Float32Array;
}

/** What counts in the vocabulary: the terms of a row, and for whom. */
export type CountedRow = Pick<IndexRow, 'access' | 'terms'>;

export interface IndexQuery {
  /** Rows that have any of these are found. */
  terms: readonly string[];
  /** What those terms count that do not count in full, from 0 to 1; rows that came in since `optimize` may ignore it. */
  weights?: ReadonlyMap<string, number> | undefined;
  /** Of each of these sets a row must have a term. */
  required?: readonly (readonly string[])[] | undefined;
  /** Rows that have any of these are left out. */
  excluded?: readonly string[] | undefined;
  /** Only rows of these documents; a thousand at most. */
  documents?: readonly string[] | undefined;
  /** Rows that carry none of these are left out; `null` leaves nothing out. */
  principals: readonly string[] | null;
  limit: number;
}

export interface NearestQuery extends Pick<IndexQuery, 'documents' | 'principals' | 'limit'> {
  /** Of length 1. */
  vector: Float32Array;
}

export interface IndexHit {
  chunk: number;
  /** BM25, comparable within one answer only; of `nearest` the cosine, from -1 to 1. */
  score: number;
}

export type FoundRow = IndexHit & Pick<IndexRow, 'terms' | 'vector'>;

/**
 * The port behind which a search index stands. The database is the source of truth: an index may lose rows or keep too
 * many after a crash, and `reconcile` mends it. Every backend passes `search-index.conformance.ts`.
 */
export interface SearchIndex {
  /** After it, the rows of these documents are exactly the given ones. Repeating it changes nothing. */
  replace(documents: readonly string[], rows: readonly IndexRow[]): Promise<void>;
  /** The terms of each row of these documents and who may see it, as they were given. */
  termsOf(documents: readonly string[]): Promise<CountedRow[]>;
  /** Best first. */
  search(query: IndexQuery): Promise<IndexHit[]>;
  /** The same, with what they were found by. */
  searchRows(query: IndexQuery): Promise<FoundRow[]>;
  /** The rows whose vectors are nearest to one, the nearest first; of a large index nearly all of them. */
  nearest(query: NearestQuery): Promise<IndexHit[]>;
  /** How many rows there are. */
  count(): Promise<number>;
  /** The version and the number of rows of every document in the index. */
  contents(): Promise<Map<string, { version: string; rows: number }>>;
  /** Makes recent rows as fast to search as old ones. Call it after a bulk of changes. */
  optimize(): Promise<void>;
  /** Rewrites the index so that nothing of a removed row is left in its files. */
  purge(): Promise<void>;
  close(): void;
}
