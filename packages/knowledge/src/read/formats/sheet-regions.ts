import { filledLines, type Region, type Sheet } from './sheet.ts';
import { headOf } from './sheet-header.ts';

/**
 * The tables of a part of a sheet in reading order: empty rows part them, and empty columns where both sides are a table
 * of their own. A column that is only left empty for its looks parts nothing.
 */
export function tableRegions(sheet: Sheet, area: Region): Region[] {
  const { rows, columns } = filledLines(sheet, area);
  const [left, right] = [columns[0], columns.at(-1)];
  if (left === undefined || right === undefined) return [];
  const bands = runsOf(rows).map(([top, bottom]) => ({ top, bottom, left, right }));
  const [only, ...more] = bands;
  if (only === undefined || more.length > 0) return bands.flatMap((band) => tableRegions(sheet, band));
  const parts = runsOf(columns).map(([from, to]) => ({ ...only, left: from, right: to }));
  const tables = joinParts(sheet, parts);
  return tables.length === 1 ? tables : tables.flatMap((table) => tableRegions(sheet, table));
}

/** Joins neighbours that are not both tables. */
function joinParts(sheet: Sheet, parts: Region[]): Region[] {
  const tables: Region[] = [];
  for (const part of parts) {
    const before = tables.at(-1);
    if (before === undefined || (isTable(sheet, before) && isTable(sheet, part) && beginsWithNames(sheet, part))) {
      tables.push(part);
    } else {
      before.right = part.right;
    }
  }
  return tables;
}

function isTable(sheet: Sheet, region: Region): boolean {
  if (region.right === region.left) return false;
  const trimmed = trim(sheet, region);
  return headOf(sheet, trimmed).headers.length > 0;
}

/** Whether the first column says what its rows are; one of figures goes on with the table to its left. */
function beginsWithNames(sheet: Sheet, region: Region): boolean {
  const { top, bottom, left } = trim(sheet, region);
  let names = 0;
  let figures = 0;
  for (let row = top; row <= Math.min(bottom, top + 200); row++) {
    const cell = sheet.cell(row, left);
    if (typeof cell?.value === 'number') figures++;
    else if (cell !== null) names++;
  }
  // Its header is a name as well.
  return names - 1 > figures;
}

function trim(sheet: Sheet, region: Region): Region {
  const [first] = runsOf(filledLines(sheet, region).rows);
  return first === undefined ? region : { ...region, top: first[0], bottom: first[1] };
}

/** Numbers that follow each other, as first and last. */
function runsOf(numbers: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
