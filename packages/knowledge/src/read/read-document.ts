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
}

/**
 * A file as plain readable text with its layout. Blocks are in reading order, do not overlap, and cover all of the text
 * but the separators between them: an empty line, or one newline inside a list or table, plus the list markers.
 */
export interface ReadDocument {
  format: DocumentFormat;
  title: string | null;
  text: string;
  blocks: Block[];
  /** Number of pages (slides for presentations); null where the format has none. */
  pages: number | null;
  /** What the file says about itself: author, date, keywords and the like, each value short. */
  metadata: Record<string, string>;
}

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
  | 'code';
