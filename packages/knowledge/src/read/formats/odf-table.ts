import { ReadFailure } from '../read-failure.ts';
import type { XmlElement } from './xml.ts';

export interface OdfRow<T> {
  /** Null for an empty cell. */
  cells: (T | null)[];
  /** Its number in the file, from 0. */
  number: number;
  /** Said to be repeated on each page, as headers are. */
  isHeader: boolean;
}

/** A file says in a few characters that a cell or row is repeated a million times. */
const maxCells = 2_000_000;
const maxCharacters = 20_000_000;
const maxColumns = 16_384;
const maxRows = 1_048_576;

/**
 * The rows of a table with their cells in columns, as `cellOf` makes them; an empty one has no text. A cell over several rows is said in each of them; empty rows that are
 * repeated are said once, empty cells at the end not at all.
 * @throws ReadFailure `file_too_large` for more than 2,000,000 cells or 20,000,000 characters
 */
export function odfRows<T extends { text: string }>(
  table: XmlElement,
  cellOf: (cell: XmlElement, row: number, column: number) => T,
): OdfRow<T>[] {
  const rows: OdfRow<T>[] = [];
  const spanning: { cell: T; rowsLeft: number }[] = [];
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
    const cells: (T | null)[] = [];
    let characters = 0;
    /** Empty cells count once something comes after them. */
    let empty = 0;
    for (const cell of row.children) {
      if (cell.name !== 'table-cell' && cell.name !== 'covered-table-cell') continue;
      const column = cells.length + empty;
      const repeated = Math.min(repeats(cell, 'number-columns-repeated'), maxColumns - column);
      const above = spanning[column];
      const isCovered = cell.name === 'covered-table-cell' && above !== undefined && above.rowsLeft > 0;
      const content = isCovered ? above.cell : cellOf(cell, rowNumber, column);
      if (isCovered) above.rowsLeft--;
      const rowsSpanned = repeats(cell, 'number-rows-spanned');
      if (rowsSpanned > 1) spanning[column] = { cell: content, rowsLeft: rowsSpanned - 1 };
      if (content.text.trim() === '') {
        empty += repeated;
      } else {
        const times = isCovered ? 1 : repeated;
        count(empty + times, times * content.text.length);
        characters += times * content.text.length;
        for (; empty > 0; empty--) cells.push(null);
        for (let time = 0; time < times; time++) cells.push(content);
        // What a cell over several columns covers is empty but for the first.
        empty = repeated - times;
      }
    }
    const times = Math.min(repeats(row, 'number-rows-repeated'), maxRows);
    count((times - 1) * cells.length, (times - 1) * characters);
    for (let time = 0; time < (cells.length === 0 ? 1 : times); time++) {
      rows.push({ cells, number: rowNumber + time, isHeader });
    }
    rowNumber += times;
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
