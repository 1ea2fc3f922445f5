import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { english, fixture, pictureOfLines, whereRead } from '../testing/pictures.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';
import { jpegPicture } from './picture-jpeg.ts';
import { pngPicture } from './picture-png.ts';
import type { Picture } from './picture.ts';

const ocr = english ?? { tessdata: '', languages: 'eng' };
const words = 'The depot opens at seven.';

/** Raw pixels of a page that says the words: red, green, blue. */
async function pixelsOfWords(): Promise<Picture & { pixels: Uint8Array }> {
  const picture = pngPicture(await pictureOfLines([words]));
  return { ...picture, pixels: picture.parts[0]?.data ?? new Uint8Array() };
}

/** A TIFF of pages in strips of 100 rows, each page an entry of packed strips. */
function makeTiff({ width, height }: Picture, pages: Uint8Array[][], compression: number): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
  let length = 8;
  const add = (data: Uint8Array): number => {
    parts.push(Buffer.from(data));
    length += data.length;
    return length - data.length;
  };
  let link = { part: parts[0] as Buffer, at: 4 };
  for (const strips of pages) {
    const longs = (values: number[]): number => add(Buffer.from(Uint32Array.from(values).buffer));
    const offsets = longs(strips.map(add));
    const lengths = longs(strips.map((strip) => strip.length));
    const depths = add(Buffer.from(Uint16Array.of(8, 8, 8).buffer));
    const fields = [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [258, 3, 3, depths],
      [259, 3, 1, compression],
      [262, 3, 1, 2],
      [273, 4, strips.length, offsets],
      [277, 3, 1, 3],
      [278, 4, 1, 100],
      [279, 4, strips.length, lengths],
    ] as const;
    const directory = Buffer.alloc(2 + fields.length * 12 + 4);
    directory.writeUInt16LE(fields.length);
    for (const [index, [tag, type, count, value]] of fields.entries()) {
      directory.writeUInt16LE(tag, 2 + index * 12);
      directory.writeUInt16LE(type, 4 + index * 12);
      directory.writeUInt32LE(count, 6 + index * 12);
      directory.writeUInt32LE(value, 10 + index * 12);
    }
    link.part.writeUInt32LE(length, link.at);
    add(directory);
    link = { part: parts.at(-1) as Buffer, at: directory.length - 4 };
  }
  return Buffer.concat(parts);
}

const inStrips = ({ width, height }: Picture, pixels: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(height / 100) }, (_, index) =>
    pixels.subarray(index * 100 * width * 3, (index + 1) * 100 * width * 3),
  );

function makeBmp({ width, height }: Picture, pixels: Uint8Array): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let index = 0; index < width * 3; index++) {
      // Rows from the bottom up, blue before green before red.
      const source = (height - 1 - y) * width * 3 + index - (index % 3) + (2 - (index % 3));
      file[54 + y * rowBytes + index] = pixels[source] ?? 0;
    }
  }
  return file;
}

test.skipIf(english === null)(`a PNG becomes a page, with the place of its words${whereRead}`, async () => {
  const document = await readBytes('sign.png', await pictureOfLines([words]), { ocr });
  expect(outline(document)).toEqual([`paragraph p1: ${words}`]);
  expect(document).toMatchObject({ format: 'image', pages: 1, metadata: { text_recognition: 'eng' } });
  const { left, top, width } = document.blocks[0]?.box ?? {};
  expect(left).toBeCloseTo(72 / 612, 2);
  expect(top).toBeCloseTo((792 - 730) / 792, 1);
  expect(width).toBeLessThan(0.3);
});

test.skipIf(english === null).each(['sign.jpg', 'sign.gif'])(`%s is read${whereRead}`, async (name) => {
  expect((await readBytes(name, fixture(name), { ocr })).text).toBe(words);
});

test.skipIf(english === null)(
  `a bitmap is read, also under the name of another kind of picture${whereRead}`,
  async () => {
    const picture = await pixelsOfWords();
    expect((await readBytes('sign.png', makeBmp(picture, picture.pixels), { ocr })).text).toBe(words);
  },
);

test.skipIf(english === null)(
  `every page of a TIFF is read, whether its strips are packed or not${whereRead}`,
  async () => {
    const picture = await pixelsOfWords();
    const strips = inStrips(picture, picture.pixels);
    const plain = await readBytes('a.tif', makeTiff(picture, [strips, strips], 1), { ocr });
    expect(outline(plain)).toEqual([`paragraph p1: ${words}`, `paragraph p2: ${words}`]);
    const packed = makeTiff(picture, [strips.map((strip) => deflateSync(strip))], 8);
    expect((await readBytes('a.tiff', packed, { ocr })).text).toBe(words);
  },
);

test.skipIf(english === null)(`a picture without words is refused${whereRead}`, async () => {
  const failure = await failureOf('blank.png', await pictureOfLines([]), { ocr });
  expect(failure).toMatchObject({ code: 'no_text', message: 'is a picture in which no readable words were found.' });
});

test('a photo that a phone took upright is turned by what it says about itself', () => {
  const jpeg = fixture('sign.jpg');
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1');
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const turned = Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)]);
  expect(jpegPicture(jpeg).rotation).toBe(0);
  expect(jpegPicture(turned).rotation).toBe(90);
});

test('where recognition is not possible the refusal says what is missing', async () => {
  const without = await failureOf('a.jpg', fixture('sign.jpg'));
  expect(without).toMatchObject({ code: 'needs_ocr', hint: expect.stringContaining('tesseract-ocr-eng') });
  const french = await failureOf('a.jpg', fixture('sign.jpg'), { ocr: { tessdata: '/nowhere', languages: 'fra' } });
  expect(french).toMatchObject({ code: 'needs_ocr', message: expect.stringContaining('fra.traineddata') });
  expect(french.hint).toContain('tesseract-ocr-fra');
});

test.skipIf(english === null).each([
  ['a WebP picture', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'format_unsupported'],
  ['a picture that breaks off', fixture('sign.gif').subarray(0, 20), 'file_damaged'],
  ['something else', Buffer.from('\0\x01\x02 no picture', 'latin1'), 'file_mislabelled'],
  ['a text', Buffer.from('no picture'), 'file_mislabelled'],
  ['a picture of a billion pixels', bombOf(40_000, 40_000), 'file_too_large'],
])(`%s is refused${whereRead}`, async (_what, bytes, code) => {
  expect((await failureOf('a.png', bytes, { ocr })).code).toBe(code);
});

function bombOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000)))]);
}
