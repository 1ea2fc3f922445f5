import type { DocumentBuilder } from '../document-builder.ts';

/** A cell and how many columns and rows it covers. */
export interface GridCell {
  text: string;
  columns: number;
  rows: number;
}

export interface GridRow {
  cells: GridCell[];
  /** `marked`: the file says that it is a header; `looks`: it looks like one. */
  header: 'marked' | 'looks' | 'no';
}

/** A cell as word processors write it: one over several rows is there in each of them. */
export interface FlowCell {
  text: string;
  columns: number;
  merge: 'begins' | 'continues' | 'no';
}

/** Makes cells over several rows of those that continue the one above. */
export function mergeDown(rows: readonly { cells: FlowCell[]; header: GridRow['header'] }[]): GridRow[] {
  /** By column, the cell that may go on into the next row. */
  const open = new Map<number, GridCell>();
  return rows.map(({ cells, header }) => {
    const kept: GridCell[] = [];
    let column = 0;
    for (const { text, columns, merge } of cells) {
      const above = open.get(column);
      if (merge === 'continues' && above !== undefined) {
        above.rows++;
        // Words that were left behind in a cell that is not shown.
        above.text = [above.text, text.trim()].filter((words) => words !== '').join(' ');
      } else {
        const cell = { text, columns, rows: 1 };
        kept.push(cell);
        if (merge === 'begins') open.set(column, cell);
        else open.delete(column);
      }
      column += columns;
    }
    return { cells: kept, header };
  });
}

/** No honest table is wider; a forged span must not fill the memory. */
const widest = 200;

/**
 * Adds a table row by row. A cell over several rows and columns is said in each of them, so that every row can be
 * understood alone; one across the whole table is the only one of its row. Header rows become one header, with all that stands over a
 * column; a header across the whole table is the table's title.
 */
export function addGrid(rows: readonly GridRow[], builder: DocumentBuilder): void {
  const laidOut = layOut(rows);
  const headerCount = countHeaders(rows, laidOut);
  builder.endGroup();
  const header = laidOut.slice(0, headerCount);
  for (const row of header.filter(({ isWhole }) => isWhole)) builder.paragraph(row.texts[0] ?? '');
  const columns = header.filter(({ isWhole }) => !isWhole).map(({ texts }) => texts);
  const width = Math.max(0, ...columns.map((texts) => texts.length));
  builder.tableHeader(Array.from({ length: width }, (_, column) => distinct(columns.map((texts) => texts[column]))));
  for (const { texts } of laidOut.slice(headerCount)) builder.tableRow(texts);
  builder.endGroup();
}

const distinct = (texts: (string | undefined)[]): string =>
  texts.filter((text, index) => text !== undefined && text !== '' && text !== texts[index - 1]).join(' ');

interface LaidOutRow {
  texts: string[];
  /** One cell across the whole table. */
  isWhole: boolean;
  /** Cells of it reach into the next row, or cover several columns. */
  goesOn: boolean;
}

function layOut(rows: readonly GridRow[]): LaidOutRow[] {
  /** By column, what reaches down from the rows before. */
  const above: { cell: GridCell; rows: number }[] = [];
  const grid = rows.map(({ cells }) => {
    const columns: GridCell[] = [];
    const fillFromAbove = (): void => {
      for (let reach = above[columns.length]; reach !== undefined && reach.rows > 0; reach = above[columns.length]) {
        reach.rows--;
        columns.push(reach.cell);
      }
    };
    for (const cell of cells) {
      fillFromAbove();
      const end = Math.min(columns.length + cell.columns, widest);
      while (columns.length < end) {
        above[columns.length] = { cell, rows: cell.rows - 1 };
        columns.push(cell);
      }
    }
    fillFromAbove();
    return columns;
  });
  const width = Math.max(0, ...grid.map((columns) => columns.length));
  const isForm = width > 2 && partsColumnsAnew(rows);
  return grid.map((columns) => {
    const once = columns.filter((cell, column) => cell !== columns[column - 1]);
    const isWhole = once.length === 1 && width > 1 && columns.length === width;
    return {
      texts: (isForm || isWhole ? once : columns).map(({ text }) => text),
      isWhole,
      goesOn: columns.some((cell) => cell.columns > 1 || cell.rows > 1),
    };
  });
}

/** A form: most rows are parted at places of their own, so that columns mean nothing and cells are said once a row. */
function partsColumnsAnew(rows: readonly GridRow[]): boolean {
  const parted = rows.filter(({ cells }) => cells.length > 1);
  const merging = parted.filter(({ cells }) => cells.some(({ columns }) => columns > 1));
  return parted.length > 2 && merging.length * 2 > parted.length;
}

/** Rows that only look like headers belong to the header as long as the row before goes on below. */
function countHeaders(rows: readonly GridRow[], laidOut: readonly LaidOutRow[]): number {
  let count = 0;
  for (const [index, { header }] of rows.entries()) {
    const before = laidOut[index - 1];
    if (header === 'no' || (header === 'looks' && before !== undefined && !before.goesOn)) break;
    count++;
  }
  // A table of headers alone has its first row for one.
  if (count === rows.length) return rows.length > 1 ? 1 : 0;
  return count;
}

/** Rows of a table in a cell of another one, on one line. */
export function flatTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.filter((text) => text.trim() !== '').join(', ')).join('; ');
}
