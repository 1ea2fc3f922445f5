/** A table of a document as data: named columns of one type each, and the place of every cell. */
export interface DocumentTable {
  /** 1, 2, 3 within the document. */
  ordinal: number;
  /** What stands above it: a line, else the nearest heading; null where nothing does. */
  name: string | null;
  /** Page that it begins on, 1-based; null where the format has none. */
  page: number | null;
  /** Range in the document's text, UTF-16 code units, with the header. */
  start: number;
  end: number;
  columns: Column[];
  /** How many rows there are. */
  rowCount: number;
  /** Made one by one: a table of a million rows is never in memory as a whole. */
  rows: Iterable<TableRow>;
}

export type ColumnType = 'number' | 'date' | 'boolean' | 'text';

export interface Column {
  /** Unique within the table, case apart. */
  name: string;
  type: ColumnType;
  /** Of a number column: "%", a currency code such as "EUR", or a sign that belongs to several, such as "$". */
  unit?: string;
}

/**
 * Numbers are as shown (12 for "12 %"), dates ISO text ("2026-11-24", "2026-11-24T08:30"). Null: empty, or not of the
 * column's type.
 */
export type CellValue = number | string | boolean | null;

export interface TableCell {
  value: CellValue;
  /** Range in the document's text; empty (start = end) for an empty cell. */
  start: number;
  end: number;
  /** Its name in its file, such as "Prices!B7". */
  ref?: string;
}

export interface TableRow {
  page: number | null;
  /** It sums up rows above it, so sums leave it out. */
  isTotal: boolean;
  /** One a column. */
  cells: TableCell[];
}
