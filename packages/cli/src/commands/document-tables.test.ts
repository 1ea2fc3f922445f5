import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TableResult } from '@atelier/server';
import { makePlace } from '../testing/atelier.fixture.ts';

const place = makePlace({
  'sales.csv':
    'Region,Amount,Day\nNorth,"1,200.50",2026-11-24\nSouth,300,2026-11-25\nNorth,50,2026-12-01\nTotal,"1,550.50",\n',
  'two.md': '# Two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nNext\n\n| c | d |\n| - | - |\n| 3 | 4 |\n',
});
beforeAll(async () => {
  await place.json(['add', 'sales.csv', 'two.md']);
});
afterAll(() => place.remove());
const tables = (...args: string[]) => place.run(['documents', 'tables', ...args]);

test.concurrent('the tables of a document are listed with their columns', async () => {
  const [people, json] = await Promise.all([
    tables('sales.csv'),
    place.json<{ tables: unknown[] }>(['documents', 'tables', 'two.md']),
  ]);
  expect(people.stdout).toBe(
    '1. sales.csv 4 rows\n   Region text\n   Amount number\n   Day date\n1 table in sales.csv\n',
  );
  expect(json.tables).toMatchObject([
    { ordinal: 1, name: 'Two', rows: 1 },
    { ordinal: 2, name: 'Next', rows: 1 },
  ]);
});

test.concurrent('a sum is printed with the cells that it comes from', async () => {
  const { code, stdout } = await tables('sales.csv', '--sum', 'amount', '--where', 'Region = north');
  expect([code, stdout]).toEqual([
    0,
    '1250.5 sum of amount, from 2 cells of sales.csv\n' + expectedCells(['1,200.50', 'B2'], ['50', 'B4']),
  ]);
});

test.concurrent('conditions are all of them to hold, and groups have a line each', async () => {
  const options = [
    '--table',
    '1',
    '--sum',
    'Amount',
    '--by',
    'Region',
    '--where',
    'Day>=2026-11',
    '--where',
    'Amount<1000',
  ];
  const { results } = await place.json<TableResult>(['documents', 'tables', 'sales.csv', ...options]);
  expect(results).toMatchObject([
    { group: 'North', value: 50, count: 1 },
    { group: 'South', value: 300, count: 1 },
  ]);
  const { stdout } = await tables('sales.csv', '--max', 'Amount', '--by', 'Region');
  expect(stdout).toMatch(/^North: 1200\.5 max of Amount[^]*\nSouth: 300 max/);
  expect(stdout).toContain('Left out because they sum up others: 1 row.');
});

test.concurrent('without a calculation the rows are shown', async () => {
  const { stdout } = await tables('sales.csv', '--where', 'Region~OR', '--where', 'Day!=');
  expect(stdout).toMatch(/1,200\.50[^]*50 [^]*2 rows\n$/);
  expect(stdout).not.toContain('300');
});

test.concurrent('one of several tables has to be named, and has to be there', async () => {
  const [unnamed, absent, named] = await Promise.all([
    tables('two.md', '--sum', 'b'),
    tables('two.md', '--table', '3'),
    tables('two.md', '--table', '2', '--count'),
  ]);
  expect(unnamed).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('error (table_not_found): two.md has 2 tables.'),
  });
  expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('no table 3') });
  expect(named).toMatchObject({ code: 0, stdout: expect.stringContaining('1 count') });
});

test.concurrent.each([[['--where', 'Region']], [['--table', '0']], [['--sum', 'Amount', '--count']]])(
  '%j is wrong usage',
  async (options) => {
    expect(await tables('sales.csv', ...options)).toMatchObject({ code: 2, stdout: '' });
  },
);

const expectedCells = (...cells: [text: string, ref: string][]): string =>
  cells.map(([text, ref]) => `  ${text} ${ref}\n`).join('');
