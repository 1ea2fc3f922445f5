import type { ReadDocument } from './read-document.ts';
import type { ReadFailureCode } from './read-failure.ts';

/** What a reader process needs to know once, as JSON in its first argument. */
export interface ReaderLimits {
  maxFileBytes: number;
  maxTextCharacters: number;
  /** Growth over what the process takes when it is idle. */
  memoryMb: number;
}

export interface ReadRequest {
  path: string;
}

export type ReadReply = {
  /** Memory of the whole process after the file, in bytes, and what it was before the first file. */
  rss: number;
  baseRss: number;
} & (
  | { ok: true; document: ReadDocument }
  | { ok: false; failure: { code: ReadFailureCode; message: string; hint: string } }
);

/** A line of this on standard error means that the process ended itself for using too much memory. */
export const memoryExceededLine = 'atelier-reader: memory limit exceeded';
