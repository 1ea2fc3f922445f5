import { describe, expect, test } from 'vitest';
import { owner, readerOf } from '../documents/access.ts';
import { filesWith } from '../testing/knowledge.fixture.ts';
import type { TableQuery } from './table-query.ts';
import { openTables } from './testing/tables.fixture.ts';

const sales = `# Sales of 2026

| Region | Product | Amount | Day | Paid |
| --- | --- | --- | --- | --- |
| North | Bolts | $1,200.10 | 2026-11-24 | yes |
| South | Nuts | 300.20 | 2026-11-25 | no |
| North | Nuts | (50) | 2026-12-01 | yes |
| | Bolts 100% | – | 2026-12-02 | no |
| East | Screws | 0.05 | 2027-01-05 | no |
| Total | | 1,450.35 | | |
`;

const open = () => openTables({ 'sales.md': sales });

/** The rows that a condition holds for, by number. */
async function rowsWhere({ ask }: Awaited<ReturnType<typeof open>>, ...where: NonNullable<TableQuery['where']>) {
  return (await ask({ where })).rows.map(({ row }) => row);
}

test('the tables of a document are listed with their columns and place', async () => {
  const { knowledge, tablesIn } = await open();
  const { text, document, version_id: version } = await knowledge.document(owner, 'm:sales.md');
  const listed = await knowledge.tables(owner, document);
  expect(listed).toMatchObject({ document, version, title: 'Sales of 2026', uri: 'm:sales.md' });
  const [table, ...others] = await tablesIn('sales.md');
  expect(others).toEqual([]);
  expect(table).toEqual({
    table: expect.stringMatching(/^tbl_/),
    ordinal: 1,
    name: 'Sales of 2026',
    page: null,
    start: text.indexOf('Region'),
    end: text.length,
    columns: [
      { name: 'Region', type: 'text' },
      { name: 'Product', type: 'text' },
      { name: 'Amount', type: 'number', unit: '$' },
      { name: 'Day', type: 'date' },
      { name: 'Paid', type: 'boolean' },
    ],
    rows: 6,
  });
});

describe('a sum', () => {
  test('names the cells that went into it, and every one is a slice of the text', async () => {
    const { knowledge, ask } = await open();
    const { matched, totals_left_out, rows, results } = await ask({
      aggregate: 'sum',
      column: 'amount',
      where: [{ column: 'REGION', op: '=', value: 'North' }],
    });
    expect({ matched, totals_left_out, rows }).toEqual({ matched: 2, totals_left_out: 0, rows: [] });
    expect(results).toMatchObject([{ group: null, value: 1150.1, unit: '$', count: 2 }]);
    expect(results[0]?.cells).toMatchObject([
      { column: 'Amount', row: 1, value: 1200.1, text: '$1,200.10', page: null },
      { column: 'Amount', row: 3, value: -50, text: '(50)' },
    ]);
    const { text } = await knowledge.document(owner, 'm:sales.md');
    for (const cell of results[0]?.cells ?? []) expect(text.slice(cell.start, cell.end)).toBe(cell.text);
  });

  test('leaves out rows that sum up others, and empty cells', async () => {
    const { ask } = await open();
    const { matched, totals_left_out, results } = await ask({ aggregate: 'sum', column: 'Amount' });
    expect([matched, totals_left_out]).toEqual([5, 1]);
    expect(results).toMatchObject([{ value: 1450.35, count: 4 }]);
    expect(results[0]?.cells.map(({ row }) => row)).toEqual([1, 2, 3, 5]);
  });

  test('of decimals has none of the noise of doubles', async () => {
    const { ask } = await openTables({ 'small.csv': 'name,size\na,0.1\nb,0.2\n' });
    expect((await ask({ aggregate: 'sum', column: 'size' })).results).toMatchObject([{ value: 0.3 }]);
  });

  test('of nothing is null', async () => {
    const { ask } = await open();
    const where: TableQuery['where'] = [{ column: 'Region', op: '=', value: 'West' }];
    expect((await ask({ aggregate: 'sum', column: 'Amount', where })).results).toEqual([
      { group: null, value: null, unit: '$', count: 0, cells: [] },
    ]);
    expect((await ask({ aggregate: 'count', where })).results).toMatchObject([{ value: 0, count: 0 }]);
  });

  test('of whole numbers larger than 64 bits is no error', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `r${index},999999999999999`);
    const { ask } = await openTables({ 'big.csv': `name,size\n${rows.join('\n')}\n` });
    const { results } = await ask({ aggregate: 'sum', column: 'size' });
    expect(results).toMatchObject([{ value: 9_999_999_999_999_990_000, count: 10_000 }]);
    expect(results[0]?.cells).toHaveLength(100);
  });
});

