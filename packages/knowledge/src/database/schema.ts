import type { JobsSchema, UsersSchema } from '@atelier/foundation';
import type { Generated } from 'kysely';

/**
 * What knowledge keeps. A source has documents, a document has versions, a version has its text (in pieces) and its
 * chunks. Times are milliseconds since 1970, offsets are UTF-16 code units of the version's text, JSON columns say so.
 */
export interface KnowledgeSchema extends JobsSchema, UsersSchema {
  sources: SourcesTable;
  source_runs: SourceRunsTable;
  files: FilesTable;
  documents: DocumentsTable;
  document_access: DocumentAccessTable;
  versions: VersionsTable;
  texts: TextsTable;
  chunks: ChunksTable;
  tables: TablesTable;
  table_rows: TableRowsTable;
  outbox: OutboxTable;
  vocabulary: VocabularyTable;
  saved_questions: SavedQuestionsTable;
  question_runs: QuestionRunsTable;
  question_results: QuestionResultsTable;
  question_citations: QuestionCitationsTable;
  search_clicks: SearchClicksTable;
  vector_indexes: VectorIndexesTable;
  unembedded: UnembeddedTable;
  embedder_reports: EmbedderReportsTable;
}

export interface SourcesTable {
  id: string;
  kind: string;
  uri: string;
  /** JSON array of principals that may see its documents. */
  access: string;
  created_at: number;
  /** JSON object: what the kind of source lets one set. */
  settings: Generated<string>;
  /** JSON array of patterns in the language of .gitignore. */
  excludes: Generated<string>;
  /** When it is looked at: `every 15m`, a cron expression, `manual`; null: as its kind does. */
  schedule: string | null;
  /** Passwords and keys as sealed JSON; null where it needs none. */
  secrets: string | null;
}

/** What became of the runs of a source, the newest and those before it that changed something. */
export interface SourceRunsTable {
  id: string;
  source_id: string;
  status: 'done' | 'failed' | 'cancelled';
  started_at: number;
  finished_at: number;
  /** JSON, see `SyncReceipt`. */
  receipt: string;
  /** JSON error shape of a run that failed as a whole. */
  error: string | null;
}

/** What a source looked like when it was last synced, file by file: the ground for "unchanged costs a stat". */
export interface FilesTable {
  source_id: string;
  uri: string;
  /** Changes whenever the content may have: size and modification time of a file. */
  stamp: string;
  content_hash: string | null;
  /** Null where the file was never read, or only holds others (an archive). */
  document_id: string | null;
  /** JSON error shape where it could not be read. */
  error: string | null;
  /** Revision of the readers that came to this outcome: newer ones get another try at what failed. */
  reader_revision: number;
  /** For a file inside another one, the uri of that one. */
  container: string | null;
  /** 1: its document was removed by hand, so it stays out. */
  removed: Generated<number>;
  /** How often it failed in a row. */
  attempts: Generated<number>;
  /** When a failure that may pass is tried again; null: when something changes. */
  retry_at: number | null;
}

export interface DocumentsTable {
  id: string;
  source_id: string;
  uri: string;
  current_version: string | null;
  created_at: number;
}

export interface DocumentAccessTable {
  document_id: string;
  principal: string;
}

export interface VersionsTable {
  id: string;
  document_id: string;
  /** 1, 2, 3 within the document. */
  number: number;
  content_hash: string;
  format: string;
  title: string;
  characters: number;
  pages: number | null;
  /** JSON object of strings. */
  metadata: string;
  /** Since when it holds, see `documents/document-date.ts`. */
  date: string | null;
  indexed_at: number;
}

/** A version's text in pieces of bounded length, so that a passage of a book does not cost reading the book. */
export interface TextsTable {
  version_id: string;
  start: number;
  text: string;
}

export interface ChunksTable {
  id: Generated<number>;
  document_id: string;
  version_id: string;
  ordinal: number;
  start: number;
  end: number;
  page: number | null;
  /** JSON array of the headings above the chunk, outermost first. */
  headings: string;
  /** JSON array of [kind, level, start, end, page], see `chunk/chunk.ts`. */
  blocks: string;
}

/** A table of a version. */
export interface TablesTable {
  id: string;
  document_id: string;
  version_id: string;
  /** 1, 2, 3 within the version. */
  ordinal: number;
  /** What stands above it; null where nothing does. */
  name: string | null;
  page: number | null;
  start: number;
  end: number;
  /** JSON array of `Column`, see `tables/document-table.ts`. */
  columns: string;
  /** How many rows of data it has. */
  rows: number;
}

export interface TableRowsTable {
  table_id: string;
  /** 1, 2, 3 within the table. */
  row: number;
  page: number | null;
  /** 1: it sums up other rows. */
  is_total: number;
  /** JSON array of [value, start, end, ref?], a cell a column. */
  cells: string;
}

/** Documents whose rows in the search index may differ from the database. */
export interface OutboxTable {
  id: Generated<number>;
  document_id: string;
}

/** In how many chunks with an access list a term stands, as counted when they were indexed. */
export interface VocabularyTable {
  term: string;
  /** JSON array of principals, in order. */
  access: string;
  chunks: number;
}

/** Questions that are asked again after changes, with what is expected of the answer. */
export interface SavedQuestionsTable {
  id: string;
  question: string;
  /** JSON array of texts, one of which has to stand in the answer. */
  answers: string;
  /** JSON array of ids or uris of documents, one of which has to be cited. */
  sources: string;
  /** 1: it has to be refused. */
  refuse: number;
  /** JSON array of principals that it is asked as; null: as the owner. */
  principals: string | null;
  created_at: number;
}

export interface QuestionRunsTable {
  id: string;
  started_at: number;
  finished_at: number;
  /** JSON, see `RanOn`. */
  ran_on: string;
}

export interface QuestionResultsTable {
  run_id: string;
  question_id: string;
  /** JSON, see `Outcome`: ids of documents and versions at most, nothing of their content. */
  outcome: string;
  /** Null for a refusal, and as soon as a document that it cites is deleted. */
  answer: string | null;
}

/** Where an answer of a run stood. */
export interface QuestionCitationsTable {
  run_id: string;
  question_id: string;
  document_id: string;
  version_id: string;
  start: number;
  end: number;
}

/** Passages that were opened after a search, where the owner has asked for that to be kept. */
export interface SearchClicksTable {
  id: Generated<number>;
  query: string;
  document_id: string;
  version_id: string;
  /** Where the passage begins. */
  start: number;
  clicked_at: number;
}

/** The indexes that there are, by the embedder that their vectors are of. */
export interface VectorIndexesTable {
  embedder: string;
  /** Search goes through `serving`; `shadow` is being filled to take its place. One of each at most. */
  role: 'serving' | 'shadow';
  dimensions: number;
  /** JSON, see `EmbedderSpec`: how to have the embedder again. Holds no key. */
  spec: string;
}

/** Documents without vectors in the index of an embedder. */
export interface UnembeddedTable {
  embedder: string;
  document_id: string;
  /** Grows when the document changes: what was embedded before that must not be written any more. */
  marked: Generated<number>;
}

/** How the saved questions went with one embedder and with the one that is to replace it. */
export interface EmbedderReportsTable {
  serving: string;
  shadow: string;
  compared_at: number;
  /** JSON array of [question id, right with serving, right with shadow]. */
  outcomes: string;
  /** 1: the shadow has taken over. */
  switched: number;
}
