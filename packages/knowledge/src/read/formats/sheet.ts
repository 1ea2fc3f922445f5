import type { Cell } from '../read-document.ts';

/** A cell that holds something. `value` is given where it is a number, date (ISO) or truth value. */
export interface SheetCell {
  text: string;
  value?: Cell['value'];
}

/** Rows and columns are counted from 0; a region holds its bottom and right ones. */
export interface Region {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A grid of cells, whatever program keeps it. Cells are made when they are asked for: sheets hold millions. */
export interface Sheet {
  /** Null where the file is the sheet. */
  name: string | null;
  rows: number;
  /** Columns that a row may fill. */
  width(row: number): number;
  isFilled(row: number, column: number): boolean;
  /** Null for an empty cell. */
  cell(row: number, column: number): SheetCell | null;
  /** Cells that are merged. What is merged over several rows is filled in each of them, in its first column. */
  merged: readonly Region[];
}

/** "A" for 0, "AA" for 26. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

export function wholeSheet(sheet: Sheet): Region {
  let right = -1;
  for (let row = 0; row < sheet.rows; row++) right = Math.max(right, sheet.width(row) - 1);
  return { top: 0, left: 0, bottom: sheet.rows - 1, right };
}

/** Which rows and columns of a region hold anything. */
export function filledLines(sheet: Sheet, { top, left, bottom, right }: Region): { rows: number[]; columns: number[] } {
  const rows: number[] = [];
  const isFilled = new Uint8Array(Math.max(0, right + 1));
  for (let row = top; row <= bottom; row++) {
    const end = Math.min(right, sheet.width(row) - 1);
    let any = false;
    for (let column = left; column <= end; column++) {
      if (!sheet.isFilled(row, column)) continue;
      any = true;
      isFilled[column] = 1;
    }
    if (any) rows.push(row);
  }
  const columns: number[] = [];
  for (let column = left; column <= right; column++) if (isFilled[column] === 1) columns.push(column);
  return { rows, columns };
}
