import type { Box } from '../read-document.ts';

/** A few words in one line, as text recognition found them. Lengths in any one unit, from the page's top left corner. */
export interface OcrWords {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export type OcrBlock = { box: Box } & (
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list-item'; text: string }
  | { kind: 'table-row'; cells: string[] }
);

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What stands between two wide gaps of a line. */
interface Cell extends Rectangle {
  text: string;
}

interface Line extends Rectangle {
  cells: Cell[];
}

/** Lengths below are in heights of a usual line. */
const columnGap = 1.2;
const cellGap = 2;
const paragraphGap = 0.9;
const headingHeight = 1.4;
const titleHeight = 1.9;

/**
 * Puts recognized words into reading order: columns of running text one after the other, lines whose words stand far
 * apart as rows of a table, other lines joined to paragraphs. Recognition knows no fonts: what is clearly taller than
 * the rest of the page is a heading.
 */
export function layOut(words: readonly OcrWords[], page: { width: number; height: number }): OcrBlock[] {
  const cells = words
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x, y, width, height }) => ({
      text: text.trim(),
      left: x,
      top: y,
      right: x + width,
      bottom: y + height,
    }));
  const lines = linesOf(cells);
  const usual = median(lines.map(heightOf));
  return columnsOf(lines, usual).flatMap((column) => {
    const joined = column.map((line) => ({ ...line, cells: joinNear(line.cells, cellGap * usual) }));
    return blocksOf(joined.map(withoutLoneGap), usual, page);
  });
}

/** A gap that the lines around do not have is no table, but perhaps a word that was not recognized. */
function withoutLoneGap(line: Line, index: number, lines: readonly Line[]): Line {
  const isTable = [lines[index - 1], lines[index + 1]].some((other) => (other?.cells.length ?? 0) > 1);
  return isTable ? line : { ...line, cells: joinNear(line.cells, Infinity) };
}

/** Cuts where two columns of running text stand side by side, so that each is read to its end. */
function columnsOf(lines: Line[], usual: number): Line[][] {
  const columns = findColumns(lines, usual);
  if (columns === null) return lines.length === 0 ? [] : [lines];
  return Object.values(columns).flatMap((part) => columnsOf(part, usual));
}

function findColumns(
  lines: Line[],
  usual: number,
): { above: Line[]; left: Line[]; right: Line[]; below: Line[] } | null {
  let best: { from: number; to: number; gutter: number } | null = null;
  for (const gutter of guttersOf(lines, columnGap * usual)) {
    for (let from = 0; from < lines.length; from++) {
      if (crosses(lines[from], gutter, usual)) continue;
      const start = from;
      while (from < lines.length && !crosses(lines[from], gutter, usual)) from++;
      const to = endOfColumns(lines.slice(start, from), gutter, usual) + start;
      if (best === null || to - start > best.to - best.from) best = { from: start, to, gutter };
    }
  }
  if (best === null) return null;
  const { from, to, gutter } = best;
  const cells = lines.slice(from, to).flatMap((line) => line.cells);
  const left = linesOf(cells.filter((cell) => cell.right <= gutter));
  const right = linesOf(cells.filter((cell) => cell.left > gutter));
  if (!isRunningText(left) || !isRunningText(right)) return null;
  return { above: lines.slice(0, from), left, right, below: lines.slice(to) };
}

/** Where a line has a gap of this width, each place once. */
function guttersOf(lines: Line[], gap: number): number[] {
  const places = lines.flatMap(({ cells }) =>
    cells.flatMap((cell, index) => {
      const next = cells[index + 1];
      return next !== undefined && next.left - cell.right >= gap ? [Math.round((cell.right + next.left) / 2)] : [];
    }),
  );
  return [...new Set(places)];
}

function crosses(line: Line | undefined, gutter: number, usual: number): boolean {
  const reach = usual / 3;
  return line === undefined || line.cells.some(({ left, right }) => left < gutter + reach && right > gutter - reach);
}

/** Past the last line with words on both sides there may be the rest of the longer column, but not after a gap. */
function endOfColumns(lines: Line[], gutter: number, usual: number): number {
  const last = lines.findLastIndex(({ left, right }) => left < gutter && right > gutter);
  if (last < 0) return 0;
  let end = last + 1;
  while (end < lines.length && gapBetween(lines[end - 1], lines[end]) < paragraphGap * usual) end++;
  return end;
}

const gapBetween = (above: Line | undefined, below: Line | undefined): number =>
  above === undefined || below === undefined ? Infinity : below.top - above.bottom;

