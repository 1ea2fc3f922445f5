import type { ReadRequest } from '../read/protocol.ts';
import type { ReadResult } from '../read/read-document.ts';

/**
 * Something that holds documents: a folder, a site, a repository, a bucket, a database, a mailbox. Looking what there is,
 * opening one item, hearing of changes and telling what is gone are kept apart, so that each can fail by itself.
 */
export interface Source {
  /**
   * Everything there is now. A source that cannot be listed as a whole throws (`source_missing`,
   * `source_unreachable`, `source_refused`) rather than list less.
   *
   * @param known stamps of the last sync by uri, for sources that can ask "changed since?"
   */
  list(signal: AbortSignal, known: ReadonlyMap<string, string>): AsyncIterable<SourceItem>;
  /**
   * Opens one item: what it holds now, without reading it yet.
   * @throws AtelierError with the plain reason why it cannot be had
   */
  open(item: SourceItem, signal: AbortSignal): Promise<OpenItem>;
  /**
   * Whether a known item that is listed no more is really gone; one that is not keeps its document. Without this method
   * what is not listed is gone.
   */
  isGone?(uri: string, signal: AbortSignal): Promise<boolean>;
  /** Calls when something may have changed, until the returned function is called. */
  watch?(options: WatchOptions): () => Promise<void>;
  /** Lets go of connections. */
  close?(): Promise<void>;
}

export interface SourceItem {
  /** Unique across all sources, without secrets; what a person can open, where there is such a thing. */
  uri: string;
  /** Changes whenever the content may have changed; compared, never interpreted. */
  stamp: string;
  /** A part whose inside could not be listed: it is reported, and what was known of its inside is kept. */
  closed?: true;
}

export interface OpenItem {
  /** SHA-256 of the content, hex. Same hash, same document. */
  contentHash: string;
  /** Size of the content. */
  bytes: number;
  /** The file itself, where the item is one: its pages can be shown. */
  file?: ReadRequest;
  /** @throws AtelierError with the plain reason why it cannot be read */
  read(): Promise<ReadResult>;
}

export interface WatchOptions {
  /** Called a moment after something changed, once for a burst of changes. */
  changed: () => void;
  /** Called where the system cannot watch (any more); the source is then as up to date as its last sync. */
  problem: (error: unknown) => void;
  /** A folder whose changes do not count, such as the home itself. */
  except: string;
}
