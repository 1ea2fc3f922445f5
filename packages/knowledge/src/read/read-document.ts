import type { PictureFailureCode, ReadFailureCode } from './read-failure.ts';

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'list-item'
  | 'table-header'
  | 'table-row'
  | 'code'
  | 'quote'
  | 'note';

/** A piece of the text with one role. `text.slice(start, end)` neither begins nor ends with whitespace. */
export interface Block {
  kind: BlockKind;
  /** 1-6 for headings; nesting depth from 1 for list items; else 0. */
  level: number;
  /** Range in the document's text, UTF-16 code units. A list item's range leaves out its marker ("- ", "1. "). */
  start: number;
  end: number;
  /** 1-based; null where the format has no pages. */
  page: number | null;
  /** Where it stands on its page; null where the format does not say. */
  box: Box | null;
  /** The cells of a table row or header, in the order of the columns, empty ones included; else null. */
  cells: Cell[] | null;
}

/** A rectangle on a page, in fractions of the page's width and height from its top left corner, 0 to 1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Cell {
  /** Range in the document's text; empty (start = end) for an empty cell. */
  start: number;
  end: number;
  /** What the file holds where its text only shows it: 1234.5 for "$1,234.50". Dates are ISO text. */
  value?: number | string | boolean;
  /** The name of the cell in its file, such as "Prices!B7". */
  ref?: string;
}

/**
 * A file as plain readable text with its layout. Blocks are in reading order, do not overlap, and cover all of the text
 * but the separators between them: an empty line, or one newline inside a list or table, plus the list markers.
 */
export interface ReadDocument {
  format: DocumentFormat | RowFormat;
  title: string | null;
  text: string;
  blocks: Block[];
  /** Number of pages (slides for presentations); null where the format has none. */
  pages: number | null;
  /** What the file says about itself: author, date, keywords and the like, each value short. */
  metadata: Record<string, string>;
}

/**
 * What came of reading a file: a document, and documents inside it. An archive has only members; a mail has both its own
 * words and what is attached.
 */
export interface ReadResult {
  document: ReadDocument | null;
  members: ReadMember[];
}

/** A file inside a file. */
export type ReadMember = {
  /** Its way inside the container, "/" between the steps, unique in it; a member of a member names both. */
  name: string;
} & ({ document: ReadDocument; contentHash: string } | { failure: ReadFailureShape });

/** A `ReadFailure` as it crosses the border of the process. */
export interface ReadFailureShape {
  code: ReadFailureCode | PictureFailureCode;
  message: string;
  hint: string;
}

/** A row of a database, or many as one table. */
export type RowFormat = 'record' | 'table';

/** What files are. */
export type DocumentFormat =
  | 'markdown'
  | 'text'
  | 'html'
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'xlsx'
  | 'csv'
  | 'email'
  | 'json'
  | 'yaml'
  | 'xml'
  | 'notebook'
  | 'odt'
  | 'ods'
  | 'odp'
  | 'epub'
  | 'rtf'
  | 'code'
  | 'doc'
  | 'xls'
  | 'ppt'
  | 'msg'
  | 'image'
  | 'zip'
  | 'mbox';
