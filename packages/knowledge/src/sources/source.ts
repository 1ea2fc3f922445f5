import type { ReadDocument } from '../read/read-document.ts';

/** Something that holds documents: a folder, a file; later a site, a database, a mailbox. */
export interface Source {
  /**
   * Everything there is now. What is not listed counts as deleted, so a source that cannot be listed as a whole must
   * throw (`source_missing`) rather than list less.
   */
  list(signal: AbortSignal): AsyncIterable<SourceItem>;
  /** Opens one item: what it holds now, without reading it yet. */
  open(item: SourceItem): Promise<OpenItem>;
}

export interface SourceItem {
  uri: string;
  /** Changes whenever the content may have changed; compared, never interpreted. */
  stamp: string;
  /** A folder whose inside could not be listed: it is reported, and what was known of its inside is kept. */
  closed?: true;
}

export interface OpenItem {
  /** SHA-256 of the content, hex. Same hash, same document. */
  contentHash: string;
  /** @throws AtelierError with the plain reason why it cannot be read */
  read(): Promise<ReadDocument>;
}
