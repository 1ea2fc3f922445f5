import type { Block, Cell, ReadDocument } from '../read/read-document.ts';
import { columnNames } from './column-names.ts';
import { ColumnProfile, type ColumnReader } from './column-types.ts';
import type { Column, DocumentTable, TableCell, TableRow } from './document-table.ts';
import type { NumberStyle } from './parse-number.ts';
import { isTotalRow } from './total-row.ts';

type Document = Pick<ReadDocument, 'text' | 'blocks'>;
type Line = Block & { cells: Cell[] };

interface Group {
  name: string | null;
  headers: Line[];
  rows: Line[];
}

/** Longer lines above a table are prose. */
const longestCaption = 120;

/**
 * The tables of a document, in reading order. Left out is what has fewer than two columns or no row of data: nothing
 * can be asked of it that its text does not say.
 */
export function tablesOf(document: Document): DocumentTable[] {
  const tables: DocumentTable[] = [];
  for (const group of groupLines(document)) {
    const table = tableOf(document.text, nameHeader(document.text, group), tables.length + 1);
    if (table !== null) tables.push(table);
  }
  return tables;
}

/** Lines of one table follow each other: a row after one newline, a header of as many cells straight after a header. */
function* groupLines({ text, blocks }: Document): Generator<Group> {
  let open: Group | null = null;
  let heading: string | null = null;
  let above: string | null = null;
  let end = 0;
  for (const block of blocks) {
    if (!isLine(block)) {
      if (open !== null) yield open;
      open = null;
      const words = text.slice(block.start, block.end);
      if (block.kind === 'heading') heading = words;
      above = block.kind === 'paragraph' && isCaption(words) ? words.replace(/\s*:$/, '') : heading;
    } else {
      if (open !== null && !continues(open, block, block.start - end)) {
        yield open;
        open = null;
        above = heading;
      }
      open ??= { name: above, headers: [], rows: [] };
      (block.kind === 'table-header' ? open.headers : open.rows).push(block);
      end = block.end;
    }
  }
  if (open !== null) yield open;
}

const isLine = (block: Block): block is Line => block.cells !== null;

const isCaption = (words: string): boolean =>
  words.length <= longestCaption && !words.includes('\n') && (/^tab/i.test(words) || !/[.!?]$/.test(words));

function continues(open: Group, line: Line, gap: number): boolean {
  if (line.kind === 'table-row') return gap === 1;
  return open.rows.length === 0 && open.headers.at(-1)?.cells.length === line.cells.length;
}

/** A first row of words over a column of numbers or dates names the columns, though nothing marks it as a header. */
function nameHeader(text: string, group: Group): Group {
  const [first, ...rest] = group.rows;
  if (group.headers.length > 0 || first === undefined || rest.length === 0) return group;
  const texts = first.cells.map((cell) => text.slice(cell.start, cell.end));
  const filled = texts.filter((cell) => cell !== '').length;
  if (filled < texts.length - 1 || filled < 2) return group;
  const readers = columnReaders(text, rest, first.cells.length);
  const typed = readers.filter(({ type }) => type === 'number' || type === 'date').length;
  const isNamed = first.cells.every((cell, column) => {
    const reader = readers[column];
    if (typeof cell.value === 'number') return false;
    return reader?.type === 'text' || reader?.read({ text: texts[column] ?? '', value: cell.value }) === null;
  });
  return typed > 0 && isNamed ? { ...group, headers: [first], rows: rest } : group;
}

function tableOf(text: string, { name, headers, rows }: Group, ordinal: number): DocumentTable | null {
  const [first, last] = [headers[0] ?? rows[0], rows.at(-1)];
  const width = [...headers, ...rows].reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  if (first === undefined || last === undefined || width < 2) return null;
  const readers = columnReaders(text, rows, width);
  const names = columnNames(
    headers.map((header) => header.cells.map((cell) => text.slice(cell.start, cell.end))),
    width,
  );
  return {
    ordinal,
    name,
    page: first.page,
    start: first.start,
    end: last.end,
    columns: readers.map(({ type, unit }, column): Column => {
      return { name: names[column] ?? '', type, ...(unit === undefined ? {} : { unit }) };
    }),
    rowCount: rows.length,
    rows: { [Symbol.iterator]: () => readRows(text, rows, readers) },
  };
}

/** How the columns are to be read. Where one does not show which style its numbers have, the others do. */
function columnReaders(text: string, rows: readonly Line[], width: number): ColumnReader[] {
  const profiles = Array.from({ length: width }, () => new ColumnProfile());
  for (const { cells } of rows) {
    for (const [column, cell] of cells.entries()) {
      profiles[column]?.add({ text: text.slice(cell.start, cell.end), value: cell.value });
    }
  }
  const styles = new Set(profiles.map(({ style }) => style));
  const otherwise: NumberStyle = styles.has('continental') && !styles.has('english') ? 'continental' : 'english';
  return profiles.map((profile) => profile.reader(otherwise));
}

function* readRows(text: string, rows: readonly Line[], readers: readonly ColumnReader[]): Generator<TableRow> {
  for (const [index, { page, end, cells }] of rows.entries()) {
    const texts = cells.map((cell) => text.slice(cell.start, cell.end));
    yield {
      page,
      isTotal: index > 0 && isTotalRow(texts),
      cells: readers.map(({ read }, column): TableCell => {
        const cell = cells[column];
        if (cell === undefined) return { value: null, start: end, end };
        const { value, start, end: cellEnd, ref } = cell;
        const place = { start, end: cellEnd, ...(ref === undefined ? {} : { ref }) };
        return { value: read({ text: texts[column] ?? '', value }), ...place };
      }),
    };
  }
}
