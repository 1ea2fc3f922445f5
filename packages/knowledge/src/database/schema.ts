import type { JobsSchema } from '@atelier/foundation';
import type { Generated } from 'kysely';

/**
 * What knowledge keeps. A source has documents, a document has versions, a version has its text (in pieces) and its
 * chunks. Times are milliseconds since 1970, offsets are UTF-16 code units of the version's text, JSON columns say so.
 */
export interface KnowledgeSchema extends JobsSchema {
  sources: SourcesTable;
  files: FilesTable;
  documents: DocumentsTable;
  document_access: DocumentAccessTable;
  versions: VersionsTable;
  texts: TextsTable;
  chunks: ChunksTable;
  outbox: OutboxTable;
  vocabulary: VocabularyTable;
}

export interface SourcesTable {
  id: string;
  kind: string;
  uri: string;
  /** JSON array of principals that may see its documents. */
  access: string;
  created_at: number;
}

/** What a source looked like when it was last synced, file by file: the ground for "unchanged costs a stat". */
export interface FilesTable {
  source_id: string;
  uri: string;
  /** Changes whenever the content may have: size and modification time of a file. */
  stamp: string;
  content_hash: string | null;
  /** Null where the file was never read; with a hash and no error: removed by hand, so it stays out. */
  document_id: string | null;
  /** JSON error shape where it could not be read. */
  error: string | null;
  /** Revision of the readers that came to this outcome: newer ones get another try at what failed. */
  reader_revision: number;
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

/** Documents whose rows in the search index may differ from the database. */
export interface OutboxTable {
  id: Generated<number>;
  document_id: string;
}

/** In how many chunks a term stands, as counted when they were indexed. */
export interface VocabularyTable {
  term: string;
  chunks: number;
}
