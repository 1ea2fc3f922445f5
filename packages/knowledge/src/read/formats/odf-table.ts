import { ReadFailure } from '../read-failure.ts';
import type { XmlElement } from './xml.ts';

export interface OdfRow {
  cells: string[];
  /** Said to be repeated on each page, as headers are. */
  isHeader: boolean;
}

/** A file says in a few characters that a cell or row is repeated a million times. */
const maxCells = 2_000_000;
const maxCharacters = 20_000_000;
const maxColumns = 16_384;
const maxRows = 1_048_576;

/**
 * The rows of a table with their cells in columns. A cell over several rows is said in each of them; empty rows that are
 * repeated are said once, empty cells at the end not at all.
 * @throws ReadFailure `file_too_large` for more than 2,000,000 cells or 20,000,000 characters
 */
export function odfRows(
  table: XmlElement,
  textOf: (cell: XmlElement, row: number, column: number) => string,
): OdfRow[] {
  const rows: OdfRow[] = [];
  const spanning: { text: string; rowsLeft: number }[] = [];
  let cellCount = 0;
  let characterCount = 0;
  let rowNumber = 0;

  const count = (cells: number, characters: number): void => {
    cellCount += cells;
    characterCount += characters;
    if (cellCount <= maxCells && characterCount <= maxCharacters) return;
    throw new ReadFailure(
      'file_too_large',
      `has a table of more than ${maxCells.toLocaleString('en')} cells or ${maxCharacters.toLocaleString('en')} characters.`,
      'Split it into smaller files.',
    );
  };

  const addRow = (row: XmlElement, isHeader: boolean): void => {
    const cells: string[] = [];
    /** Empty cells count once something comes after them. */
    let empty = 0;
    for (const cell of row.children) {
      if (cell.name !== 'table-cell' && cell.name !== 'covered-table-cell') continue;
      const column = cells.length + empty;
      const repeated = Math.min(repeats(cell, 'number-columns-repeated'), maxColumns - column);
      const above = spanning[column];
      const isCovered = cell.name === 'covered-table-cell' && above !== undefined && above.rowsLeft > 0;
      const text = isCovered ? above.text : textOf(cell, rowNumber, column);
      if (isCovered) above.rowsLeft--;
      const rowsSpanned = repeats(cell, 'number-rows-spanned');
      if (rowsSpanned > 1) spanning[column] = { text, rowsLeft: rowsSpanned - 1 };
      if (text.trim() === '') {
        empty += repeated;
      } else {
        const times = isCovered ? 1 : repeated;
        count(empty + times, times * text.length);
        for (; empty > 0; empty--) cells.push('');
        for (let time = 0; time < times; time++) cells.push(text);
        // What a cell over several columns covers is empty but for the first.
        empty = repeated - times;
      }
    }
    const times = Math.min(repeats(row, 'number-rows-repeated'), maxRows);
    rowNumber += times;
    count((times - 1) * cells.length, (times - 1) * cells.join('').length);
    for (let time = 0; time < (cells.length === 0 ? 1 : times); time++) rows.push({ cells, isHeader });
  };

  const walk = (element: XmlElement, isHeader: boolean): void => {
    for (const inner of element.children) {
      if (inner.name === 'table-row') addRow(inner, isHeader);
      else if (/^table-(?:header-rows|rows|row-group)$/.test(inner.name)) {
        walk(inner, isHeader || inner.name === 'table-header-rows');
      }
    }
  };

  walk(table, false);
  return rows;
}

const repeats = ({ attributes }: XmlElement, name: string): number =>
  Math.max(1, Math.trunc(Number(attributes[name] ?? 1)) || 1);
