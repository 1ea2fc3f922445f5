/** What the index holds of a chunk: enough to find it, nothing to show. Text is shown from the database only. */
export interface IndexRow {
  chunk: number;
  document: string;
  version: string;
  /** Principals that may see it. */
  access: readonly string[];
  /** The analysed words of the chunk, in order (see `text/analyze.ts`). */
  terms: readonly string[];
}

export interface IndexQuery {
  terms: readonly string[];
  /** Rows that carry none of these are left out; `null` leaves nothing out. */
  principals: readonly string[] | null;
  limit: number;
}

export interface IndexHit {
  chunk: number;
  /** BM25; comparable within one answer only. */
  score: number;
}

/**
 * The port behind which a search index stands. The database is the source of truth: an index may lose rows or keep too
 * many after a crash, and `reconcile` mends it. Every backend passes `search-index.conformance.ts`.
 */
export interface SearchIndex {
  /** After it, the rows of these documents are exactly the given ones. Repeating it changes nothing. */
  replace(documents: readonly string[], rows: readonly IndexRow[]): Promise<void>;
  /** The terms of each row of these documents, as they were given. */
  termsOf(documents: readonly string[]): Promise<string[][]>;
  /** Best first. */
  search(query: IndexQuery): Promise<IndexHit[]>;
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
