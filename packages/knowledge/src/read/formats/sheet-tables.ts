import type { DocumentBuilder } from '../document-builder.ts';

/** Empty rows part the tables of a sheet; columns that are empty in a whole table are left out at its edges. */
export function splitTables(rows: readonly (string[] | undefined)[]): string[][][] {
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

export function addSheetTable(table: string[][], builder: DocumentBuilder): void {
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
