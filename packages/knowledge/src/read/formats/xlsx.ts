import { read, SSF } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties } from './office-properties.ts';
import type { Region, Sheet } from './sheet.ts';
import {
  addSheet,
  commentsOf,
  countsFrom1904,
  fillMerged,
  isFilled,
  mergedRegions,
  visibleSheets,
  workbookOptions,
} from './workbook.ts';
import { workbookCell } from './workbook-cell.ts';
import { cellRows, cutCells, sharedStrings, type CellRow, type CellXml } from './xlsx-cells.ts';
import { cellFormats, sheetExtras, sheetParts } from './xlsx-parts.ts';
import { isXmlPart, refuseDoctype, requireFolder, unzip, type Parts } from './zip.ts';

const stringsPart = 'xl/sharedStrings.xml';

/**
 * Excel workbooks, as `addWorkbook` has them. The library reads everything but the cells: with those of a large sheet it
 * takes several times the memory that they take here.
 */
export const readXlsx: FormatReader = ({ bytes }, builder) => {
  const { parts, paths, cells } = openParts(bytes);
  addOfficeProperties(parts, builder);
  builder.headingsGiveTitle = false;
  const strings = sharedStrings(parts[stringsPart]);
  if (parts[stringsPart] !== undefined) parts[stringsPart] = noStrings;
  const formats = cellFormats(parts, SSF.get_table());
  const workbook = read(zipSync(parts, { level: 0 }), { ...workbookOptions, type: 'array' });
  const date1904 = countsFrom1904(workbook);
  for (const name of visibleSheets(workbook)) {
    const worksheet = workbook.Sheets[name];
    if (worksheet === undefined) continue;
    const sheet = sheetOf(name, takeRows(cells, name, strings), mergedRegions(worksheet), { formats, date1904 });
    const extras = sheetExtras(parts, paths.get(name) ?? '');
    addSheet({ sheet, ...extras, comments: commentsOf(worksheet) }, builder);
  }
};

/** The parts of the file, those of sheets without their cells, and the cells of each sheet by its name. */
function openParts(bytes: Uint8Array): { parts: Parts; paths: Map<string, string>; cells: Map<string, CellXml> } {
  const parts = unzip(bytes, isXmlPart);
  requireFolder(parts, 'xl/', 'Excel workbook');
  for (const [name, part] of Object.entries(parts)) refuseDoctype(name, part);
  const paths = sheetParts(parts);
  const cells = new Map<string, CellXml>();
  for (const [name, path] of paths) {
    const cut = cutCells(parts[path] ?? new Uint8Array());
    parts[path] = cut.rest;
    if (cut.cells !== null) cells.set(name, cut.cells);
  }
  return { parts, paths, cells };
}

/** The XML of the cells is given up before their rows become text: it is the largest thing in memory. */
function takeRows(cells: Map<string, CellXml>, name: string, strings: readonly string[]): CellRow[] {
  const xml = cells.get(name);
  cells.delete(name);
  return xml === undefined ? [] : cellRows(xml, strings);
}

const noStrings = strToU8('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>');

function sheetOf(
  name: string,
  rows: CellRow[],
  merged: Region[],
  { formats, date1904 }: { formats: readonly string[]; date1904: boolean },
): Sheet {
  const sheet: Sheet = {
    name,
    rows: rows.length,
    width: (row) => rows[row]?.values.length ?? 0,
    isFilled: (row, column) => isFilled(rows[row]?.values[column]),
    cell: (row, column) => {
      const value = rows[row]?.values[column];
      if (value === undefined) return null;
      const format = formats[rows[row]?.styles[column] ?? 0] ?? 'General';
      return workbookCell(value, format, date1904);
    },
    merged,
  };
  fillMerged(merged, rows.length, sheet.isFilled, (from, to, column) => {
    const { values, styles } = (rows[to] ??= { values: [], styles: [] });
    values[column] = rows[from]?.values[column];
    styles[column] = rows[from]?.styles[column] ?? 0;
  });
  return sheet;
}
