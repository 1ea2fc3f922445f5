import { expect, test } from 'vitest';
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
  expect(outline(document)).toEqual(['table-header: a | b', 'table-row: 1', 'table-row: 2 | 3" wide | 4']);
});
