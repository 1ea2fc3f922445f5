import { expect, test } from 'vitest';
import { cellsOf } from '../testing/cells-of.ts';
import { outline, readBytes } from '../testing/read-bytes.ts';

test.each([
  ['commas', 'Item,Note,Limit\nHotel,"a ""good"" one,\nif any",120\nMeal,,30\n'],
  ['semicolons', '\ufeffItem;Note;Limit\r\nHotel;"a ""good"" one,\nif any";120\r\nMeal;;30\r\n'],
  ['tabs', 'Item\tNote\tLimit\n\nHotel\t"a ""good"" one,\nif any"\t120\nMeal\t\t30'],
])('a table with %s keeps its columns', async (_, content) => {
  const document = await readBytes('limits.csv', content);
  expect(outline(document)).toEqual([
    'table-header: Item | Note | Limit',
    'table-row: Hotel | a "good" one, if any | 120',
    'table-row: Meal |  | 30',
  ]);
  expect(document.text.split('\n')).toHaveLength(3);
});

test('rows of different length and stray quotes are read as they are', async () => {
  const document = await readBytes('odd.csv', 'a,b\n1\n2,3" wide,4\n');
  expect(outline(document)).toEqual(['table-header: a | b |', 'table-row: 1 |  |', 'table-row: 2 | 3" wide | 4']);
});

/** The values of the column named by a letter, header left out; a cell without value gives its words. */
async function column(letter: string, content: string): Promise<unknown[]> {
  const cells = cellsOf(await readBytes('a.csv', content)).filter(({ ref }) => ref?.startsWith(letter));
  return cells.slice(1).map(({ text, value }) => value ?? text);
}

test.each<[what: string, cells: string[], values: unknown[]]>([
  ['points', ['1,234.50', '12', '-0.5', '(3.25)'], [1234.5, 12, -0.5, -3.25]],
  ['commas', ['1.234,50', '12', '-0,5', '7,25-'], [1234.5, 12, -0.5, -7.25]],
  ['groups of several kinds', ['1.234.567', '1.000,5', "2'000"], [1_234_567, 1000.5, 2000]],
  ['currencies and percent', ['$1,200.00', '€ 5', '12.5%', 'EUR 7'], [1200, 5, 0.125, 7]],
  ['commas that may be either', ['1,234', '2,345', '7'], ['1,234', '2,345', 7]],
  ['contradictions', ['1,234.50', '1.234,50'], ['1,234.50', '1.234,50']],
  ['codes', ['00123', '45', '7'], ['00123', '45', '7']],
  ['long codes', ['12345678901234567890', '5'], ['12345678901234567890', '5']],
  [
    'days in ISO form',
    ['2025-07-22', '2025-02-31', '2025-07-22T08:30:00Z'],
    ['2025-07-22', '2025-02-31', '2025-07-22 08:30:00'],
  ],
  ['days with points', ['01.02.2025', '3.4.2025 8:30'], ['2025-02-01', '2025-04-03 08:30']],
  ['days first', ['22/07/2025', '01/02/2025'], ['2025-07-22', '2025-02-01']],
  ['months first', ['07/22/2025', '01/02/2025'], ['2025-07-22', '2025-01-02']],
  ['days or months first', ['01/02/2025', '03/04/2025'], ['01/02/2025', '03/04/2025']],
])('a column with %s', async (_, cells, values) => {
  expect(await column('B', ['name\tvalue', ...cells.map((cell, index) => `n${index}\t${cell}`)].join('\n'))).toEqual(
    values,
  );
});

test('cells know their place, also after remarks and empty lines, and the text stays as it is', async () => {
  const document = await readBytes('a.csv', 'Report of sales\nCreated: July\n\nTown;Sum;Share\n\nBonn;1.234,50;5,5%\n');
  expect(outline(document)).toEqual([
    'paragraph: Report of sales',
    'paragraph: Created: July',
    'table-header: Town | Sum | Share',
    'table-row: Bonn | 1.234,50 | 5,5%',
  ]);
  expect(cellsOf(document).slice(2)).toEqual([
    { text: 'Share', ref: 'C4' },
    { text: 'Bonn', ref: 'A6' },
    { text: '1.234,50', value: 1234.5, ref: 'B6' },
    { text: '5,5%', value: 0.055, ref: 'C6' },
  ]);
});

test.each([
  ['a pipe', 'a|b,c|d\n1|2,5|3'],
  ['a caret', 'a^b,c^d\n1^2,5^3'],
  ['what the file says', 'sep=#\r\na#b,c#d\r\n1#2,5#3'],
])('columns are cut by %s', async (_, content) => {
  expect(outline(await readBytes('a.csv', content))).toEqual(['table-header: a | b,c | d', 'table-row: 1 | 2,5 | 3']);
});

test('decimal commas are no separators', async () => {
  expect(outline(await readBytes('a.csv', '1,5;2,5\n3,5;4,5\n'))).toEqual([
    'table-row: 1,5 | 2,5',
    'table-row: 3,5 | 4,5',
  ]);
});

test('rows without a header have none', async () => {
  expect(outline(await readBytes('a.csv', '7,Ann,Bonn\n8,Bob,Rome\n'))).toEqual([
    'table-row: 7 | Ann | Bonn',
    'table-row: 8 | Bob | Rome',
  ]);
});

test.each<[string, Buffer]>([
  ['UTF-16', Buffer.from('\ufeffTown;Sum\nKöln;5\n', 'utf16le')],
  ['windows-1252', Buffer.from('Town;Sum\nKöln;5\n', 'latin1')],
])('%s is understood', async (_, content) => {
  expect((await readBytes('a.csv', content)).text).toBe('Town | Sum\nKöln | 5');
});

test('a quote that is never closed costs no rows', async () => {
  expect(outline(await readBytes('a.csv', 'a,b\n1,"x\n2,y\n'))).toEqual([
    'table-header: a | b',
    'table-row: 1 | "x',
    'table-row: 2 | y',
  ]);
});
