/** A value as PDF files write it. Names keep their slash ("/Title"), strings are the bytes that they stand for. */
export type PdfValue = null | boolean | number | string | Buffer | PdfReference | PdfValue[] | PdfDictionary;

export type PdfDictionary = Map<string, PdfValue>;

/** Stands for the object of this number. */
export class PdfReference {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

/** Deeper nested values are not read: nothing sensible is. */
const deepest = 30;

const token =
  /(?:[\s\0]|%[^\r\n]*(?:[\r\n]|$))*(?:(\d+)\s+\d+\s+R\b|([+-]?(?:\d+\.?\d*|\.\d+))|\/([^\s\0()<>[\]{}/%]*)|(<<|>>|[[\]])|\(|<([\da-fA-F\s]*)>|([a-zA-Z]+))/y;

/** Reads the value that begins here; null where there is none. `text` holds a byte a character. */
export function parsePdfValue(text: string, at = 0): PdfValue {
  let offset = at;
  const end = Symbol('end');

  function next(depth: number): PdfValue | typeof end {
    token.lastIndex = offset;
    const match = token.exec(text);
    if (match === null) return end;
    offset = token.lastIndex;
    const [, reference, number, name, bracket, hex, word] = match;
    if (reference !== undefined) return new PdfReference(Number(reference));
    if (number !== undefined) return Number(number);
    if (name !== undefined) return `/${unescapeName(name)}`;
    if (hex !== undefined) return Buffer.from(hex.replace(/\s/g, ''), 'hex');
    if (word !== undefined) return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : end;
    if (bracket === undefined) return literal();
    if (bracket === ']' || bracket === '>>' || depth > deepest) return end;
    const values: PdfValue[] = [];
    for (let value = next(depth + 1); value !== end; value = next(depth + 1)) values.push(value);
    return bracket === '[' ? values : toDictionary(values);
  }

  /** Parentheses inside are in pairs, or follow a backslash. */
  function literal(): Buffer {
    const start = offset;
    for (let open = 1; offset < text.length; offset += 1) {
      const sign = text[offset];
      if (sign === '\\') offset += 1;
      else if (sign === '(') open += 1;
      else if (sign === ')' && --open === 0) break;
    }
    offset += 1;
    return unescapeLiteral(text.slice(start, offset - 1));
  }

  const value = next(0);
  return value === end ? null : value;
}

function toDictionary(values: readonly PdfValue[]): PdfDictionary {
  const dictionary: PdfDictionary = new Map();
  for (let index = 0; index + 1 < values.length; index += 2) {
    const name = values[index];
    if (typeof name === 'string') dictionary.set(name.slice(1), values[index + 1] ?? null);
  }
  return dictionary;
}

const unescapeName = (name: string): string =>
  name.replace(/#([\da-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescapeLiteral(literal: string): Buffer {
  const text = literal.replace(
    /\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))/g,
    (_, octal?: string, line?: string, sign?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      return line === undefined ? (escapes[sign ?? ''] ?? sign ?? '') : '';
    },
  );
  return Buffer.from(text, 'latin1');
}

/** What PDFDocEncoding has in place of the controls of Latin-1. */
const differences: Record<number, string> = Object.fromEntries(
  Array.from('˘ˇˆ˙˝˛˚˜')
    .map((sign, index) => [0x18 + index, sign] as const)
    .concat(
      Array.from('•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž').map((sign, index) => [0x80 + index, sign] as const),
      [[0xa0, '€']],
    ),
);

/** Text of a string: UTF-16 or UTF-8 with their marks, else the encoding of PDF, which is nearly Latin-1. */
export function pdfText(value: PdfValue | undefined): string {
  if (!Buffer.isBuffer(value)) return '';
  if (value[0] === 0xfe && value[1] === 0xff) return new TextDecoder('utf-16be').decode(value);
  if (value[0] === 0xff && value[1] === 0xfe) return new TextDecoder('utf-16le').decode(value);
  if (value[0] === 0xef && value[1] === 0xbb) return new TextDecoder().decode(value);
  return Array.from(value, (byte) => differences[byte] ?? String.fromCharCode(byte)).join('');
}
