import { utils, write, type BookType } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

function makeWorkbook(bookType: BookType): Uint8Array {
  const workbook = utils.book_new();
  const rows = [
    ['Month', 'Rent'],
    ['May', 1200.5],
    ['June', 1250],
  ];
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), 'Depot');
  workbook.Props = { Title: 'Rents', Author: 'Ann' };
  return new Uint8Array(write(workbook, { type: 'array', bookType }) as ArrayBuffer);
}

const depot = ['heading 1: Depot', 'table-header: Month | Rent', 'table-row: May | 1200.5', 'table-row: June | 1250'];

test.each<[extension: string, bookType: BookType]>([
  ['xls', 'biff8'],
  ['xls', 'biff5'],
  ['xlsb', 'xlsb'],
  ['xls', 'xlml'],
  ['xls', 'html'],
])('.%s in the format %s is read as a workbook', async (extension, bookType) => {
  const document = await readBytes(`rents.${extension}`, makeWorkbook(bookType));
  expect(document.format).toBe('xls');
  expect(outline(document).slice(-3)).toEqual(depot.slice(-3));
  expect(document.blocks.at(-1)?.cells?.[1]).toMatchObject({ value: 1250 });
});

test('the title and author of an old workbook are kept', async () => {
  const document = await readBytes('rents.xls', makeWorkbook('biff8'));
  expect(document).toMatchObject({ title: 'Rents', metadata: { author: 'Ann' } });
  expect(outline(document)).toEqual(depot);
});

test.each([
  ['a workbook of today under an old name', 'a.xls', makeWorkbook('xlsx')],
  ['an old workbook under the name of today', 'a.xlsx', makeWorkbook('biff8')],
  ['an old workbook as a binary one', 'a.xlsb', makeWorkbook('biff8')],
  ['an old workbook as a Word file', 'a.doc', makeWorkbook('biff8')],
  ['a page without a table', 'a.xls', '<html><p>Sign in</p></html>'],
])('%s is told apart', async (_what, name, bytes) => {
  expect((await failureOf(name, bytes)).code).toBe('file_mislabelled');
});
