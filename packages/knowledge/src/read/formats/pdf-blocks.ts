import { alignedTables } from './pdf-aligned-tables.ts';
import { splitColumns } from './pdf-columns.ts';
import { joinTwo, toLines, type Line } from './pdf-lines.ts';
import type { OutlineTitles } from './pdf-outline-titles.ts';
import type { Table } from './pdf-tables.ts';
import { height, surround, type Area, type Word } from './pdf-words.ts';

/** A paragraph, heading or list item. */
export interface TextBlock extends Area {
  kind: 'text';
  text: string;
  lines: number;
  /** Size of most of its letters, in points. */
  size: number;
  bold: boolean;
  marker: ListMarker | null;
  /** Whether more white than between lines stands above it. */
  isApart: boolean;
}

/** Lines in a font of program code, where the page is not all set in one. */
export interface CodeBlock extends Area {
  kind: 'code';
  text: string;
}

export type PdfBlock = TextBlock | CodeBlock | (Table & { kind: 'table' });

interface ListMarker {
  /** What the list says in front of the item, such as "a)"; empty for bullets. */
  label: string;
  number: number | null;
  left: number;
}

export interface PageContent {
  number: number;
  words: Word[];
  tables: Table[];
  /** Small drawn shapes, which may be the bullets of a list. */
  dots: Area[];
}

/** What stands on a page, in reading order. A line that `titles` names does not join others. */
export function pageBlocks({ number, words, tables, dots }: PageContent, titles: OutlineTitles): PdfBlock[] {
  // What ends or goes on a sentence is no title, even if it has the same words.
  const isTitle = ({ text }: Line): boolean => !/^\p{Ll}|[.,;]$/u.test(text) && titles.names(text, number);
  const byArea = new Map<Area, Table>(tables.map((table) => [table, table]));
  const blocks: PdfBlock[] = [];
  const setsCode = words.filter(({ mono }) => mono).length < words.length / 2;
  for (const part of splitColumns(words, tables)) {
    const waiting = part.tables.map((area) => byArea.get(area) as Table).toSorted((one, other) => one.top - other.top);
    let from = -Infinity;
    const above = (limit: number): void => {
      const between = part.words.filter((word) => height(word) >= from && height(word) < limit);
      blocks.push(...columnBlocks(between, { dots, setsCode, isTitle }));
      from = Math.max(from, limit);
    };
    for (const table of waiting) {
      above(height(table));
      blocks.push({ kind: 'table', ...table });
    }
    above(Infinity);
  }
  return joinAcrossColumns(blocks);
}

interface PageTraits {
  dots: readonly Area[];
  setsCode: boolean;
  isTitle: (line: Line) => boolean;
}

function columnBlocks(words: readonly Word[], { dots, setsCode, isTitle }: PageTraits): PdfBlock[] {
  const blocks: PdfBlock[] = [];
  const lines = toLines(words);
  let run: Line[] = [];
  const column = { right: surround(lines).right, pitch: usualPitch(lines), dots, isTitle };
  const close = (): void => {
    blocks.push(...paragraphs(run, column));
    run = [];
  };
  const [code, prose] = setsCode ? codeBlocks(lines) : [[], lines];
  for (const part of alignedTables(prose)) {
    while (code[0] !== undefined && code[0].top < part.top) {
      close();
      blocks.push(code.shift() as CodeBlock);
    }
    if ('words' in part) {
      run.push(part);
    } else {
      close();
      blocks.push({ kind: 'table', ...part });
    }
  }
  close();
  blocks.push(...code);
  return blocks;
}

/** Runs of at least two lines of code, and the other lines. */
function codeBlocks(lines: readonly Line[]): [CodeBlock[], Line[]] {
  const code: CodeBlock[] = [];
  const others: Line[] = [];
  for (let start = 0; start < lines.length;) {
    const first = lines[start] as Line;
    const length = lines.slice(start).findIndex((line) => line.mono !== first.mono);
    const run = lines.slice(start, length === -1 ? lines.length : start + length);
    if (first.mono && run.length > 1) code.push({ kind: 'code', ...surround(run), text: indented(run) });
    else others.push(...run);
    start += run.length;
  }
  return [code, others];
}

function indented(lines: readonly Line[]): string {
  const { left } = surround(lines);
  return lines
    .map((line) => {
      const width = (line.right - line.left) / line.text.length;
      return ' '.repeat(Math.round((line.left - left) / width)) + line.text;
    })
    .join('\n');
}

interface Column {
  /** Where its lines end. */
  right: number;
  /** Distance between the lines of a paragraph, in font sizes. */
  pitch: number;
  dots: readonly Area[];
  isTitle: (line: Line) => boolean;
}

interface Paragraph {
  lines: Line[];
  text: string;
  marker: ListMarker | null;
  isApart: boolean;
}

function paragraphs(lines: readonly Line[], { right, pitch, dots, isTitle }: Column): TextBlock[] {
  const found: Paragraph[] = [];
  let followsTitle = false;
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const open = found.at(-1);
    const marker = markerOf(line, dots);
    const isApart = before === undefined || line.bottom - before.bottom > line.size * (pitch * 1.25 + 0.15);
    const text = marker === null ? line.text : line.text.slice(marker.length).trim();
    const isAlone = followsTitle || isTitle(line);
    followsTitle = isTitle(line);
    const continues =
      !isAlone &&
      before !== undefined &&
      open !== undefined &&
      !isApart &&
      !startsAnew(open, before, line, right) &&
      !(marker !== null && startsItem(marker, open, before, line, right));
    if (!continues) {
      found.push({ lines: [line], text, marker, isApart });
      continue;
    }
    open.text =
      isShort(before, line, right, 0.25) && /^[\p{Lu}\d]/u.test(line.text)
        ? `${open.text}\n${line.text}`
        : joinTwo(open.text, line.text);
    open.lines.push(line);
  }
  return found.map(toTextBlock);
}