/** Several full lines: the cells of a table are shorter. */
function isRunningText(lines: Line[]): boolean {
  const characters = lines.reduce((sum, line) => sum + textOf(line).length, 0);
  return lines.length >= 3 && characters / lines.length >= 20;
}

/**
 * Lines from top to bottom, their cells from left to right. Boxes fit the letters tightly ("no" is lower than "by"), so
 * what overlaps the first part of a line by half belongs to it.
 */
function linesOf(cells: Cell[]): Line[] {
  const lines: Line[] = [];
  for (const cell of cells.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const line = lines.findLast(({ cells: [first] }) => first !== undefined && areLevel(first, cell));
    if (line === undefined) lines.push({ ...boundsOf([cell]), cells: [cell] });
    else line.cells.push(cell);
  }
  return lines
    .map((line) => ({ ...boundsOf(line.cells), cells: line.cells.toSorted((a, b) => a.left - b.left) }))
    .toSorted((a, b) => a.top - b.top);
}

function areLevel(a: Rectangle, b: Rectangle): boolean {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) >= Math.min(heightOf(a), heightOf(b)) / 2;
}

function joinNear(cells: Cell[], gap: number): Cell[] {
  const joined: Cell[] = [];
  for (const cell of cells) {
    const before = joined.at(-1);
    if (before === undefined || cell.left - before.right >= gap) joined.push(cell);
    else joined[joined.length - 1] = { ...boundsOf([before, cell]), text: `${before.text} ${cell.text}` };
  }
  return joined;
}

const bullet = /^[•·▪■●○◦*©¢»-]\s+/;
const startsItem = (text: string): boolean => bullet.test(text) || /^\(?(?:\d{1,3}|[a-z])[.)]\s/i.test(text);

function blocksOf(lines: Line[], usual: number, page: { width: number; height: number }): OcrBlock[] {
  const width = Math.max(0, ...lines.map(({ right }) => right)) - Math.min(...lines.map(({ left }) => left));
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const before = paragraphs.at(-1)?.at(-1);
    if (before !== undefined && continues(before, line, { usual, width, lines })) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs.map((paragraph) => blockOf(paragraph, usual, page));
}

function continues(
  before: Line,
  line: Line,
  { usual, width, lines }: { usual: number; width: number; lines: Line[] },
): boolean {
  if (before.cells.length > 1 || line.cells.length > 1) return false;
  if (line.top - before.bottom > paragraphGap * usual || startsItem(textOf(line))) return false;
  if (headingLevel(before, usual) !== headingLevel(line, usual)) return false;
  // The last line of a paragraph is shorter than the others.
  const right = Math.max(...lines.map((each) => each.right));
  return !(/[.:!?]$/.test(textOf(before)) && right - before.right > width * 0.15);
}

function blockOf(lines: Line[], usual: number, page: { width: number; height: number }): OcrBlock {
  const box = boxOf(boundsOf(lines), page);
  const cells = lines.flatMap((line) => line.cells.map(({ text }) => text));
  if (lines.length === 1 && cells.length > 1) return { box, kind: 'table-row', cells };
  const text = lines.map(textOf).reduce(joinLines);
  const level = lines[0] === undefined ? 0 : headingLevel(lines[0], usual);
  if (level > 0 && text.length <= 120) return { box, kind: 'heading', level, text };
  if (bullet.test(text)) return { box, kind: 'list-item', text: text.replace(bullet, '') };
  return { box, kind: 'paragraph', text };
}

const headingLevel = (line: Line, usual: number): number =>
  heightOf(line) >= titleHeight * usual ? 1 : heightOf(line) >= headingHeight * usual ? 2 : 0;

/** A word that was cut at the end of its line is whole again. */
const joinLines = (text: string, next: string): string =>
  /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text} ${next}`;

const textOf = (line: Line): string => line.cells.map(({ text }) => text).join(' ');
const heightOf = ({ top, bottom }: Rectangle): number => bottom - top;
const middleOf = ({ top, bottom }: Rectangle): number => (top + bottom) / 2;

function boundsOf(parts: Rectangle[]): Rectangle {
  return {
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  };
}

function boxOf({ left, top, right, bottom }: Rectangle, page: { width: number; height: number }): Box {
  const x = fraction(left / page.width);
  const y = fraction(top / page.height);
  return { left: x, top: y, width: fraction(right / page.width) - x, height: fraction(bottom / page.height) - y };
}

const fraction = (value: number): number => Math.min(1, Math.max(0, value));

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
