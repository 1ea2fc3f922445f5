import type { Line } from './pdf-lines.ts';
import { cellText, namesColumns, type Table } from './pdf-tables.ts';
import { surround, type Area, type Word } from './pdf-words.ts';

/** White that runs down between two columns. */
type Track = [left: number, right: number];

/** Gap between words that is more than the space between two words of justified text, in font sizes. */
const wideGap = 0.95;
const narrowestTrack = 0.55;

/** Splits lines into tables without drawn lines, whose cells stand below each other, and the lines between them. */
export function alignedTables(lines: readonly Line[]): (Line | Table)[] {
  const parts: (Line | Table)[] = [];
  for (let index = 0; index < lines.length;) {
    const table = tableFrom(lines, index);
    if (table === null) parts.push(lines[index] as Line);
    else parts.push(table.table);
    index += table?.count ?? 1;
  }
  return parts;
}

function tableFrom(lines: readonly Line[], start: number): { table: Table; count: number } | null {
  const first = lines[start] as Line;
  let tracks = gaps(first, wideGap);
  if (tracks.length === 0) return null;
  let end = start + 1;
  let lastFull = start;
  for (; end < lines.length; end += 1) {
    const line = lines[end] as Line;
    const before = lines[end - 1] as Line;
    const isFar = line.top - before.bottom > Math.max(line.size, before.size) * 2.2;
    const common = isFar ? [] : tracks.flatMap((track) => narrow(track, line));
    // A line that closes a column is not of this table, unless it is the table's first and only looked like a row.
    if (common.length === 0 || (common.length < tracks.length && end - start > 2)) break;
    tracks = common;
    if (cellsOf(line, tracks).filter((cell) => cell.length > 0).length > 1) lastFull = end;
  }
  const rows = toRows(lines.slice(start, Math.min(end, lastFull + 2)), tracks, lastFull - start);
  const full = rows.filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1);
  const columns = tracks.length + 1;
  const letters = rows.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + cell.length, 0);
  const isProse = letters / (rows.length * columns) > 60;
  const isList = full.every(({ cells }) => /^(?:[^\p{L}\d]|\(?\w{1,3}[.)])$/u.test(cells[0] ?? '')) && columns === 2;
  if (full.length < 2 || full.length * columns < 6 || full.length < rows.length * 0.5 || isProse || isList) return null;
  const count = rows.reduce((sum, row) => sum + row.lines, 0);
  const table = {
    ...surround(rows),
    hasHeader: namesColumns(rows),
    rows: rows.map(({ words: _words, lines: _lines, ...row }) => row),
  };
  return { table, count };
}

function gaps({ words, size }: Line, least: number): Track[] {
  return words.flatMap((word, index): Track[] => {
    const before = words[index - 1];
    return before !== undefined && word.left - before.right > size * least ? [[before.right, word.left]] : [];
  });
}

/** What a line leaves of a track; nothing where a word stands in it. */
function narrow([left, right]: Track, { words, size }: Line): Track[] {
  let [from, to] = [left, right];
  for (const word of words) {
    if (word.right <= from || word.left >= to) continue;
    // The widest piece beside the word is kept.
    if (word.left - from > to - word.right) to = word.left;
    else from = word.right;
  }
  return to - from > size * narrowestTrack ? [[from, to]] : [];
}

function cellsOf({ words }: Line, tracks: readonly Track[]): Word[][] {
  const cells: Word[][] = Array.from({ length: tracks.length + 1 }, () => []);
  for (const word of words) cells[tracks.filter(([, right]) => right <= word.left + 1).length]?.push(word);
  return cells;
}

type Row = Area & { cells: string[]; words: Word[]; lines: number };

/** Lines of one cell that goes on below come together into its row. */
function toRows(lines: readonly Line[], tracks: readonly Track[], lastFull: number): Row[] {
  const pitches = lines.slice(1).map((line, index) => line.bottom - (lines[index]?.bottom ?? 0));
  const [least, most] = [Math.min(...pitches), Math.max(...pitches)];
  const between = most > least * 1.25 ? (least + most) / 2 : 0;
  const groups: { lines: Line[]; cells: Word[][] }[] = [];
  for (const [index, line] of lines.entries()) {
    const cells = cellsOf(line, tracks);
    const open = groups.at(-1);
    const isTight = (pitches[index - 1] ?? Infinity) < between;
    const filled = cells.filter((cell) => cell.length > 0).length;
    const isNear = (pitches[index - 1] ?? Infinity) < line.size * 1.5;
    const isRest = isNear && cells[0]?.length === 0 && filled <= cells.length / 2;
    if (open !== undefined && (isTight || isRest)) {
      open.lines.push(line);
      for (const [column, words] of cells.entries()) open.cells[column]?.push(...words);
    } else if (index <= lastFull) {
      groups.push({ lines: [line], cells });
    } else {
      break;
    }
  }
  return groups.map((group) => ({
    ...surround(group.lines),
    cells: group.cells.map(cellText),
    words: group.cells.flat(),
    lines: group.lines.length,
  }));
}
