import { expect, test } from 'vitest';
import { DocumentBuilder } from '../read/document-builder.ts';
import { readBytes } from '../read/testing/read-bytes.ts';
import { tablesOf } from './tables-of.ts';

const build = (add: (builder: DocumentBuilder) => void) => {
  const builder = new DocumentBuilder({ maxCharacters: 1_000_000 });
  add(builder);
  return builder.build('text');
};
const names = (document: Parameters<typeof tablesOf>[0]) => tablesOf(document).map(({ name }) => name);

test('a sheet of values becomes typed columns, every cell with its place', () => {
  const document = build((builder) => {
    builder.heading(1, 'Sales');
    builder.page = 3;
    builder.tableHeader(['Region', 'Amount', 'Day', 'Paid']);
    builder.tableRow(['North', { text: '$1,200.50', value: 1200.5, ref: 'Sales!B2' }, '24 Nov 2026', 'yes']);
    builder.tableRow(['', 'n/a', '25 Nov 2026', 'no']);
    builder.page = 4;
    builder.tableRow(['South', '300']);
  });
  const [table, ...others] = tablesOf(document);
  expect(others).toEqual([]);
  expect(table).toMatchObject({
    ordinal: 1,
    name: 'Sales',
    page: 3,
    rowCount: 3,
    columns: [
      { name: 'Region', type: 'text' },
      { name: 'Amount', type: 'number', unit: '$' },
      { name: 'Day', type: 'date' },
      { name: 'Paid', type: 'boolean' },
    ],
  });
  expect(document.text.slice(table?.start, table?.end)).toMatch(/^Region \|[^]*South \| 300$/);
  const rows = [...(table?.rows ?? [])];
  expect(rows.map(({ page }) => page)).toEqual([3, 3, 4]);
  expect(rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
    ['North', 1200.5, '2026-11-24', true],
    [null, null, '2026-11-25', false],
    ['South', 300, null, null],
  ]);
  const amount = rows[0]?.cells[1];
  expect(amount?.ref).toBe('Sales!B2');
  const shown = rows.map(({ cells }) => cells.map(({ start, end }) => document.text.slice(start, end)));
  expect(shown).toEqual([
    ['North', '$1,200.50', '24 Nov 2026', 'yes'],
    ['', 'n/a', '25 Nov 2026', 'no'],
    ['South', '300', '', ''],
  ]);
});

test('a table ends at a header after rows, at any other block, and at an empty line', () => {
  const document = build((builder) => {
    builder.heading(1, 'Costs');
    builder.tableHeader(['a', 'b']);
    builder.tableRow(['1', '2']);
    builder.tableHeader(['c', 'd']);
    builder.tableRow(['3', '4']);
    builder.paragraph('Prices in 2026:');
    builder.tableRow(['5', '6']);
    builder.endGroup();
    builder.tableRow(['7', '8']);
    builder.paragraph('This is a whole sentence of prose.');
    builder.tableRow(['9', '10']);
    builder.tableRow(['11', '12']);
  });
  expect(tablesOf(document).map(({ name, rowCount, columns }) => [name, rowCount, columns[0]?.name])).toEqual([
    ['Costs', 1, 'a'],
    ['Costs', 1, 'c'],
    ['Prices in 2026', 1, 'A'],
    ['Costs', 1, 'A'],
    ['Costs', 2, 'A'],
  ]);
});

test('what has one column or no row is no table', () => {
  const document = build((builder) => {
    builder.tableHeader(['only']);
    builder.tableRow(['one']);
    builder.tableHeader(['a', 'b', 'c']);
  });
  expect(tablesOf(document)).toEqual([]);
});

test('header lines are joined, names are made unique, and what has none gets a letter', () => {
  const document = build((builder) => {
    builder.tableHeader(['', '2025', '', '2026', '']);
    builder.tableHeader(['Region', 'Units', 'Price', 'Units', 'Price']);
    builder.tableRow(['North', '1', '2', '3', '4', 'late']);
    builder.endGroup();
    builder.tableHeader(['', 'Name', 'name', 'Name 2']);
    builder.tableRow(['a', 'b', 'c', 'd']);
  });
  expect(tablesOf(document).map(({ columns }) => columns.map(({ name }) => name))).toEqual([
    ['Region', '2025 Units', '2025 Price', '2026 Units', '2026 Price', 'F'],
    ['A', 'Name', 'name 2', 'Name 2 2'],
  ]);
});

test('a first row of words over numbers names the columns, though nothing marks it', () => {
  const document = build((builder) => {
    builder.tableRow(['Region', 'Amount']);
    builder.tableRow(['North', '5']);
    builder.endGroup();
    builder.tableRow(['North', 'cold']);
    builder.tableRow(['South', 'warm']);
  });
  expect(tablesOf(document).map(({ columns, rowCount }) => [columns.map(({ name }) => name), rowCount])).toEqual([
    [['Region', 'Amount'], 1],
    [['A', 'B'], 2],
  ]);
});

test('a column that does not show how its numbers are written follows the others of its table', () => {
  const document = build((builder) => {
    builder.tableHeader(['Anzahl', 'Preis']);
    builder.tableRow(['1.200', '1,50']);
    builder.tableRow(['2.000', '2,75']);
  });
  const [table] = tablesOf(document);
  expect([...(table?.rows ?? [])].map(({ cells }) => cells.map(({ value }) => value))).toEqual([
    [1200, 1.5],
    [2000, 2.75],
  ]);
});

test('a row that sums up others is marked', () => {
  const others = ['North', 'Totaled cars', 'Total Energies', '3 days in total', 'Summerfield', 'Subtotals are below'];
  const totals = [
    'Total',
    'TOTAL:',
    'Grand total',
    'Sales, total',
    'Total sales',
    'Summe',
    'Summe der Kosten',
    'Average',
  ];
  const document = build((builder) => {
    builder.tableHeader(['Region', 'Amount']);
    builder.tableRow(['Total', 'first rows sum up nothing']);
    for (const region of [...others, ...totals]) builder.tableRow([region, '1']);
  });
  const marks = [...(tablesOf(document)[0]?.rows ?? [])].map(({ isTotal }) => isTotal);
  expect(marks).toEqual([false, ...others.map(() => false), ...totals.map(() => true)]);
});

test('a csv and a table of a web page are tables', async () => {
  const csv = await readBytes('prices.csv', 'Artikel;Preis\nSchraube;1.234,50 €\nMutter;0,99 €\n');
  expect(tablesOf(csv)).toMatchObject([
    {
      name: null,
      columns: [
        { name: 'Artikel', type: 'text' },
        { name: 'Preis', type: 'number', unit: 'EUR' },
      ],
    },
  ]);
  const page = await readBytes(
    'page.html',
    '<h2>Rates</h2><table><caption>Rates of 2026</caption><tr><th>Band<th>Rate<tr><td>1<td>5%<tr><td>2<td>7.5%</table>',
  );
  expect(names(page)).toEqual(['Rates of 2026']);
  expect([...(tablesOf(page)[0]?.rows ?? [])].map(({ cells }) => cells.map(({ value }) => value))).toEqual([
    [1, 5],
    [2, 7.5],
  ]);
});
