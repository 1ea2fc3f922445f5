import { CFB } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';
import { recordTypes } from './ppt-records.ts';

function record(type: number, data: Buffer, { version = 0, instance = 0 } = {}): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE((instance << 4) | version);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

const container = (type: number, parts: Buffer[], instance = 0): Buffer =>
  record(type, Buffer.concat(parts), { version: 15, instance });
const numbers = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
const header = (role: number): Buffer => record(recordTypes.textHeader, numbers(role));
const unicode = (text: string): Buffer => record(recordTypes.textChars, Buffer.from(text, 'utf16le'));
const latin = (text: string): Buffer => record(recordTypes.textBytes, Buffer.from(text, 'latin1'));
const box = (...parts: Buffer[]): Buffer => container(recordTypes.textbox, parts);
const string = (text: string): Buffer => record(recordTypes.cString, Buffer.from(text, 'utf16le'));
/** A slide with the number of its notes. */
const slide = (notes: number, ...parts: Buffer[]): Buffer =>
  container(recordTypes.slide, [
    record(recordTypes.slideAtom, numbers(0, 0, 0, 0, notes, 0)),
    // Drawing and group of shapes.
    container(1036, [container(0xf002, parts)]),
  ]);
const listed = (place: number, id: number): Buffer => record(recordTypes.slidePersistAtom, numbers(place, 0, 0, id, 0));

/** The objects of a presentation, the document first, as PowerPoint saves them. */
function makePpt(objects: Buffer[]): Uint8Array {
  const places: number[] = [];
  let stream = Buffer.alloc(0);
  const add = (bytes: Buffer): number => {
    stream = Buffer.concat([stream, bytes]);
    return stream.length - bytes.length;
  };
  for (const object of objects) places.push(add(object));
  const directory = add(record(recordTypes.persistDirectory, numbers(1 | (places.length << 20), ...places)));
  const edit = add(record(recordTypes.userEdit, numbers(1, 0, 0, directory, 1, places.length, 0)));
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, '/PowerPoint Document', stream);
  CFB.utils.cfb_add(container, '/Current User', record(0x0ff6, numbers(20, 0xe391c05f, edit, 0, 0)));
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
}

const deck = makePpt([
  container(recordTypes.document, [
    container(recordTypes.slideList, [
      listed(2, 256),
      header(0),
      unicode('The winter plan'),
      header(1),
      latin('Salt\rGravel'),
      listed(3, 257),
    ]),
    container(recordTypes.slideList, [listed(4, 900)], 2),
  ]),
  slide(
    900,
    box(record(recordTypes.outlineTextRef, numbers(0))),
    box(record(recordTypes.outlineTextRef, numbers(1))),
    box(header(4), unicode('Снег от 5 см\vand more')),
  ),
  slide(
    0,
    box(header(6), latin('Second slide')),
    container(recordTypes.comment, [string('Ann'), string('Check the price.'), string('A')]),
  ),
  container(recordTypes.notes, [
    container(1036, [box(header(2), latin('Say that the depot is new.')), box(header(4), latin('*'))]),
  ]),
]);

test('slides come in order with their title, outline, boxes, comments and notes', async () => {
  const document = await readBytes('plan.ppt', deck);
  expect(outline(document)).toEqual([
    'heading 1 p1: The winter plan',
    'list-item 1 p1: Salt',
    'list-item 1 p1: Gravel',
    'paragraph p1: Снег от 5 см\nand more',
    'note p1: Say that the depot is new.',
    'heading 1 p2: Second slide',
    'note p2: Ann: Check the price.',
  ]);
  expect(document).toMatchObject({ format: 'ppt', title: 'The winter plan', pages: 2 });
});

test('a presentation whose slides are lost is damaged', async () => {
  expect((await failureOf('a.ppt', makePpt([record(recordTypes.slide, Buffer.alloc(4))]))).code).toBe('file_damaged');
});