test('the smallest and the largest name the cells that hold them', async () => {
  const { ask } = await open();
  const cited = async (aggregate: 'min' | 'max', column: string) =>
    (await ask({ aggregate, column })).results.map(({ value, count, cells }) => [
      value,
      count,
      ...cells.map(({ row, text }) => `${row}: ${text}`),
    ]);
  expect(await cited('max', 'Amount')).toEqual([[1200.1, 4, '1: $1,200.10']]);
  expect(await cited('min', 'Amount')).toEqual([[-50, 4, '3: (50)']]);
  expect(await cited('max', 'Day')).toEqual([['2027-01-05', 5, '5: 2027-01-05']]);
});

test('an average and a count', async () => {
  const { ask } = await open();
  expect((await ask({ aggregate: 'average', column: 'Amount' })).results).toMatchObject([
    { value: 362.5875, unit: '$' },
  ]);
  expect((await ask({ aggregate: 'count', column: 'Amount' })).results).toMatchObject([{ value: 4, unit: null }]);
  expect((await ask({ aggregate: 'count' })).results).toMatchObject([{ value: 5, count: 5 }]);
});

test('groups have a result each, in the order asked for', async () => {
  const { ask } = await open();
  const groups = async (query: Omit<TableQuery, 'table'>) =>
    (await ask(query)).results.map(({ group, value, cells }) => [group, value, cells.map(({ row }) => row)]);
  const sum = { aggregate: 'sum', column: 'Amount', groupBy: 'Region' } as const;
  expect(await groups(sum)).toEqual([
    ['East', 0.05, [5]],
    ['North', 1150.1, [1, 3]],
    ['South', 300.2, [2]],
    [null, null, []],
  ]);
  expect(await groups({ ...sum, orderBy: { descending: true }, limit: 2 })).toEqual([
    ['North', 1150.1, [1, 3]],
    ['South', 300.2, [2]],
  ]);
  expect(await groups({ ...sum, orderBy: { column: 'Region', descending: true }, limit: 1 })).toEqual([
    ['South', 300.2, [2]],
  ]);
  expect(await groups({ aggregate: 'max', column: 'Amount', groupBy: 'Paid' })).toEqual([
    [false, 300.2, [2]],
    [true, 1200.1, [1]],
  ]);
});

