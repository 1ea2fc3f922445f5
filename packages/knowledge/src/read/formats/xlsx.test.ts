import { utils, write, type WorkBook } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { cellsOf } from '../testing/cells-of.ts';
import { makeZip } from '../testing/make-files.ts';
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
  expect(cellsOf(document).slice(4)).toEqual([
    { text: 'North', ref: 'Costs!A3' },
    { text: 'Hotel', ref: 'Costs!B3' },
    { text: '50%', value: 0.5, ref: 'Costs!C3' },
    { text: '2025-07-22', value: '2025-07-22', ref: 'Costs!D3' },
    { text: 'North', ref: 'Costs!A4' },
    { text: 'Meal', ref: 'Costs!B4' },
    { text: '1,234.50', value: 1234.5, ref: 'Costs!C4' },
    { text: '2025-07-22 08:30', value: '2025-07-22 08:30', ref: 'Costs!D4' },
    { text: 'Total', ref: 'Costs!B6' },
    { text: '7', value: 7, ref: 'Costs!C6' },
  ]);
});

test('the name of a sheet is no title', async () => {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([['a', 1]]), 'Sheet1');
  expect(await readBytes('a.xlsx', save(workbook))).toMatchObject({ title: null, text: 'Sheet1\n\na | 1' });
});

test('months, years, times of day, truth values and errors are said as they are shown', async () => {
  const sheet = utils.aoa_to_sheet([['What', 'Value']]);
  const cells: [string, Record<string, unknown>][] = [
    ['month', { t: 'n', v: 45_108, z: 'mmm yy' }],
    ['year', { t: 'n', v: 45_108, z: 'yyyy' }],
    ['literal', { t: 'n', v: 5, z: '0 "days"' }],
    ['time', { t: 'n', v: 0.354166666666667, z: 'h:mm' }],
    ['hours', { t: 'n', v: 1.5, z: '[h]:mm' }],
    ['hidden', { t: 'n', v: 7, z: ';;;' }],
    ['true', { t: 'b', v: true }],
    ['error', { t: 'e', v: 7 }],
    ['words', { t: 's', v: 'a <b> & c' }],
  ];
  for (const [index, [name, cell]] of cells.entries()) {
    sheet[`A${index + 2}`] = { t: 's', v: name };
    sheet[`B${index + 2}`] = cell;
  }
  sheet['!ref'] = 'A1:B20';
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, 'a');
  const document = await readBytes('a.xlsx', save(workbook));
  const values = cellsOf(document).filter(({ ref }) => ref?.startsWith('a!B'));
  expect(values.map(({ text, value }) => [text, value]).slice(1)).toEqual([
    ['2023-07', '2023-07-01'],
    ['2023', '2023-07-01'],
    ['5 days', 5],
    ['8:30', 0.354166666666667],
    ['36:00', 1.5],
    ['7', 7],
    ['TRUE', true],
    ['#DIV/0!', undefined],
    ['a <b> & c', undefined],
  ]);
});

const xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet, "One", as programs other than Excel may write it; `parts` are added. */
function workbookOf(
  sheet: string,
  relations: Record<string, string> = {},
  parts: Record<string, string> = {},
): Uint8Array {
  const relationsOf = (targets: Record<string, string>): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(targets)
      .map(
        ([target, type], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`;
  const types = [
    'workbook="sheet.main',
    'worksheets/sheet1="worksheet',
    'sharedStrings="sharedStrings',
    'styles="styles',
  ]
    .map((pair) => pair.split('="') as [string, string])
    .map(
      ([name, type]) =>
        `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    );
  return makeZip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    '_rels/.rels': relationsOf({ 'xl/workbook.xml': 'officeDocument' }),
    'xl/workbook.xml': `<workbook ${xmlns} xmlns:r="${office}"><workbookPr date1904="1"/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsOf({
      'worksheets/sheet1.xml': 'worksheet',
      'styles.xml': 'styles',
      'sharedStrings.xml': 'sharedStrings',
    }),
    'xl/styles.xml': `<styleSheet ${xmlns}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:r><x:t>Bold </x:t></x:r><x:r><x:t>words</x:t></x:r><x:rPh><x:t>reading</x:t></x:rPh></x:si></x:sst>`,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/_rels/sheet1.xml.rels': relationsOf(relations),
    ...parts,
  });
}

test('cells are found in any form of their XML: prefixes, no places, strings of several kinds, days from 1904', async () => {
  const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>a_x000D_&amp;b</x:t></x:is></x:c></x:row><x:row r="4"/><x:row r="5"><x:c r="B5" t="str"><x:f>A1</x:f><x:v>made</x:v></x:c><x:c r="C5" s="1"><x:v>43646</x:v></x:c><x:c r="D5" t="d"><x:v>2025-07-22T08:30:00</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  const document = await readBytes('a.xlsx', workbookOf(sheet));
  expect(cellsOf(document)).toEqual([
    { text: 'Bold words', ref: 'One!A1' },
    { text: 'a &b', ref: 'One!B1' },
    { text: 'made', ref: 'One!B5' },
    { text: '2023-07-01', value: '2023-07-01', ref: 'One!C5' },
    { text: '2025-07-22 08:30', value: '2025-07-22 08:30', ref: 'One!D5' },
  ]);
});

test('a table that the file defines is one, whatever touches it, and text boxes are read', async () => {
  const rows = [
    ['note', 'Plan', 'Real'],
    ['', 'north', 'south'],
    ['', 'east', 'west'],
    ['below', '', ''],
  ];
  const cells = rows.map(
    (row) => `<row>${row.map((word) => (word === '' ? '<c/>' : `<c t="str"><v>${word}</v></c>`)).join('')}</row>`,
  );
  const document = await readBytes(
    'a.xlsx',
    workbookOf(
      `<worksheet ${xmlns}><sheetData>${cells.join('')}</sheetData></worksheet>`,
      { '../tables/table1.xml': 'table', '/xl/drawings/drawing1.xml': 'drawing' },
      {
        'xl/tables/table1.xml': `<table ${xmlns} ref="B1:C3"/>`,
        'xl/drawings/drawing1.xml':
          '<wsDr><sp><txBody><p><r><t>In a </t></r><r><t>box</t></r></p><p><r><t>here</t></r></p></txBody></sp></wsDr>',
      },
    ),
  );
  expect(outline(document)).toEqual([
    'heading 1: One',
    'table-row: note',
    'table-header: Plan | Real',
    'table-row: north | south',
    'table-row: east | west',
    'table-row: below',
    'paragraph: In a box\nhere',
  ]);
});

test('sheets and strings that are read in pieces lose nothing between them', async () => {
  const count = 8000;
  const strings = Array.from(
    { length: count },
    (_, index) => `<si><t xml:space="preserve" ${' '.repeat(200)}>${index}</t></si>`,
  );
  const rows = Array.from(
    { length: count },
    (_, index) => `<row><c t="s" ${' '.repeat(200)}><v>${index}</v></c><c t="str"><v>${index}</v></c></row>`,
  );
  const document = await readBytes(
    'a.xlsx',
    workbookOf(
      `<worksheet ${xmlns}><sheetData>${rows.join('')}</sheetData></worksheet>`,
      {},
      { 'xl/sharedStrings.xml': `<sst ${xmlns}>${strings.join('')}</sst>` },
    ),
  );
  const ends = document.text
    .split('\n')
    .slice(2)
    .map((line) => line.match(/\d+/g)?.join());
  expect(ends).toEqual(Array.from({ length: count }, (_, index) => `${index},${index}`));
});
