import { utils, write, type WorkBook } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

const save = (workbook: WorkBook): Uint8Array => new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }));

test('sheets are headings with their tables: values as shown, dates in ISO form, merged cells in every row', async () => {
  const workbook = utils.book_new();
  const costs = utils.aoa_to_sheet(
    [
      ['Costs of travel'],
      ['Region', 'Item', 'Limit', 'Since'],
      ['North', 'Hotel', 0.5, new Date(Date.UTC(2025, 6, 22))],
      [null, 'Meal', 1234.5, new Date(Date.UTC(2025, 6, 22, 8, 30))],
      [],
      [null, 'Total', { t: 'n', v: 7, f: 'SUM(C3:C4)' }],
    ],
    { UTC: true },
  );
  costs['C3'].z = '0%';
  costs['C4'].z = '#,##0.00';
  costs['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }];
  costs['B4'].c = [{ a: 'Ann', t: 'only lunch' }];
  utils.book_append_sheet(workbook, costs, 'Costs');
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([['secret']]), 'Hidden');
  workbook.Workbook = { Sheets: [{}, { Hidden: 1 }] };
  workbook.Props = { Title: 'Travel costs', Author: 'Ann' };
  const document = await readBytes('costs.xlsx', save(workbook));
  expect(document).toMatchObject({ format: 'xlsx', title: 'Travel costs', metadata: { author: 'Ann' } });
  expect(outline(document)).toEqual([
    'heading 1: Costs',
    'paragraph: Costs of travel',
    'table-header: Region | Item | Limit | Since',
    'table-row: North | Hotel | 50% | 2025-07-22',
    'table-row: North | Meal | 1,234.50 | 2025-07-22 08:30',
    'table-row: Total | 7',
    'note: B4: only lunch',
  ]);
});

test('the name of a sheet is no title', async () => {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([['a', 1]]), 'Sheet1');
  expect(await readBytes('a.xlsx', save(workbook))).toMatchObject({ title: null, text: 'Sheet1\n\na | 1' });
});
