import { resolveEntities } from './xml.ts';

// The cells of large sheets are far too many to become XML elements first: they are found in the text itself, piece by
// piece, and nothing but their values is kept.

/** Bytes that are looked at in one piece. */
const pieceBytes = 1_000_000;
const lastRow = 1_048_575;
const lastColumn = 16_383;

/** The XML of cells, and the prefix of its names: "x:", mostly none. */
export interface CellXml {
  bytes: Buffer;
  prefix: string;
}

/** A sheet without its cells, and the cells; null where there are none. */
export function cutCells(sheet: Uint8Array): { rest: Uint8Array; cells: CellXml | null } {
  const part = Buffer.from(sheet.buffer, sheet.byteOffset, sheet.byteLength);
  const opening = /<((?:\w+:)?)sheetData\b[^>]*?(\/?)>/.exec(part.toString('latin1', 0, 100_000));
  if (opening === null || opening[2] === '/') return { rest: sheet, cells: null };
  const prefix = opening[1] ?? '';
  const closing = `</${prefix}sheetData>`;
  const start = opening.index + opening[0].length;
  const end = part.lastIndexOf(closing);
  if (end < start) return { rest: sheet, cells: null };
  const rest = Buffer.concat([part.subarray(0, start), part.subarray(end)]);
  return { rest, cells: { bytes: part.subarray(start, end), prefix } };
}

/** The strings that cells name by number; the readings of Japanese words above them are left out. */
export function sharedStrings(part: Uint8Array | undefined): string[] {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  const prefix = /<((?:\w+:)?)sst\b/.exec(bytes.toString('latin1', 0, 10_000))?.[1] ?? '';
  for (const text of pieces(bytes, `</${prefix}si>`)) {
    for (const [, content = ''] of text.matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)) {
      strings.push(wordsOf(content));
    }
  }
  return strings;
}

/** A row of cells, kept as small as can be: `styles` has the number of a style for each number in `values`. */
export interface CellRow {
  values: (CellValue | undefined)[];
  styles: number[];
}

export type CellValue = string | number | boolean | Date;

/** The rows of a sheet by their number from 0; those without cells are holes. */
export function cellRows(cells: CellXml, strings: readonly string[]): CellRow[] {
  const rows: CellRow[] = [];
  let row = -1;
  for (const text of pieces(cells.bytes, `</${cells.prefix}row>`)) {
    for (const [, attributes = '', content = ''] of text.matchAll(
      /<(?:\w+:)?row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g,
    )) {
      row = Number(attribute(attributes, 'r') || row + 2) - 1;
      if (!(row >= 0 && row <= lastRow)) return rows;
      if (content !== '') rows[row] = rowOf(content, strings);
    }
  }
  return rows;
}

function rowOf(content: string, strings: readonly string[]): CellRow {
  const row: CellRow = { values: [], styles: [] };
  let column = -1;
  for (const [, attributes = '', inner] of content.matchAll(
    /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
  )) {
    column = columnOf(attribute(attributes, 'r')) ?? column + 1;
    if (column > lastColumn) return row;
    const value = inner === undefined ? null : valueOf(inner, attribute(attributes, 't'), strings);
    if (value === null) continue;
    row.values[column] = value;
    if (typeof value === 'number') row.styles[column] = Number(attribute(attributes, 's') || 0);
  }
  return row;
}

function valueOf(inner: string, type: string, strings: readonly string[]): CellValue | null {
  if (type === 'inlineStr') return wordsOf(inner);
  const value = /<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inner)?.[1];
  if (value === undefined || value === '') return null;
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value.trim() === '1' || value.trim() === 'true';
  if (type === 'd') return new Date(/Z|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`);
  const number = type === 'str' || type === 'e' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? plain(value) : number;
}

/** Text in pieces that end with this closing tag. */
function* pieces(bytes: Buffer, closing: string): Generator<string> {
  let start = 0;
  while (start < bytes.length) {
    let end = bytes.length;
    if (end - start > pieceBytes) {
      const before = bytes.lastIndexOf(closing, start + pieceBytes);
      const at = before > start ? before : bytes.indexOf(closing, start + pieceBytes);
      if (at >= 0) end = at + closing.length;
    }
    yield bytes.toString('utf8', start, end);
    start = end;
  }
}

function wordsOf(content: string): string {
  const words = content.includes('rPh') ? content.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : content;
  let text = '';
  for (const [, piece = ''] of words.matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g)) text += piece;
  return plain(text);
}

/** Characters that XML cannot hold are written as "_x000D_". */
const plain = (text: string): string => {
  const resolved = text.includes('&') ? resolveEntities(text) : text;
  return resolved.includes('_x')
    ? resolved.replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : resolved;
};

function attribute(attributes: string, name: string): string {
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) return '';
  const start = at + name.length + 3;
  return attributes.slice(start, attributes.indexOf('"', start));
}

/** "AB12" is in column 27. */
function columnOf(reference: string): number | null {
  let column = 0;
  let index = 0;
  for (; index < reference.length; index++) {
    const letter = reference.charCodeAt(index) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return index === 0 ? null : column - 1;
}
