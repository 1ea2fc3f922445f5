import { createHash } from 'node:crypto';

export interface DrawnPage {
  words: DrawnText[];
  /** Lines from (x1, y1) to (x2, y2). */
  lines?: [number, number, number, number][];
  /** The entries of annotation dictionaries; a widget is a field of the form. */
  annotations?: string[];
}

/** In points from the lower left corner of a page of 612 by 792. */
interface DrawnText {
  x: number;
  y: number;
  text: string;
  /** F1 is Helvetica, F2 the same in bold, F3 Courier; with its size: "F2 18". */
  font: string;
}

/** A bookmark that leads to a page, 1-based; those inside of it follow it. */
export interface DrawnBookmark {
  title: string;
  page: number;
  inside?: DrawnBookmark[];
}

/** Cells of equal size with lines around them. `top` is the upper edge. */
export function ruledTable(
  rows: string[][],
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): DrawnPage {
  const columns = rows[0]?.length ?? 0;
  const [right, bottom] = [left + columns * width, top - rows.length * height];
  return {
    words: rows.flatMap((row, index) =>
      row.map((text, column) => ({
        x: left + column * width + 6,
        y: top - (index + 1) * height + 8,
        text,
        font: index === 0 ? 'F2 10' : 'F1 10',
      })),
    ),
    lines: [
      ...Array.from({ length: rows.length + 1 }, (_, row): [number, number, number, number] => [
        left,
        top - row * height,
        right,
        top - row * height,
      ]),
      ...Array.from({ length: columns + 1 }, (_, column): [number, number, number, number] => [
        left + column * width,
        top,
        left + column * width,
        bottom,
      ]),
    ],
  };
}

/** A PDF of placed words, lines, annotations and bookmarks; with a password it is encrypted (RC4, 40 bits). */
export function drawPdf(pages: DrawnPage[], password?: string, bookmarks: DrawnBookmark[] = []): Uint8Array {
  const fonts = ['Helvetica', 'Helvetica-Bold', 'Courier'];
  const encryption = password === undefined ? null : encryptionFor(password);
  const objects: string[] = ['', ''];
  const add = (object: string): number => objects.push(object);
  const fontNumbers = fonts.map((name) =>
    add(`<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`),
  );
  const resources = `<</Font<<${fontNumbers.map((number, index) => `/F${index + 1} ${number} 0 R`).join('')}>>>>`;
  const fields: number[] = [];
  const kids = pages.map(({ words, lines = [], annotations = [] }) => {
    const strokes = lines.map(([x1, y1, x2, y2]) => `${x1} ${y1} m ${x2} ${y2} l S`);
    const texts = words.map(
      ({ x, y, text, font }) => `BT /${font} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`,
    );
    const plain = [...strokes, ...texts].join('\n');
    const number = objects.length + 1;
    const content = encryption === null ? plain : encryption.encrypt(plain, number);
    add(`<</Length ${content.length}>>stream\n${content}\nendstream`);
    const numbers = annotations.map((entries) => {
      const added = add(`<</Type/Annot${entries}>>`);
      if (entries.includes('/Widget')) fields.push(added);
      return `${added} 0 R`;
    });
    return add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources${resources}/Contents ${number} 0 R/Annots[${numbers.join(' ')}]>>`,
    );
  });
  const form = `/AcroForm<</Fields[${fields.map((number) => `${number} 0 R`).join(' ')}]>>`;
  const outline = `/Outlines ${addBookmarks(bookmarks, kids, objects)} 0 R`;
  objects[0] = `<</Type/Catalog/Pages 2 0 R${fields.length > 0 ? form : ''}${bookmarks.length > 0 ? outline : ''}>>`;
  objects[1] = `<</Type/Pages/Kids[${kids.map((number) => `${number} 0 R`).join(' ')}]/Count ${kids.length}>>`;
  return assemblePdf(objects, encryption?.trailer ?? '');
}

/** Adds the root of an outline of these bookmarks, and gives its number. */
export function addBookmarks(bookmarks: readonly DrawnBookmark[], pages: readonly number[], objects: string[]): number {
  const addLevel = (level: readonly DrawnBookmark[], entries: string): number => {
    const number = objects.push('');
    const kids = level.map(({ title, page, inside = [] }, index) => {
      const text = Buffer.from(`\ufeff${title}`, 'utf16le').swap16().toString('hex');
      const next = (): string => (index + 1 < level.length ? `/Next ${objects.length + 1} 0 R` : '');
      const kid = addLevel(inside, `/Title<${text}>/Parent ${number} 0 R/Dest[${pages[page - 1]} 0 R/Fit]`);
      objects[kid - 1] = objects[kid - 1]?.replace(/>>$/, () => `${next()}>>`) ?? '';
      return kid;
    });
    const ends = kids.length > 0 ? `/First ${kids[0]} 0 R/Last ${kids.at(-1)} 0 R/Count ${kids.length}` : '';
    objects[number - 1] = `<<${entries}${ends}>>`;
    return number;
  };
  return addLevel(bookmarks, '/Type/Outlines');
}

/** Puts objects, the first of them the catalog, into a file. The strings hold a byte a character. */
export function assemblePdf(objects: readonly string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets: string[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(`${String(file.length).padStart(10, '0')} 00000 n \n`);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();

/** The standard handler of PDF 1.1 (V 1, R 2), with the same password for user and owner. */
function encryptionFor(password: string) {
  const filling = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), filling]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded, owner, permissions, Buffer.alloc(1)).subarray(0, 5);
  const user = rc4(key, filling);
  const hex = (bytes: Buffer): string => bytes.toString('hex');
  return {
    trailer: `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${hex(owner)}>/U<${hex(user)}>>>/ID[<00><00>]`,
    encrypt: (text: string, object: number): string => {
      const objectKey = md5(key, Buffer.from([object, object >> 8, object >> 16, 0, 0])).subarray(0, 10);
      return rc4(objectKey, Buffer.from(text, 'latin1')).toString('latin1');
    },
  };
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (one: number, other: number): void => {
    [state[one], state[other]] = [state[other] as number, state[one] as number];
  };
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + (state[index] as number) + (key[index % key.length] as number)) & 255;
    swap(index, other);
  }
  let [first, second] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      first = (first + 1) & 255;
      second = (second + (state[first] as number)) & 255;
      swap(first, second);
      return byte ^ (state[((state[first] as number) + (state[second] as number)) & 255] as number);
    }),
  );
}
