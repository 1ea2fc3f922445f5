import { expect, test } from 'vitest';
import { DocumentBuilder } from '../document-builder.ts';
import { outline } from '../testing/read-bytes.ts';
import type { Region, Sheet, SheetCell } from './sheet.ts';
import { addSheetTables } from './sheet-tables.ts';

/** A sheet of these lines, "|" between cells; figures have their value. Merged cells as [top, left, bottom, right]. */
function tablesOf(lines: string[], merged: [number, number, number, number][] = []): string[] {
  const rows = lines.map((line) => line.split('|').map((text) => cellOf(text.trim())));
  const regions = merged.map(([top, left, bottom, right]): Region => ({ top, left, bottom, right }));
  const sheet: Sheet = {
    name: 'S',
    rows: rows.length,
    width: (row) => rows[row]?.length ?? 0,
    isFilled: (row, column) => rows[row]?.[column] != null,
    cell: (row, column) => rows[row]?.[column] ?? null,
    merged: regions,
  };
  const builder = new DocumentBuilder({ maxCharacters: 100_000 });
  addSheetTables(sheet, builder);
  return outline(builder.build('xlsx')).map((line) => line.replace('table-', ''));
}

function cellOf(text: string): SheetCell | null {
  if (text === '') return null;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { text, value: text };
  return /^[\d.]+%?$/.test(text) ? { text, value: Number.parseFloat(text) } : { text };
}

test('empty rows part tables, each with its title and header', () => {
  expect(tablesOf(['Costs of 2024', 'Item | Limit', 'Hotel | 120', '', 'Visits', 'Town | Days', 'Bonn | 2'])).toEqual([
    'paragraph: Costs of 2024',
    'header: Item | Limit',
    'row: Hotel | 120',
    'paragraph: Visits',
    'header: Town | Days',
    'row: Bonn | 2',
  ]);
});

test('empty columns part tables that stand side by side, also of different length', () => {
  expect(
    tablesOf(['Item | Limit | | Town | Days', 'Hotel | 120 | | Bonn | 2', ' | | | Rome | 3', 'Sum | 120 | | Oslo | 1']),
  ).toEqual([
    'header: Item | Limit',
    'row: Hotel | 120',
    'row: Sum | 120',
    'header: Town | Days',
    'row: Bonn | 2',
    'row: Rome | 3',
    'row: Oslo | 1',
  ]);
});

test('a column that is empty for its looks parts no table, and is left out', () => {
  expect(tablesOf(['Item | | 2023 | 2024 | | Change', 'Sales | | 5 | 6 | | 20%', 'Costs | | 7 | 7 | | 0%'])).toEqual([
    'header: Item | 2023 | 2024 | Change',
    'row: Sales | 5 | 6 | 20%',
    'row: Costs | 7 | 7 | 0%',
  ]);
});

test.each<[what: string, lines: string[], merged: [number, number, number, number][]]>([
  [
    'merged names over groups',
    [' | 2023 | | 2024 | ', 'Item | Q1 | Q2 | Q1 | Q2', 'Sales | 1 | 2 | 3 | 4'],
    [
      [0, 1, 0, 2],
      [0, 3, 0, 4],
    ],
  ],
  [
    'names once over names that come again',
    [' | 2023 | | 2024 | ', 'Item | Q1 | Q2 | Q1 | Q2', 'Sales | 1 | 2 | 3 | 4'],
    [],
  ],
  [
    'a name that is merged over both rows',
    ['Item | 2023 | | 2024 | ', 'Item | Q1 | Q2 | Q1 | Q2', 'Sales | 1 | 2 | 3 | 4'],
    [
      [0, 0, 1, 0],
      [0, 1, 0, 2],
      [0, 3, 0, 4],
    ],
  ],
])('%s are put together', (_, lines, merged) => {
  expect(tablesOf(lines, merged)).toEqual([
    'header: Item | 2023 / Q1 | 2023 / Q2 | 2024 / Q1 | 2024 / Q2',
    'row: Sales | 1 | 2 | 3 | 4',
  ]);
});

test.each<[what: string, lines: string[]]>([
  ['numbers', ['1 | Ann | Bonn', '2 | Bob | Rome']],
  ['years among years', ['Ann | 2021', 'Bob | 2022', 'Eve | 2023']],
  ['days among days', ['Ann | 2021-01-01', 'Bob | 2022-01-01']],
  ['words that come again', ['Ann | Bonn', 'Bob | Rome', 'Ann | Oslo']],
  ['addresses', ['Ann | ann@example.org', 'Bob | bob@example.org']],
  ['a missing value over numbers', ['7 | n/a | 2', '8 | 5 | 3', '9 | 6 | 4']],
  ['a form', ['Name: | Ann', 'Town: | Bonn']],
  ['one row', ['Ann | Bonn']],
])('a first row with %s is no header', (_, lines) => {
  const rows = lines.map((line) => `row: ${line}`);
  expect(tablesOf(lines)).toEqual(rows);
});

test.each<[what: string, lines: string[]]>([
  ['words over figures', ['Item | Limit', 'Hotel | 120']],
  ['years over figures', ['Item | 2022 | 2023', 'Sales | 5 | 6']],
  ['days over figures', ['Item | 2022-01-01', 'Sales | 5']],
  ['words over words', ['Name | Town', 'Ann | Bonn', 'Bob | Rome']],
])('a first row with %s is a header', (_, lines) => {
  const [first, ...rest] = lines;
  expect(tablesOf(lines)).toEqual([`header: ${first}`, ...rest.map((line) => `row: ${line}`)]);
});

test('remarks of several cells over a table are no part of it', () => {
  expect(tablesOf(['Report', 'Created: | 2025-07-22', 'Town | Q1 | Q2 | Q3', 'Bonn | 1 | 2 | 3'])).toEqual([
    'paragraph: Report',
    'paragraph: Created: 2025-07-22',
    'header: Town | Q1 | Q2 | Q3',
    'row: Bonn | 1 | 2 | 3',
  ]);
});
