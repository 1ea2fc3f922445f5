import type { ErrorShape } from '@atelier/foundation';
import type { KnownFile } from './known-files.ts';
import type { ReadResult } from '../read/read-document.ts';
import type { SourceItem } from '../sources/source.ts';

/** How one item of a source ended. */
export type ItemOutcome =
  | { kind: 'read'; item: SourceItem; contentHash: string; bytes: number; result: ReadResult }
  | { kind: 'same'; item: SourceItem }
  | { kind: 'moved'; item: SourceItem; from: KnownFile }
  | { kind: 'failed'; item: SourceItem; contentHash: string | null; error: ErrorShape };

/** What became of documents, files inside files included. */
export interface Counts {
  added: number;
  changed: number;
  /** Found under another name: not read again. */
  moved: number;
  removed: number;
  unchanged: number;
  failed: number;
}

export const noCounts = (): Counts => ({ added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0, failed: 0 });

export function addCounts(to: Counts, more: Counts): void {
  for (const key of Object.keys(more) as (keyof Counts)[]) to[key] += more[key];
}
