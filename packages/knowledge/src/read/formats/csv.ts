import { CsvError, parse } from 'csv-parse/sync';
import { ReadFailure } from '../read-failure.ts';
import { sniffDelimiter } from './csv-dialect.ts';
import { valuesOf, type ValueOf } from './csv-values.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { wholeSheet, type Sheet } from './sheet.ts';
import { addFoundTable } from './sheet-tables.ts';

/**
 * Values with whatever separator. Lines of fewer columns before the table are remarks; the header is found as in sheets,
 * and numbers and days are understood where their column leaves no doubt.
 */
export const readCsv: FormatReader = ({ bytes }, builder) => {
  const text = decodeText(bytes).replace(/^\ufeff/, '');
  // Excel's own way to name the separator.
  const [said = '', separator] = /^sep=(.)(?=\r?\n)/i.exec(text) ?? [];
  const rows = parseRows(text.slice(said.length), separator ?? sniffDelimiter(text));
  const width = usualWidth(rows);
  const top = Math.max(
    0,
    rows.findIndex((row) => row.length >= width),
  );
  for (const row of rows.slice(0, top)) builder.paragraph(row.filter((cell) => cell.trim() !== '').join(' '));
  const sheet = sheetOf(rows, top);
  addFoundTable(sheet, { ...wholeSheet(sheet), top }, builder);
};

const longestRow = 10_000_000;
const mostColumns = 20_000;

/** Empty lines are kept as such: rows have the numbers that programs show. */
function parseRows(text: string, delimiter: string): string[][] {
  const options = {
    delimiter,
    relaxColumnCount: true,
    skipEmptyLines: false,
    relaxQuotes: true,
    maxRecordSize: longestRow,
    onRecord: (row: string[]): string[] => {
      if (row.length > mostColumns) throw tooWide();
      return row;
    },
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
  }
  try {
    // A quote that is never closed: it was meant as a letter.
    return parse(text, { ...options, quote: null });
  } catch (error) {
    throw error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE' ? tooWide() : error;
  }
}

function tooWide(): ReadFailure {
  return new ReadFailure(
    'file_too_large',
    `has a row of more than ${mostColumns.toLocaleString('en')} columns or ${longestRow.toLocaleString('en')} characters.`,
    'Check how its lines and columns are set apart; if it is right, split it.',
  );
}

/** How many columns most of the first rows have. */
function usualWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows.slice(0, 200)) {
    if (row.some((cell) => cell.trim() !== '')) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}

function sheetOf(rows: readonly string[][], top: number): Sheet {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns: ValueOf[] = Array.from({ length: width }, (_, column) =>
    // The first rows may be headers, which do not say how the others are written.
    valuesOf(rows.slice(top).map((row) => row[column] ?? '')),
  );
  return {
    name: null,
    rows: rows.length,
    width: (row) => rows[row]?.length ?? 0,
    isFilled: (row, column) => (rows[row]?.[column]?.trim() ?? '') !== '',
    cell: (row, column) => {
      const text = rows[row]?.[column] ?? '';
      if (text.trim() === '') return null;
      const value = columns[column]?.(text);
      return value === undefined ? { text } : { text, value };
    },
    merged: [],
  };
}