describe('conditions', () => {
  let home: Awaited<ReturnType<typeof open>>;
  const where = (...conditions: NonNullable<TableQuery['where']>) => rowsWhere(home, ...conditions);

  test('compare text, numbers, dates and booleans as what they are', async () => {
    home = await open();
    expect(await where({ column: 'Region', op: '=', value: 'NORTH' })).toEqual([1, 3]);
    expect(await where({ column: 'Region', op: '!=', value: 'north' })).toEqual([2, 4, 5, 6]);
    expect(await where({ column: 'Amount', op: '>', value: '300' })).toEqual([1, 2, 6]);
    expect(await where({ column: 'Amount', op: '<=', value: 0.05 })).toEqual([3, 5]);
    expect(await where({ column: 'Amount', op: '=', value: null })).toEqual([4]);
    expect(await where({ column: 'Region', op: '!=', value: null })).toEqual([1, 2, 3, 5, 6]);
    expect(await where({ column: 'Paid', op: '=', value: true })).toEqual([1, 3]);
    expect(await where({ column: 'Paid', op: '=', value: 'no' })).toEqual([2, 4, 5]);
    expect(await where({ column: 'Day', op: '=', value: '2026-12' })).toEqual([3, 4]);
    expect(await where({ column: 'Day', op: '<=', value: '2026-11' })).toEqual([1, 2]);
    expect(await where({ column: 'Day', op: '>', value: '2026' })).toEqual([5]);
    expect(await where({ column: 'Product', op: 'contains', value: 'BOLT' })).toEqual([1, 4]);
    expect(await where({ column: 'Product', op: 'contains', value: '%' })).toEqual([4]);
    expect(
      await where({ column: 'Region', op: '=', value: 'North' }, { column: 'Product', op: '=', value: 'Nuts' }),
    ).toEqual([3]);
  });

  test('never become part of the statement', async () => {
    home = await open();
    const names = [`' or 1=1 --`, `"; drop table tables; --`];
    for (const value of names) expect(await where({ column: 'Region', op: '=', value })).toEqual([]);
    for (const column of names) {
      await expect(where({ column, op: '=', value: 1 })).rejects.toMatchObject({ code: 'table_query_invalid' });
    }
    expect(await where()).toHaveLength(6);
  });
});

test('rows come in the order asked for, empty cells last, with every cell', async () => {
  const { ask } = await open();
  const { rows, matched } = await ask({ orderBy: { column: 'Amount', descending: true }, limit: 3 });
  expect(matched).toBe(6);
  expect(rows.map(({ row, is_total }) => [row, is_total])).toEqual([
    [6, true],
    [1, false],
    [2, false],
  ]);
  expect(rows[1]?.cells.map(({ value, text }) => [value, text])).toEqual([
    ['North', 'North'],
    ['Bolts', 'Bolts'],
    [1200.1, '$1,200.10'],
    ['2026-11-24', '2026-11-24'],
    [true, 'yes'],
  ]);
  const ascending = await ask({ orderBy: { column: 'Region' } });
  expect(ascending.rows.map(({ row }) => row)).toEqual([5, 1, 3, 2, 6, 4]);
});

test.each<[why: string, query: Omit<TableQuery, 'table'>]>([
  ['no column "Price"', { aggregate: 'sum', column: 'Price' }],
  ['"Region"', { aggregate: 'sum', column: 'Region' }],
  ['"Day"', { aggregate: 'sum', column: 'Day' }],
  ['needs a "column"', { aggregate: 'max' }],
  ['needs an "aggregate"', { column: 'Amount' }],
  ['needs an "aggregate"', { groupBy: 'Region' }],
  ['"many"', { where: [{ column: 'Amount', op: '>', value: 'many' }] }],
  ['"24.11.2026"', { where: [{ column: 'Day', op: '=', value: '24.11.2026' }] }],
  ['"contains"', { where: [{ column: 'Amount', op: 'contains', value: '5' }] }],
  ['">"', { where: [{ column: 'Amount', op: '>', value: null }] }],
  ['">"', { where: [{ column: 'Paid', op: '>', value: true }] }],
  ['"like"', { where: [{ column: 'Region', op: 'like' as '=', value: 'N' }] }],
  ['"median"', { aggregate: 'median' as 'sum', column: 'Amount' }],
  ['"limit"', { limit: 0 }],
  ['"limit"', { limit: 1001 }],
  ['"orderBy"', { orderBy: {} }],
  ['"orderBy"', { aggregate: 'count', orderBy: {} }],
  ['groups are ordered', { aggregate: 'count', groupBy: 'Region', orderBy: { column: 'Day' } }],
])('a query that does not fit says %s: %j', async (why, query) => {
  const { ask } = await open();
  await expect(ask(query)).rejects.toMatchObject({
    code: 'table_query_invalid',
    message: expect.stringContaining(why),
    hint: expect.any(String),
  });
});

