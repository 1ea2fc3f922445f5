import { read, utils, type CellObject, type DenseWorkSheet, type WorkSheet } from '@e965/xlsx';
import type { DocumentBuilder } from '../document-builder.ts';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties, corePropertiesPart } from './office-properties.ts';
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
  for (const table of tables) addTable(table, builder);
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

/** Empty rows part the tables of a sheet; columns that are empty in a whole table are left out at its edges. */
function splitTables(rows: string[][]): string[][][] {
  const tables: string[][][] = [];
  let table: string[][] = [];
  const close = (): void => {
    if (table.length > 0) tables.push(trimColumns(table));
    table = [];
  };
  for (const row of rows) {
    // Rows without cells are holes in the array.
    if (row?.some((cell) => cell !== undefined && cell.trim() !== ''))
      table.push(Array.from(row, (cell) => cell ?? ''));
    else close();
  }
  close();
  return tables;
}

function trimColumns(table: string[][]): string[][] {
  let first = Infinity;
  let last = 0;
  for (const row of table) {
    first = Math.min(
      first,
      row.findIndex((cell) => cell.trim() !== ''),
    );
    last = Math.max(
      last,
      row.findLastIndex((cell) => cell.trim() !== ''),
    );
  }
  return table.map((row) => Array.from({ length: last - first + 1 }, (_, column) => row[first + column] ?? ''));
}

function addTable(table: string[][], builder: DocumentBuilder): void {
  builder.endGroup();
  let headerWasSaid = false;
  for (const [index, row] of table.entries()) {
    const filled = row.filter((cell) => cell.trim() !== '');
    const [only] = filled;
    if (!headerWasSaid && filled.length === 1 && only !== undefined && row.length > 1) {
      // A line over the table: its title or a remark.
      builder.paragraph(only);
    } else if (!headerWasSaid && index < table.length - 1 && filled.length > 1 && filled.every(isLabel)) {
      builder.tableHeader(row);
      headerWasSaid = true;
    } else {
      builder.tableRow(row);
      headerWasSaid = true;
    }
  }
}

/** Words rather than figures. */
const isLabel = (cell: string): boolean => !/^[\d\s.,:%()€$£+-]+$/.test(cell) || /^(?:19|20)\d\d$/.test(cell.trim());
