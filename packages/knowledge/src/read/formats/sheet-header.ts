import type { Region, Sheet, SheetCell } from './sheet.ts';

/** The lines over a table's data. */
export interface TableHead {
  /** Rows with a title or remarks. */
  titles: number[];
  /** Rows that name the columns, groups of columns first; none where the first row is data already. */
  headers: number[];
}

/** Data rows that a header is compared with. */
const sampleRows = 200;
const mostHeaderRows = 3;
const mostRemarks = 10;

/** Tells what heads a region. A header has to differ from what stands below it: no row of data is taken for one. */
export function headOf(sheet: Sheet, region: Region): TableHead {
  const titles: number[] = [];
  let row = region.top;
  for (; row < region.bottom && isTitle(sheet, region, row); row++) titles.push(row);
  const remarks: number[] = [];
  for (; row < region.bottom && remarks.length < mostRemarks; row++) {
    const headers = headersAt(sheet, region, row, remarks.length > 0);
    if (headers !== null) return { titles: [...titles, ...remarks], headers };
    // Lines such as "Created: | 2025-07-22" stand over tables that are wider than they.
    if (filledCells(sheet, region, row).length > (region.right - region.left + 1) / 2) break;
    remarks.push(row);
  }
  return { titles, headers: [] };
}

/** The header rows that begin at a row, if they do. */
function headersAt(sheet: Sheet, region: Region, row: number, mustDiffer: boolean): number[] | null {
  for (let groups = mostHeaderRows - 1; groups >= 0; groups--) {
    const rows = Array.from({ length: groups + 1 }, (_, index) => row + index);
    const last = row + groups;
    if (last >= region.bottom || !isHeader(sheet, region, last, mustDiffer)) continue;
    if (rows.slice(0, -1).every((group) => isGroupRow(sheet, region, group))) return rows;
  }
  return null;
}

/** The names of the columns: "2023 / Q1" where groups of columns have names of their own. */
export function columnNames(
  sheet: Sheet,
  region: Region,
  headers: readonly number[],
  columns: readonly number[],
): string[] {
  const lines = headers.map((row, index) => labelsOf(sheet, region, row, index < headers.length - 1));
  return columns.map((column) => {
    const parts = lines.map((labels) => labels.get(column) ?? '').filter((label) => label !== '');
    return parts.filter((part, index) => part !== parts[index - 1]).join(' / ');
  });
}

/** One cell alone in its row, unless it is a name over a group of columns. */
function isTitle(sheet: Sheet, region: Region, row: number): boolean {
  const filled = filledCells(sheet, region, row);
  const [only] = filled;
  if (only === undefined || filled.length > 1 || region.left === region.right) return false;
  if (only.column === region.left) return true;
  return !isGroupRow(sheet, region, row) && !isHeader(sheet, region, row);
}

/** Names over groups of columns: some are merged over several columns, or stand once over names that come again. */
function isGroupRow(sheet: Sheet, region: Region, row: number): boolean {
  const filled = filledCells(sheet, region, row);
  if (filled.length === 0 || filled.some(({ cell }) => kindOf(cell) === 'figure')) return false;
  const isMerged = ({ column }: Filled): boolean => {
    const over = mergedAt(sheet, row, column);
    return over !== undefined && over.right > over.left && !(over.left <= region.left && over.right >= region.right);
  };
  if (filled.some(isMerged)) return true;
  const below = filledCells(sheet, region, row + 1).map(({ cell }) => cell.text);
  return filled.length > 1 && below.length > filled.length && new Set(below).size < below.length;
}

/** `mustDiffer`: words over words are not enough. */
function isHeader(sheet: Sheet, region: Region, row: number, mustDiffer = false): boolean {
  const labels = filledCells(sheet, region, row);
  const width = region.right - region.left + 1;
  // A name over the only column or the second of two is a header; a lone word elsewhere is a remark.
  const isLone = labels.length === 1;
  if (labels.length === 0 || (isLone && (width > 2 || labels[0]?.column !== region.right))) return false;
  // Most columns have names, and "Created: | 2025-07-22" are none.
  if (width > 2 && labels.length <= width / 2) return false;
  if (labels.length === 2 && labels[0]?.cell.text.trim().endsWith(':') === true) return false;
  let differing = 0;
  let looksLikeData = false;
  for (const { cell, column } of labels) {
    const kind = kindOf(cell);
    const below = columnBelow(sheet, region, row, column);
    const same = below.filter((other) => kindOf(other) === kind).length;
    if (kind === 'figure' || kind === 'nothing') return false;
    if (kind !== 'words') {
      // Years and days name columns of other things only.
      if (below.length === 0 || same > below.length / 2) return false;
      differing++;
    } else if (below.length > 0 && same < below.length * 0.2) {
      differing++;
    } else if (below.some(({ text }) => text === cell.text) || dataPattern.test(cell.text) || cell.text.length > 80) {
      looksLikeData = true;
    }
  }
  if (differing > 0 || mustDiffer) return differing > 0;
  const texts = labels.map(({ cell }) => cell.text);
  return !looksLikeData && !isLone && new Set(texts).size === texts.length;
}

/** Addresses and long numbers, which name no column. */
const dataPattern = /\S@\S|:\/\/|\d{5}/;

interface Filled {
  column: number;
  cell: SheetCell;
}

function filledCells(sheet: Sheet, { left, right }: Region, row: number): Filled[] {
  const filled: Filled[] = [];
  for (let column = left; column <= Math.min(right, sheet.width(row) - 1); column++) {
    const cell = sheet.cell(row, column);
    if (cell !== null) filled.push({ column, cell });
  }
  return filled;
}

function columnBelow(sheet: Sheet, { bottom }: Region, row: number, column: number): SheetCell[] {
  const cells: SheetCell[] = [];
  for (let next = row + 1; next <= Math.min(bottom, row + sampleRows); next++) {
    const cell = sheet.cell(next, column);
    if (cell !== null && kindOf(cell) !== 'nothing') cells.push(cell);
  }
  return cells;
}

/** Names reach over the columns that are merged with theirs; in a row of groups without merged cells, to the next. */
function labelsOf(sheet: Sheet, region: Region, row: number, isGroup: boolean): Map<number, string> {
  const labels = new Map<number, string>();
  const filled = filledCells(sheet, region, row);
  const anyMerged = filled.some(({ column }) => (mergedAt(sheet, row, column)?.right ?? column) > column);
  for (const [index, { column, cell }] of filled.entries()) {
    const next = filled[index + 1]?.column ?? region.right + 1;
    const merged = mergedAt(sheet, row, column);
    let end = column;
    if (merged !== undefined) end = Math.min(merged.right, region.right);
    else if (isGroup && !anyMerged) end = next - 1;
    for (let at = column; at <= end; at++) labels.set(at, cell.text);
  }
  return labels;
}

function mergedAt(sheet: Sheet, row: number, column: number): Region | undefined {
  return sheet.merged.find(({ top, bottom, left }) => left === column && top <= row && row <= bottom);
}

type Kind = 'words' | 'figure' | 'year' | 'date' | 'nothing';

function kindOf({ text, value }: SheetCell): Kind {
  if (value === undefined)
    return /^(?:n\/?a|#n\/a|null|none|nil|nan|[-–—?.*]+)$/i.test(text.trim()) ? 'nothing' : 'words';
  if (typeof value === 'string') return 'date';
  return typeof value === 'number' && /^(?:19|20)\d\d$/.test(text.trim()) ? 'year' : 'figure';
}