describe('who may not see a document', () => {
  test('sees none of its tables, and cannot tell that there are any', async () => {
    const { knowledge, tablesIn } = await openTables({ 'pay.csv': 'Name,Pay\nAnna,5\n' }, ['group:hr']);
    const [hr, bob] = [readerOf(['group:hr']), readerOf(['user:bob'])];
    const [pay] = await tablesIn('pay.csv', hr);
    const query = { table: pay?.table ?? '', aggregate: 'sum', column: 'Pay' } as const;
    expect((await knowledge.queryTable(hr, query)).results).toMatchObject([{ value: 5 }]);
    await expect(knowledge.tables(bob, 'm:pay.csv')).rejects.toMatchObject({ code: 'document_not_found' });
    const refusal = async (table: string) => await knowledge.queryTable(bob, { ...query, table }).catch(String);
    expect(await refusal(query.table)).toBe(`AtelierError: There is no table "${query.table}".`);
    expect(await refusal('tbl_none')).toBe('AtelierError: There is no table "tbl_none".');
    // What does not fit the columns would give them away.
    await expect(knowledge.queryTable(bob, { ...query, column: 'Salary' })).rejects.toMatchObject({
      code: 'table_not_found',
    });
  });
});

describe('a document that changes', () => {
  test('has new tables; the old ones answer only for their version', async () => {
    const { knowledge, contents, sync, tablesIn, database } = await openTables({ 'a.csv': 'Item,Price\nBolt,5\n' });
    const { version_id: version } = await knowledge.document(owner, 'm:a.csv');
    const [old] = await tablesIn('a.csv');
    const query = { table: old?.table ?? '', aggregate: 'sum', column: 'Price' } as const;
    contents.set('a.csv', 'Item,Price\nBolt,7\n');
    await sync();
    const [table, ...others] = await tablesIn('a.csv');
    expect(others).toEqual([]);
    const now = await knowledge.queryTable(owner, { ...query, table: table?.table ?? '' });
    expect(now.results).toMatchObject([{ value: 7, cells: [{ text: '7' }] }]);
    await expect(knowledge.queryTable(owner, query)).rejects.toMatchObject({ code: 'table_not_found' });
    const then = await knowledge.queryTable(owner, { ...query, version });
    expect(then.results).toMatchObject([{ value: 5, cells: [{ text: '5' }] }]);
    expect((await knowledge.tables(owner, 'm:a.csv', version)).tables).toEqual([old]);
    expect(await database.selectFrom('tables').select('id').execute()).toHaveLength(2);
  });

  test('into one without tables has none', async () => {
    const { contents, sync, tablesIn } = await openTables({ 'a.md': '| a | b |\n| - | - |\n| 1 | 2 |\n' });
    contents.set('a.md', 'Only words.');
    await sync();
    expect(await tablesIn('a.md')).toEqual([]);
  });
});

test('of a document that is removed no table and no cell is left, in any door and any file', async () => {
  const secret = 'zyxwvutsecret';
  const { home, knowledge, database, tablesIn } = await openTables({
    'a.csv': `Item,Price\n${secret},5\n`,
    'b.csv': 'Item,Price\nBolt,7\n',
  });
  const [table] = await tablesIn('a.csv');
  expect(filesWith(home, secret)).not.toEqual([]);
  await knowledge.removeDocument('m:a.csv');
  await expect(knowledge.tables(owner, 'm:a.csv')).rejects.toMatchObject({ code: 'document_not_found' });
  await expect(knowledge.queryTable(owner, { table: table?.table ?? '' })).rejects.toMatchObject({
    code: 'table_not_found',
  });
  expect(await database.selectFrom('tables').select('name').execute()).toHaveLength(1);
  expect(await database.selectFrom('table_rows').select('cells').execute()).toHaveLength(1);
  await knowledge.wipe();
  expect(filesWith(home, secret)).toEqual([]);
});
