import type { VectorGraphics } from '@llamaindex/liteparse';
import { joinLines, toLines, type Line } from './pdf-lines.ts';
import { findGrids, isClosed, type Grid } from './pdf-rulings.ts';
import { contains, height, middle, surround, type Area, type Word } from './pdf-words.ts';

export interface TableRow extends Area {
  cells: string[];
}

export interface Table extends Area {
  /** Whether the first row names the columns. */
  hasHeader: boolean;
  rows: TableRow[];
}

/** Cells with more letters than this on average are no cells: the lines are the frames of a page's layout. */
const longestCell = 300;

/** Tables that are drawn with lines, and the words that are not part of one. */
export function ruledTables(
  words: readonly Word[],
  graphics: VectorGraphics | undefined,
): { tables: Table[]; rest: Word[] } {
  const tables: Table[] = [];
  let rest = [...words];
  const grids = graphics === undefined ? [] : findGrids(graphics);
  // Inner tables first, so that their words are not taken by the frame around them.
  for (const grid of grids.toSorted((one, other) => extent(one) - extent(other))) {
    const area = areaOf(grid);
    const inside = rest.filter((word) => contains(area, word));
    const table = readGrid(grid, inside);
    if (table === null) continue;
    tables.push(table);
    const taken = new Set(inside);
    rest = rest.filter((word) => !taken.has(word));
  }
  return { tables, rest };
}

const areaOf = ({ xs, ys }: Grid): Area => ({
  left: xs[0] ?? 0,
  right: xs.at(-1) ?? 0,
  top: ys[0] ?? 0,
  bottom: ys.at(-1) ?? 0,
});

function extent(grid: Grid): number {
  const { left, right, top, bottom } = areaOf(grid);
  return (right - left) * (bottom - top);
}

function readGrid(grid: Grid, words: readonly Word[]): Table | null {
  const { xs, ys } = grid;
  const columns = xs.length - 1;
  const owner = mergeCells(grid);
  const contents = new Map<number, Word[]>();
  let cut = 0;
  for (const word of words) {
    const column = slot(xs, middle(word));
    const cell = owner[slot(ys, height(word)) * columns + column] ?? 0;
    const [left, right] = [xs[column] ?? 0, xs[column + 1] ?? 0];
    if (owner.filter((other) => other === cell).length === 1 && (word.left < left - 4 || word.right > right + 4))
      cut += 1;
    const content = contents.get(cell);
    if (content === undefined) contents.set(cell, [word]);
    else content.push(word);
  }
  const rows: (TableRow & { words: Word[] })[] = [];
  for (let row = 0; row < ys.length - 1; row += 1) {
    const cells = Array.from({ length: columns }, (_, column) => contents.get(row * columns + column) ?? []);
    for (const lines of splitRow(cells)) {
      const texts = lines.map(cellText);
      const inRow = lines.flat();
      if (inRow.length === 0) continue;
      const { top, bottom } = lines === cells ? { top: ys[row] ?? 0, bottom: ys[row + 1] ?? 0 } : surround(inRow);
      rows.push({ left: xs[0] ?? 0, right: xs.at(-1) ?? 0, top, bottom, cells: texts, words: inRow });
    }
  }
  const used = Array.from({ length: columns }, (_, column) => rows.some(({ cells }) => cells[column] !== ''));
  const usedColumns = used.filter(Boolean).length;
  const filled = rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell !== '').length, 0);
  const letters = rows.reduce((sum, { cells }) => sum + cells.join('').length, 0);
  const isDrawing =
    cut > words.length * 0.2 || filled < rows.length * usedColumns * 0.15 || letters > filled * longestCell;
  if (rows.length < 2 || usedColumns < 2 || isDrawing) return null;
  return {
    ...areaOf(grid),
    hasHeader: namesColumns(rows),
    rows: rows.map(({ words: _words, ...row }) => ({
      ...row,
      cells: row.cells.filter((_cell, column) => used[column]),
    })),
  };
}

/** For each place of the grid the place, further up or left, of the cell that covers it. */
function mergeCells({ xs, ys, across, down }: Grid): number[] {
  const columns = xs.length - 1;
  const owner: number[] = [];
  for (let row = 0; row < ys.length - 1; row += 1) {
    const [top = 0, bottom = 0] = [ys[row], ys[row + 1]];
    for (let column = 0; column < columns; column += 1) {
      const [left = 0, right = 0] = [xs[column], xs[column + 1]];
      const place = row * columns + column;
      if (column > 0 && !isClosed(down, left, top, bottom)) owner.push(owner[place - 1] ?? place);
      else if (row > 0 && !isClosed(across, top, left, right)) owner.push(owner[place - columns] ?? place);
      else owner.push(place);
    }
  }
  return owner;
}

function slot(places: readonly number[], value: number): number {
  const index = places.findIndex((place) => place > value);
  return Math.min(places.length - 2, Math.max(0, (index === -1 ? places.length : index) - 1));
}

export const cellText = (words: readonly Word[]): string => joinLines(toLines(words).map(({ text }) => text));

/**
 * A row with lines only around many lines of text: its first column, of short entries, then says where rows begin.
 * Other rows stay as they are.
 */
function splitRow(cells: Word[][]): Word[][][] {
  const columns = cells.map((words) => toLines(words));
  const key = columns.find((lines) => lines.length > 0) ?? [];
  const isList =
    key.length >= 5 &&
    key.every(({ text }) => text.length <= 20) &&
    columns.some((lines) => lines !== key && key.every((line) => lines.some((other) => isInStep(line, other))));
  if (!isList) return [cells];
  const starts = key.map(({ bottom, size }) => bottom - size * 0.3);
  const rowOf = (line: Line): number =>
    Math.max(
      0,
      starts.findLastIndex((start) => line.bottom > start),
    );
  return key.map((_, row) =>
    columns.map((lines) => lines.filter((line) => rowOf(line) === row).flatMap(({ words }) => words)),
  );
}

const isInStep = (one: Line, other: Line): boolean => Math.abs(one.bottom - other.bottom) < one.size * 0.3;

/** The first row is set in bold, the others are not; or it holds no numbers and they do. */
export function namesColumns(rows: readonly { cells: string[]; words: readonly Word[] }[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return false;
  const isBold = (words: readonly Word[]): boolean => words.every(({ bold }) => bold);
  if (isBold(first.words)) return !others.every(({ words }) => isBold(words));
  const isNumber = (cell: string): boolean => /\d/.test(cell) && !/\p{L}{4}/u.test(cell);
  if (first.cells.some((cell) => cell === '' || isNumber(cell))) return false;
  return first.cells.some((_, column) => others.every(({ cells }) => isNumber(cells[column] ?? '')));
}
