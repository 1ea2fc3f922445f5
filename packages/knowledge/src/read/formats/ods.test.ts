import { expect, test } from 'vitest';
import { makeOdf } from '../testing/make-odf.ts';
import { cellsOf } from '../testing/cells-of.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const cell = (text: string, attributes = 'office:value-type="string"'): string =>
  `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`;
const row = (cells: string[], attributes = ''): string =>
  `<table:table-row ${attributes}>${cells.join('')}</table:table-row>`;
const sheet = (name: string, rows: string[], style = ''): string =>
  `<table:table table:name="${name}" table:style-name="${style}">${rows.join('')}</table:table>`;

const empty = (times: number): string => `<table:table-cell table:number-columns-repeated="${times}"/>`;
const date = (value: string): string => cell('22.07.25', `office:value-type="date" office:date-value="${value}"`);

test('sheets are headings with their tables: values as shown, dates in ISO form, merged cells in every row', async () => {
  const body =
    sheet('Costs', [
      row([cell('Costs of travel'), empty(16_383)]),
      row([cell('Region'), cell('Item'), cell('Limit'), cell('Since')]),
      row([
        cell('North', 'office:value-type="string" table:number-rows-spanned="2"'),
        cell('Hotel'),
        cell('50%', 'office:value-type="percentage" office:value="0.5"'),
        date('2025-07-22'),
      ]),
      row([
        '<table:covered-table-cell/>',
        '<table:table-cell><office:annotation><dc:creator>Ann</dc:creator><text:p>only lunch</text:p></office:annotation><text:p>Meal</text:p></table:table-cell>',
        cell('', 'office:value-type="float" office:value="7"'),
        date('2025-07-22T08:30:00'),
      ]),
      row([empty(16_384)], 'table:number-rows-repeated="1000000"'),
      row([empty(2), cell('x', 'table:number-columns-repeated="3"')], 'table:number-rows-repeated="2"'),
    ]) + sheet('Hidden', [row([cell('secret')])], 'ta1');
  const styles = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>';
  const document = await readBytes('costs.ods', makeOdf('spreadsheet', body, { styles }));
  expect(document).toMatchObject({ format: 'ods', title: null });
  expect(outline(document)).toEqual([
    'heading 1: Costs',
    'paragraph: Costs of travel',
    'table-header: Region | Item | Limit | Since',
    'table-row: North | Hotel | 50% | 2025-07-22',
    'table-row: North | Meal | 7 | 2025-07-22 08:30',
    'table-row: x | x | x',
    'table-row: x | x | x',
    'note: B4: Ann: only lunch',
  ]);
  expect(cellsOf(document).slice(4, 12)).toEqual([
    { text: 'North', ref: 'Costs!A3' },
    { text: 'Hotel', ref: 'Costs!B3' },
    { text: '50%', value: 0.5, ref: 'Costs!C3' },
    { text: '2025-07-22', value: '2025-07-22', ref: 'Costs!D3' },
    { text: 'North', ref: 'Costs!A4' },
    { text: 'Meal', ref: 'Costs!B4' },
    { text: '7', value: 7, ref: 'Costs!C4' },
    { text: '2025-07-22 08:30', value: '2025-07-22 08:30', ref: 'Costs!D4' },
  ]);
  // Empty rows that repeat count with all their numbers.
  expect(cellsOf(document).at(-1)).toEqual({ text: 'x', ref: 'Costs!E1000006' });
});

test('a cell merged over rows and columns is said once in each row', async () => {
  const body = sheet('a', [
    row([
      cell('A', 'table:number-rows-spanned="2" table:number-columns-spanned="2"'),
      '<table:covered-table-cell/>',
      cell('1'),
    ]),
    row(['<table:covered-table-cell table:number-columns-repeated="2"/>', cell('2')]),
  ]);
  expect((await readBytes('a.ods', makeOdf('spreadsheet', body))).text).toBe('a\n\nA | 1\nA | 2');
});

test.each<[what: string, rows: string[]]>([
  [
    'columns and rows',
    [row([cell('x', 'table:number-columns-repeated="16384"')], 'table:number-rows-repeated="1048576"')],
  ],
  ['long cells', [row([cell('x'.repeat(100_000), 'table:number-columns-repeated="16384"')])]],
  ['empty columns', Array.from({ length: 200 }, () => row([empty(16_000), cell('x')]))],
])('%s repeated to more than any real sheet are refused', async (_, rows) => {
  expect(await failureOf('a.ods', makeOdf('spreadsheet', sheet('a', rows)))).toMatchObject({
    code: 'file_too_large',
    message: 'has a table of more than 2,000,000 cells or 20,000,000 characters.',
  });
});
