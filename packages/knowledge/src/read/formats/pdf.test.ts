import { expect, test } from 'vitest';
import { makePdf } from '../testing/make-files.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const prose = [
  'Book flights at least fourteen days before you travel, so that the',
  'fare is lower and a seat is left.',
];

test('a PDF becomes blocks with their pages', async () => {
  const document = await readBytes('policy.pdf', makePdf([prose, [], ['Hotels cost up to 120 (a_night) * 2.']]));
  expect(document).toMatchObject({ format: 'pdf', pages: 3, title: null, metadata: { pages_without_text: '2' } });
  expect(outline(document)).toEqual([
    `paragraph p1: ${prose.join(' ')}`,
    'paragraph p3: Hotels cost up to 120 (a_night) * 2.',
  ]);
});

test('rubbish in front of the header is passed over', async () => {
  const file = Buffer.concat([Buffer.from('\0\0'), makePdf([prose])]);
  expect((await readBytes('policy.pdf', file)).text).toBe(prose.join(' '));
});

test('a tagged PDF is read without a change of the bytes given', async () => {
  const file = makePdf([prose], '/StructTreeRoot 1 0 R');
  const before = Buffer.from(file);
  expect((await readBytes('policy.pdf', file)).text).toBe(prose.join(' '));
  expect(before.equals(file)).toBe(true);
});

test('a PDF without any text asks for text recognition', async () => {
  expect(await failureOf('scan.pdf', makePdf([[], []]))).toMatchObject({ code: 'needs_ocr' });
});

test('a PDF with a password says so', async () => {
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>/ID[<00><00>]`;
  expect(await failureOf('secret.pdf', makePdf([prose], encrypt))).toMatchObject({ code: 'file_encrypted' });
});

test('a PDF that breaks off is damaged', async () => {
  expect(await failureOf('half.pdf', makePdf([prose]).subarray(0, 100))).toMatchObject({ code: 'file_damaged' });
});

test('a PDF without pages is damaged', async () => {
  expect(await failureOf('none.pdf', makePdf([]))).toMatchObject({ code: 'file_damaged' });
});
