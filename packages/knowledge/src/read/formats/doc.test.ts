import { expect, test } from 'vitest';
import { fixture } from '../testing/pictures.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('paragraphs, tables, footnotes and comments are read; what is on every page is left out', async () => {
  const document = await readBytes('rent.doc', fixture('rent.doc'));
  expect(outline(document)).toEqual([
    'paragraph: Rent of the depot',
    'paragraph: The rent is “1,200 euros” a month and covers the warehouse.',
    'table-row: Month | Paid',
    'table-row: May | 1,200',
    'paragraph: After the table, non-breaking.',
    'note: Since 2020.',
    'note: Ask the owner.',
  ]);
  expect(document).toMatchObject({ format: 'doc', title: null, pages: null });
});

test('a document of Word 95 and before is refused with what to do', async () => {
  const old = Buffer.from(fixture('rent.doc'));
  // The mark of the document stream, as Word 95 wrote it.
  const mark = old.indexOf(Buffer.from('eca5', 'hex'));
  old.writeUInt16LE(0xa5dc, mark);
  expect(await failureOf('old.doc', old)).toMatchObject({
    code: 'format_unsupported',
    hint: 'Open it in Word or LibreOffice and save it as DOCX.',
  });
});

test('a document that breaks off is damaged', async () => {
  expect((await failureOf('a.doc', fixture('rent.doc').subarray(0, 3000))).code).toBe('file_damaged');
});
