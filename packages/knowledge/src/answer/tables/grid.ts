import type { NumberStyle } from '../../tables/parse-number.ts';
import type { Column } from '../../tables/document-table.ts';
import { parseNumber } from '../../tables/parse-number.ts';
import { figureOf, isYear, statedScale, yearsIn, type Figure } from './figures.ts';

export interface GridCell {
  text: string;
  /** Range in the document's text; empty for an empty cell. */
  start: number;
  end: number;
  figure: Figure | null;
}

export interface GridRow {
  page: number | null;
  isTotal: boolean;
  /** What its first cell of words says. */
  label: string;
  /** The line without figures above it that heads it and others; empty where there is none. */
  section: string;
  /** One a column. */
  cells: GridCell[];
  start: number;
  end: number;
}

export interface GridColumn {
  name: string;
  /** The name in the stored table, which `queryTable` goes by. */
  stored: Column;
  /** Most of its cells are numbers; the others say what the row is about. */
  isMeasured: boolean;
}

/** A table as its readers see it: lines that only head others are read as what they are. */
export interface Grid {
  columns: GridColumn[];
  rows: GridRow[];
  style: NumberStyle;
  /** 1,000 where it says "in thousands"; null where it does not say. */
  scale: number | null;
  /** Not all rows are there: the table has more than fit. */
  isPart: boolean;
}

export interface StoredRow {
  page: number | null;
  isTotal: boolean;
  cells: { value: unknown; text: string; start: number; end: number }[];
}

export function gridOf(columns: readonly Column[], stored: readonly StoredRow[], isPart: boolean): Grid {
  const style = styleOf(stored);
  const all = stored.map((row) => toGridRow(row, style));
  const heads = isPart ? 0 : headLines(all);
  const rows = all.slice(heads);
  const lines = all.slice(0, heads);
  const names = columns.map(({ name }, index) => [name, ...headWords(lines, index)].join(' '));
  const isMeasured = columns.map((_, index) => index > 0 && measured(rows, index));
  const named = nameRows(rows, isMeasured);
  return {
    columns: columns.map((column, index) => ({
      name: names[index] ?? '',
      stored: column,
      isMeasured: isMeasured[index] ?? false,
    })),
    rows: named,
    style,
    scale: statedScale(
      [...names, ...rows.slice(0, 3).map(({ cells }) => cells.map(({ text }) => text).join(' '))].join('\n'),
    ),
    isPart,
  };
}

/** The style in which the stored numbers come out of what the cells show. */
function styleOf(rows: readonly StoredRow[]): NumberStyle {
  for (const { cells } of rows) {
    for (const { value, text } of cells) {
      if (typeof value !== 'number') continue;
      const [english, continental] = [parseNumber(text, 'english')?.value, parseNumber(text, 'continental')?.value];
      if (english !== continental) return continental === value ? 'continental' : 'english';
    }
  }
  return 'english';
}

function toGridRow({ page, isTotal, cells }: StoredRow, style: NumberStyle): GridRow {
  const filled = cells.filter(({ start, end }) => end > start);
  return {
    page,
    isTotal,
    label: '',
    section: '',
    cells: cells.map(({ text, start, end }) => ({ text, start, end, figure: figureOf(text, style) })),
    start: Math.min(...filled.map(({ start }) => start)),
    end: Math.max(...filled.map(({ end }) => end)),
  };
}

/** Lines at the top that name the columns though they are stored as rows: years, or words over columns of numbers. */
function headLines(rows: readonly GridRow[]): number {
  const isHead = ({ cells }: GridRow): boolean => {
    const filled = cells.slice(1).filter(({ text }) => text !== '');
    return filled.length > 0 && filled.every(({ text, figure }) => isYear(text) || figure === null);
  };
  const first = rows.findIndex((row) => !isHead(row));
  if (first <= 0 || first > 3) return 0;
  const below = rows.slice(first);
  const columns = rows[0]?.cells.keys() ?? [].keys();
  return [...columns].some((column) => column > 0 && measured(below, column)) &&
    rows
      .slice(0, first)
      .every(({ cells }) => cells.every(({ text }, column) => text === '' || column === 0 || measured(below, column)))
    ? first
    : 0;
}

function headWords(lines: readonly GridRow[], column: number): string[] {
  return lines.flatMap(({ cells }) => cells[column]?.text || []);
}

function measured(rows: readonly GridRow[], column: number): boolean {
  let filled = 0;
  let figures = 0;
  for (const { cells } of rows) {
    const cell = cells[column];
    if (cell === undefined || cell.text === '' || /^[-–—$€£ ]+$/.test(cell.text)) continue;
    filled++;
    if (cell.figure !== null) figures++;
  }
  return filled > 0 && figures * 2 >= filled;
}

/** A line that holds words in its first cell only heads those below it. */
function nameRows(rows: readonly GridRow[], isMeasured: readonly boolean[]): GridRow[] {
  let dated = '';
  let section = '';
  return rows.filter((row, index) => {
    const filled = row.cells.filter(({ text }) => text !== '');
    const [only] = filled;
    if (only !== undefined && filled.length === 1 && only.figure === null && row.cells.length > 1) {
      const isDated = yearsIn(only.text).length > 0;
      if (isDated) dated = only.text;
      section = isDated ? '' : only.text;
      return false;
    }
    const words = row.cells.filter(({ text }, column) => isMeasured[column] !== true && text !== '');
    // A line of numbers alone under others is what they come to.
    row.label = words[0]?.text ?? (index > 0 ? unnamed : '');
    row.isTotal ||= words.length === 0 && index > 0;
    row.section = [dated, section].filter((name) => name !== '').join(' ');
    return true;
  });
}

const unnamed = 'Total';