function toTextBlock({ lines, text, marker, isApart }: Paragraph): TextBlock {
  const longest = lines.reduce((most, line) => (line.text.length > most.text.length ? line : most));
  return {
    kind: 'text',
    ...surround(lines),
    text,
    lines: lines.length,
    size: longest.size,
    bold: lines.every(({ bold }) => bold),
    marker,
    isApart,
  };
}

/** Distance between the lines of a paragraph, in font sizes: that of most lines which are near each other. */
function usualPitch(lines: readonly Line[]): number {
  const pitches = lines
    .slice(1)
    .map((line, index) => (line.bottom - (lines[index]?.bottom ?? 0)) / line.size)
    .filter((pitch) => pitch > 0.7)
    .toSorted((one, other) => one - other);
  const usual = pitches[Math.floor(pitches.length / 4)] ?? 1.2;
  // A few lines say little: they may all be paragraphs of their own.
  return pitches.length < 6 ? Math.min(usual, 1.5) : usual;
}

/** Whether the next word would have fitted into the line, so that its end was meant; `spare` is a share of the width. */
function isShort(before: Line, line: Line, right: number, spare = 0): boolean {
  const first = line.words[0];
  const width = first === undefined ? 0 : first.right - first.left;
  return before.right + before.size * 0.3 + width < right - before.size * 0.4 - (right - before.left) * spare;
}

/** Dots that lead to a page number: a line of a table of contents. */
const leaders = /(?:\. ?){4,}\s*\S{1,6}$/;

function startsAnew({ lines, marker }: Paragraph, before: Line, line: Line, right: number): boolean {
  if (Math.abs(line.size - before.size) > before.size * 0.12 && line.text.length > 2) return true;
  if (leaders.test(before.text)) return true;
  const wasShort = isShort(before, line, right);
  if (line.bold !== before.bold && (wasShort || before.bold)) return wasShort;
  const endsSentence = /[.:?!…]["'»”’)\]]*$/u.test(before.text);
  if (wasShort && endsSentence && !/^\p{Ll}/u.test(line.text)) return true;
  const em = before.size * 0.8;
  const isIndented = line.left > before.left + em;
  const isItem = marker !== null && lines.length === 1;
  if (isIndented) return !isItem && (endsSentence || before.right < right - before.size * 2);
  // The second line of a paragraph stands further left than an indented first one.
  const isOutdented = line.left < before.left - em;
  const hanging = marker !== null && lines.length > 1;
  return isOutdented && (lines.length > 1 || (hanging && line.left < marker.left + em)) && endsSentence;
}

const bullet = /^[•◦▪▫‣●○■□◆◇►▶➢➤✓✔✗❖·∙⁃–—*\u2022\u25aa\uf0b7\uf0a7\uf0d8\uf02d-]\s+(?=\S)/u;
const ordered = /^(?:\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]|(\d{1,3})\.\))\s+(?=\S)/u;

function markerOf(line: Line, dots: readonly Area[]): (ListMarker & { length: number }) | null {
  const { left } = line;
  const sign = bullet.exec(line.text);
  if (sign !== null) return { label: '', number: null, left, length: sign[0].length };
  const item = ordered.exec(line.text);
  if (item !== null) {
    const number = /^\d+$/.test(item[1] ?? '') ? Number(item[1]) : null;
    return { label: number === null ? item[0].trim() : '', number, left, length: item[0].length };
  }
  const dot = dots.find((area) => area.right <= left && left - area.right < line.size * 2 && isBesideText(area, line));
  return dot === undefined ? null : { label: '', number: null, left: dot.left, length: 0 };
}

const isBesideText = (dot: Area, line: Line): boolean => height(dot) > line.top && height(dot) < line.bottom;

/** A number at the start of a line may also be part of its sentence ("... on the\n3. of May"). */
function startsItem(marker: ListMarker, open: Paragraph, before: Line, line: Line, right: number): boolean {
  if (marker.number === null && marker.label === '') return true;
  const follows = marker.number !== null && open.marker?.number === marker.number - 1;
  return follows || isShort(before, line, right) || Math.abs(line.left - before.left) > line.size * 0.4;
}

/** A sentence that goes on at the top of the next column is put together again. */
function joinAcrossColumns(blocks: PdfBlock[]): PdfBlock[] {
  const joined: PdfBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const goesOn =
      block.kind === 'text' &&
      before?.kind === 'text' &&
      block.top < before.top &&
      block.marker === null &&
      Math.abs(block.size - before.size) < 1 &&
      before.lines > 1 &&
      (/^\p{Ll}/u.test(block.text) || /\p{L}-$/u.test(before.text)) &&
      !/[.:?!]$/.test(before.text);
    if (goesOn)
      joined[joined.length - 1] = { ...before, text: joinTwo(before.text, block.text), lines: before.lines + 1 };
    else joined.push(block);
  }
  return joined;
}
