import { read, utils, type CellObject, type DenseWorkSheet, type WorkSheet } from '@e965/xlsx';
import type { DocumentBuilder } from '../document-builder.ts';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties, corePropertiesPart } from './office-properties.ts';
import { addSheetTable, splitTables } from './sheet-tables.ts';
import { repack, unzip } from './zip.ts';

/** Workbooks: every visible sheet is a heading and its tables, with the values as they were last calculated and shown. */
export const readXlsx: FormatReader = ({ bytes }, builder) => {
  const archive = repack(bytes, 'xl/', 'Excel workbook');
  addOfficeProperties(
    unzip(archive, (name) => name === corePropertiesPart),
    builder,
  );
  builder.headingsGiveTitle = false;
  const workbook = read(archive, {
    type: 'array',
    dense: true,
    cellDates: true,
    UTC: true,
    cellFormula: false,
    cellHTML: false,
  });
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name];
    const isHidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    if (sheet !== undefined && !isHidden) addSheet(name, sheet, builder);
  }
};

type Rows = (CellObject | undefined)[][];

function addSheet(name: string, sheet: WorkSheet, builder: DocumentBuilder): void {
  const rows: Rows = (sheet as DenseWorkSheet)['!data'] ?? [];
  fillMerged(rows, sheet);
  const tables = splitTables(rows.map((row) => row.map(cellText)));
  if (tables.length === 0) return;
  builder.heading(1, name);
  for (const table of tables) addSheetTable(table, builder);
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of (cells ?? []).entries()) {
      for (const { t: comment } of cell?.c ?? []) {
        builder.note(`${utils.encode_cell({ r: row, c: column })}: ${comment ?? ''}`);
      }
    }
  }
}

/** A cell merged over several rows is said in each of them, so that every row can be understood alone. */
function fillMerged(rows: Rows, sheet: WorkSheet): void {
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    const cell = rows[start.r]?.[start.c];
    if (cell === undefined) continue;
    const { c: _comment, ...value } = cell;
    for (let row = start.r + 1; row <= Math.min(end.r, rows.length - 1); row++) (rows[row] ??= [])[start.c] ??= value;
  }
}

function cellText(cell: CellObject | undefined): string {
  if (cell === undefined) return '';
  if (cell.v instanceof Date) return isoDate(cell.v, cell.w ?? '');
  return cell.w ?? (cell.v === undefined ? '' : String(cell.v));
}

/** Dates in ISO form, whatever the sheet's country; a bare time of day stays as it is shown. */
function isoDate(date: Date, shown: string): string {
  if (Number.isNaN(date.getTime())) return shown;
  const [day = '', time = ''] = date.toISOString().split('T');
  if (date.getUTCFullYear() < 1900) return shown;
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, time.startsWith('00.', 6) ? 5 : 8)}`;
}
