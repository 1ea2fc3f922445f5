import { expect, test } from 'vitest';
import { startPostgres, whyNoPostgres } from '../testing/postgres-server.ts';
import { postgresClient } from './postgres-client.ts';
import { postgresKind } from './server-kinds.ts';
import { describeServer } from './sql-server.conformance.ts';
import { rejection } from './sql.fixture.ts';

const postgres = {
  kind: postgresKind,
  scheme: 'postgres' as const,
  clientOf: postgresClient,
  whyNot: whyNoPostgres(),
  start: startPostgres,
  meddle: `CREATE FUNCTION meddle() RETURNS int LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO meddled VALUES (1); RETURN 1; END $$`,
};

/** SQL of a value, its text and its value. */
const values: [sql: string, text: string, value?: number | string | boolean][] = [
  ['7::int2', '7', 7],
  ['-9007199254740991::int8', '-9007199254740991', -9007199254740991],
  ['9007199254740993::int8', '9007199254740993'],
  ['1234.50::numeric(10,2)', '1234.50', 1234.5],
  ['1234567890.12345678901::numeric', '1234567890.12345678901'],
  ["'NaN'::numeric", 'NaN'],
  ['0.1::float4', '0.1', 0.1],
  ['0.30000000000000004::float8', '0.30000000000000004', 0.30000000000000004],
  ['1e300::float8', '1e+300', 1e300],
  ["'-Infinity'::float8", '-Infinity'],
  ['true', 'true', true],
  ['false', 'false', false],
  ["date '2026-11-24'", '2026-11-24', '2026-11-24'],
  ["timestamp '2026-11-24 08:30:00.25'", '2026-11-24 08:30:00.25', '2026-11-24T08:30:00.25'],
  ["timestamptz '2026-11-24 08:30:00+02'", '2026-11-24 06:30:00Z', '2026-11-24T06:30:00Z'],
  ["timestamp 'infinity'", 'infinity'],
  ["date '0044-03-15 BC'", '0044-03-15 BC'],
  ["time '08:30'", '08:30:00'],
  ["interval '1 year 2 months 3 days 04:05:06.7'", '1 year 2 mons 3 days 04:05:06.7'],
  ["'grün 🌿 漢字'::text", 'grün 🌿 漢字'],
  ["'ab'::char(5)", 'ab'],
  ["'happy'::mood", 'happy'],
  ["'12'::positive", '12', 12],
  ["'0f8fad5b-d9cb-469f-a165-70867728950e'::uuid", '0f8fad5b-d9cb-469f-a165-70867728950e'],
  [`'{"b": [1, null], "a": "x"}'::jsonb`, '{"a": "x", "b": [1, null]}'],
  [`'{"b": 1}'::json`, '{"b": 1}'],
  ["ARRAY['a, b', 'c\"d', NULL, '', '{x}']", 'a, b, c"d, , {x}'],
  ['ARRAY[[1,2],[3,4]]', '1, 2, 3, 4'],
  ["ARRAY['sad','happy']::mood[]", 'sad, happy'],
  ["'1234.5'::money", '$1,234.50'],
  ["inet '10.0.0.1/8'", '10.0.0.1/8'],
  ['int4range(1, 5)', '[1,5)'],
  ['point(1, 2)', '(1,2)'],
  ["B'101'", '101'],
  ["ROW(1, 'x')::pair", '(1,x)'],
  ['NULL::text', ''],
];

describeServer('PostgreSQL', postgres, ({ open, run, uriOf }) => {
  test('values of every type have a stable text, and a value where it is exact', async () => {
    await run(`CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TYPE pair AS (a int, b text)`);
    const columns = values.map(([sql], index) => `${sql} AS c${index}`);
    await run(
      `CREATE TABLE every AS SELECT 1 AS id, ${columns.join(', ')}, '\\x00ff'::bytea AS raw, to_tsvector('x') AS words`,
    );
    const [document] = await (await open('every', { as: 'table' })).documents();
    const row = document?.blocks.at(-1)?.cells?.slice(1) ?? [];
    const found = row.map(({ start, end, value }) => [document?.text.slice(start, end), value]);
    expect(found).toEqual(values.map(([, text, value]) => [text, value]));
    expect(document?.text).not.toContain('raw');
    expect(document?.text).not.toContain('words');
  });

  test('keys of every type find their rows', async () => {
    const types = [
      'int8',
      'numeric',
      'float8',
      'bool',
      'date',
      'timestamp',
      'timestamptz',
      'uuid',
      'text',
      'bytea',
      'mood',
    ];
    const samples = [
      "'12'",
      "'1.50'",
      "'0.1'",
      "'t'",
      "'2026-11-24'",
      "'2026-11-24 08:30:00.000001'",
      "'2026-11-24 08:30+02'",
    ];
    samples.push("'0f8fad5b-d9cb-469f-a165-70867728950e'", "'x'", "'\\x00ff'", "'sad'");
    for (const [index, type] of types.entries()) {
      await run(`CREATE TABLE key_${type} (k ${type} PRIMARY KEY, body text)`);
      await run(`INSERT INTO key_${type} VALUES (${samples[index]}, 'body of ${type}')`);
      const [document] = await (await open(`key_${type}`, { text: ['body'] })).documents();
      expect(document?.text).toBe(`body of ${type}`);
    }
  });

  test('tables of other schemas are named with theirs; a query is named by its address', async () => {
    await run(
      "CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY, body text); INSERT INTO sales.orders VALUES (1, 'x')",
    );
    const orders = await open('sales.orders');
    expect((await orders.list()).map(({ uri }) => uri)).toEqual([`${uriOf('sales.orders')}#key=1`]);
    expect((await rejection((await open('orders')).list())).hint).toContain('sales.orders');
    const query = 'WITH o AS (SELECT * FROM sales.orders) SELECT id, body FROM o -- "not closed';
    const named = await open('open-orders', { query, key: ['id'], title: 'body' });
    expect((await named.list()).map(({ uri }) => uri)).toEqual([`${uriOf('open-orders')}#key=1`]);
    expect(await named.documents()).toMatchObject([{ title: 'x', metadata: { table: 'open-orders' } }]);
    const twice = await open('q', { query: 'SELECT 1 AS a, 2 AS a' });
    expect((await rejection(twice.list())).message).toContain('two columns of the name "a"');
  });

  test('the transaction cannot be made one that writes', async () => {
    await run(
      'CREATE TABLE opened (n int); CREATE FUNCTION force() RETURNS int LANGUAGE plpgsql AS $$ ' +
        "BEGIN PERFORM set_config('transaction_read_only', 'off', false); INSERT INTO opened VALUES (1); RETURN 1; END $$",
    );
    const failure = await rejection((await open('q', { query: 'SELECT force() AS n, 1 AS m' })).list());
    expect(failure.code).toBe('source_invalid');
    const opened = await open('q', { query: 'SELECT count(*) AS n, 1 AS m FROM opened' });
    expect((await opened.documents())[0]?.text).toMatch(/\n0 \| 1$/);
  });
});
