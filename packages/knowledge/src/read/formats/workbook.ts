import {
  utils,
  type CellObject,
  type DenseWorkSheet,
  type ParsingOptions,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx';
import type { DocumentBuilder } from '../document-builder.ts';
import { filledLines, wholeSheet, type Region, type Sheet } from './sheet.ts';
import { addSheetTables, type DefinedTable } from './sheet-tables.ts';
import { libraryCell } from './workbook-cell.ts';

/** How `@e965/xlsx` has to read a workbook for `addWorkbook`: cells are put into words one at a time, which takes less memory. */
export const workbookOptions = {
  dense: true,
  cellDates: false,
  cellText: false,
  cellNF: true,
  cellFormula: false,
  cellHTML: false,
} satisfies ParsingOptions;

/** Every visible sheet is a heading and its tables, with values as they were last calculated and shown. */
export function addWorkbook(workbook: WorkBook, builder: DocumentBuilder): void {
  builder.headingsGiveTitle = false;
  const date1904 = countsFrom1904(workbook);
  for (const name of visibleSheets(workbook)) {
    const worksheet = workbook.Sheets[name];
    if (worksheet === undefined) continue;
    const rows: Rows = (worksheet as DenseWorkSheet)['!data'] ?? [];
    const merged = mergedRegions(worksheet);
    const sheet = {
      name,
      rows: rows.length,
      width: (row: number) => rows[row]?.length ?? 0,
      isFilled: (row: number, column: number) => isFilled(rows[row]?.[column]?.v),
      cell: (row: number, column: number) => {
        const cell = rows[row]?.[column];
        return cell === undefined ? null : libraryCell(cell, date1904);
      },
      merged,
    };
    fillMerged(merged, rows.length, sheet.isFilled, (from, to, column) => {
      const { c: _comment, ...cell } = rows[from]?.[column] ?? { t: 'z' };
      (rows[to] ??= [])[column] = cell;
    });
    addSheet({ sheet, tables: [], textBoxes: [], comments: commentsOf(worksheet) }, builder);
  }
}

/** A sheet with what lies on it. */
export interface SheetContent {
  sheet: Sheet;
  /** Those that the file defines itself. */
  tables: DefinedTable[];
  /** Words of text boxes and shapes. */
  textBoxes: string[];
  /** "B4: words" */
  comments: string[];
}

export function addSheet({ sheet, tables, textBoxes, comments }: SheetContent, builder: DocumentBuilder): void {
  const isEmpty = filledLines(sheet, wholeSheet(sheet)).rows.length === 0;
  if (isEmpty && textBoxes.length + comments.length === 0) return;
  builder.heading(1, sheet.name ?? '');
  addSheetTables(sheet, builder, tables);
  for (const words of textBoxes) builder.paragraph(words);
  for (const comment of comments) builder.note(comment);
}

export const countsFrom1904 = (workbook: WorkBook): boolean => workbook.Workbook?.WBProps?.date1904 === true;

export const visibleSheets = (workbook: WorkBook): string[] =>
  workbook.SheetNames.filter((_, index) => (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) === 0);

export const mergedRegions = (worksheet: WorkSheet): Region[] =>
  (worksheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));

/** A cell merged over several rows is said in each of them, so that every row can be understood alone. */
export function fillMerged(
  merged: readonly Region[],
  rows: number,
  isFilledAt: (row: number, column: number) => boolean,
  copy: (from: number, to: number, column: number) => void,
): void {
  for (const { top, left, bottom } of merged) {
    if (!isFilledAt(top, left)) continue;
    for (let row = top + 1; row <= Math.min(bottom, rows - 1); row++) {
      if (!isFilledAt(row, left)) copy(top, row, left);
    }
  }
}

export function commentsOf(worksheet: WorkSheet): string[] {
  const comments: string[] = [];
  const rows: Rows = (worksheet as DenseWorkSheet)['!data'] ?? [];
  for (const [r, cells] of rows.entries()) {
    for (const [c, cell] of (cells ?? []).entries()) {
      for (const { t: comment } of cell?.c ?? []) comments.push(`${utils.encode_cell({ r, c })}: ${comment ?? ''}`);
    }
  }
  return comments;
}

type Rows = (CellObject | undefined)[][];

/** Blanks are nothing. */
export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '');
