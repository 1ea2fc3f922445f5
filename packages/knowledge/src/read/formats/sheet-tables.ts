import type { CellContent, DocumentBuilder } from '../document-builder.ts';
import { columnName, filledLines, wholeSheet, type Region, type Sheet } from './sheet.ts';
import { columnNames, headOf } from './sheet-header.ts';
import { tableRegions } from './sheet-regions.ts';

/** A table that the file itself names. */
export interface DefinedTable extends Region {
  /** Rows at its top that name the columns. */
  headerRows: number;
}

/** Adds the tables of a sheet in reading order, those that the file defines as they are defined. */
export function addSheetTables(sheet: Sheet, builder: DocumentBuilder, defined: readonly DefinedTable[] = []): void {
  if (defined.length === 0) {
    for (const region of tableRegions(sheet, wholeSheet(sheet))) addFoundTable(sheet, region, builder);
    return;
  }
  const isTaken = (row: number, column: number): boolean =>
    defined.some(({ top, left, bottom, right }) => top <= row && row <= bottom && left <= column && column <= right);
  const rest = {
    ...sheet,
    isFilled: (row: number, column: number) => sheet.isFilled(row, column) && !isTaken(row, column),
  };
  const regions = tableRegions(rest, wholeSheet(sheet));
  // A remark beside a table must not be read across it.
  const places: (Region | DefinedTable)[] = [...regions, ...defined];
  for (const place of places.toSorted((a, b) => a.top - b.top || a.left - b.left)) {
    if (!('headerRows' in place)) {
      const cell: Sheet['cell'] = (row, column) => (isTaken(row, column) ? null : sheet.cell(row, column));
      addFoundTable({ ...rest, cell }, place, builder);
    } else {
      const headers = Array.from({ length: place.headerRows }, (_, index) => place.top + index);
      addTable(sheet, place, { first: place.top + place.headerRows, headers }, builder);
    }
  }
}

/** Where it is not said which rows are headers: one is taken for one where that is clear. */
export function addFoundTable(sheet: Sheet, region: Region, builder: DocumentBuilder): void {
  const { titles, headers } = headOf(sheet, region);
  for (const row of titles) {
    const { columns } = filledLines(sheet, { ...region, top: row, bottom: row });
    builder.paragraph(columns.map((column) => sheet.cell(row, column)?.text ?? '').join(' '));
  }
  addTable(sheet, region, { first: region.top + titles.length + headers.length, headers }, builder);
}

function addTable(
  sheet: Sheet,
  region: Region,
  { first, headers }: { first: number; headers: number[] },
  builder: DocumentBuilder,
): void {
  const { columns } = filledLines(sheet, { ...region, top: headers[0] ?? first });
  const prefix = sheet.name === null ? '' : `${sheet.name}!`;
  const places = columns.map((column) => prefix + columnName(column));
  builder.endGroup();
  const last = headers.at(-1);
  if (last !== undefined) {
    const names = columnNames(sheet, region, headers, columns);
    builder.tableHeader(names.map((text, index) => (text === '' ? '' : { text, ref: `${places[index]}${last + 1}` })));
  }
  for (let row = first; row <= region.bottom; row++) {
    const number = String(row + 1);
    builder.tableRow(
      columns.map((column, index): CellContent => {
        const cell = sheet.cell(row, column);
        return cell === null ? '' : { ...cell, ref: `${places[index]}${number}` };
      }),
    );
  }
  builder.endGroup();
}
