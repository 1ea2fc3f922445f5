import type { ReadFailureShape, ReadResult } from './read-document.ts';

/** What a reader process needs to know once, as JSON in its first argument. */
export interface ReaderLimits {
  maxFileBytes: number;
  maxTextCharacters: number;
  /** Growth over what the process takes when it is idle. */
  memoryMb: number;
  /** Null: pictures are not read. */
  ocr: OcrSettings | null;
}

export interface OcrSettings {
  /** Folder with the language data of Tesseract (`eng.traineddata` ...). */
  tessdata: string;
  /** Languages of Tesseract, such as `eng+deu`. */
  languages: string;
}

/** A file by its path, or its bytes with a name whose extension tells the format. */
export type ReadRequest = ({ path: string; name?: string } | { bytes: Uint8Array; name: string }) & {
  passwords?: readonly string[];
};

/** What a reader process is asked for. */
export type ReaderTask = { kind: 'read'; file: ReadRequest } | { kind: 'picture'; file: ReadRequest; page: number };

/** A page as somebody sees it, PNG. */
export interface PagePicture {
  png: Uint8Array;
  /** In pixels. */
  width: number;
  height: number;
}

export type ReadReply = {
  /** Memory of the whole process after the file, in bytes, and what it was before the first file. */
  rss: number;
  baseRss: number;
} & ({ ok: true; result: ReadResult | PagePicture } | { ok: false; failure: ReadFailureShape });

/** While scanned pages are recognized: the time limit begins anew with every few pages. */
export interface ReadProgress {
  progress: true;
}

/** A line of this on standard error means that the process ended itself for using too much memory. */
export const memoryExceededLine = 'atelier-reader: memory limit exceeded';
