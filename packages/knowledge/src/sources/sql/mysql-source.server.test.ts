import { expect, test } from 'vitest';
import { startMariadb, whyNoMariadb } from '../testing/mariadb-server.ts';
import { mysqlClient } from './mysql-client.ts';
import { mysqlKind } from './server-kinds.ts';
import { describeServer } from './sql-server.conformance.ts';

const mariadb = {
  kind: mysqlKind,
  scheme: 'mysql' as const,
  clientOf: mysqlClient,
  whyNot: whyNoMariadb(),
  start: startMariadb,
  meddle: 'CREATE FUNCTION meddle() RETURNS INT BEGIN INSERT INTO meddled VALUES (1); RETURN 1; END',
};

/** Type of a column, SQL of a value in it, its text and its value. */
const values: [type: string, sql: string, text: string, value?: number | string | boolean][] = [
  ['TINYINT(1)', '1', '1', 1],
  ['INT', '-7', '-7', -7],
  ['BIGINT UNSIGNED', '18446744073709551615', '18446744073709551615'],
  ['DECIMAL(10,2)', '1234.50', '1234.50', 1234.5],
  ['DECIMAL(30,10)', '1234567890.1234567891', '1234567890.1234567891'],
  ['DOUBLE', '0.1', '0.1', 0.1],
  ['FLOAT', '0.5', '0.5', 0.5],
  ['BIT(10)', "b'101'", '5', 5],
  ['YEAR', '2026', '2026', 2026],
  ['DATE', "'2026-11-24'", '2026-11-24', '2026-11-24'],
  ['DATE', "'0000-00-00'", '0000-00-00'],
  ['DATETIME(3)', "'2026-11-24 08:30:00.25'", '2026-11-24 08:30:00.250', '2026-11-24T08:30:00.250'],
  ['TIMESTAMP NULL', "'2026-11-24 08:30:00'", '2026-11-24 06:30:00Z', '2026-11-24T06:30:00Z'],
  ['TIME', "'-12:30:00'", '-12:30:00'],
  ['VARCHAR(50)', "'grün 🌿 漢字'", 'grün 🌿 漢字'],
  ['VARCHAR(50) CHARACTER SET latin1', "'Käse'", 'Käse'],
  ['LONGTEXT', "'long'", 'long'],
  ["ENUM('sad','happy')", "'happy'", 'happy'],
  ["SET('a','b','c')", "'a,c'", 'a,c'],
  ['JSON', `'{"b": [1, null]}'`, '{"b": [1, null]}'],
  ['UUID', "'0f8fad5b-d9cb-469f-a165-70867728950e'", '0f8fad5b-d9cb-469f-a165-70867728950e'],
  ['INET6', "'::1'", '::1'],
  ['TEXT', 'NULL', ''],
];

describeServer('MariaDB', mariadb, ({ open, run, uriOf }) => {
  test('values of every type have a stable text, and a value where it is exact', async () => {
    const columns = values.map(([type], index) => `c${index} ${type}`);
    await run(`CREATE TABLE every (id INT PRIMARY KEY, ${columns.join(', ')}, raw BLOB, fixed BINARY(4), place POINT)`);
    await run(`SET time_zone = '+02:00', sql_mode = '';
      INSERT INTO every VALUES (1, ${values.map(([, sql]) => sql).join(', ')}, x'00ff', x'01020304', POINT(1, 2))`);
    const [document] = await (await open('every', { as: 'table' })).documents();
    const row = document?.blocks.at(-1)?.cells?.slice(1) ?? [];
    const found = row.map(({ start, end, value }) => [document?.text.slice(start, end), value]);
    expect(found).toEqual(values.map(([, , text, value]) => [text, value]));
    expect(document?.text).not.toMatch(/raw|fixed|place/);
  });

  test('keys of every type find their rows, whatever their alphabet and case', async () => {
    const types = [
      'BIGINT',
      'DECIMAL(10,2)',
      'DATETIME(6)',
      'TIMESTAMP',
      'UUID',
      'BINARY(4)',
      'VARCHAR(20) CHARACTER SET latin1',
      "ENUM('a','b')",
    ];
    const samples = ['9007199254740993', '1.50', "'2026-11-24 08:30:00.000001'", "'2026-11-24 08:30:00'"];
    samples.push("'0f8fad5b-d9cb-469f-a165-70867728950e'", "x'01020304'", "'Käse'", "'b'");
    for (const [index, type] of types.entries()) {
      await run(`CREATE TABLE key_${index} (k ${type} PRIMARY KEY, body TEXT)`);
      await run(`INSERT INTO key_${index} VALUES (${samples[index]}, 'body ${index}')`);
      const [document] = await (await open(`key_${index}`, { text: ['body'] })).documents();
      expect(document?.text).toBe(`body ${index}`);
    }
    await run(
      "CREATE TABLE cased (k VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY, body TEXT); INSERT INTO cased VALUES ('a', 'small'), ('A', 'large')",
    );
    const cased = await open('q', {
      query: 'SELECT CONVERT(k USING utf8mb4) COLLATE utf8mb4_general_ci AS k, body FROM cased',
      key: ['k'],
      text: ['body'],
    });
    expect((await cased.documents()).map(({ text }) => text).toSorted()).toEqual(['large', 'small']);
  });

  test('a query keeps its order, its question marks, and no comment of it is run', async () => {
    await run(
      "CREATE TABLE best (name VARCHAR(20), points INT); INSERT INTO best VALUES ('ann', 1), ('bob', 3), ('cid', 2)",
    );
    const query = "SELECT name, points, 'why?' AS asked FROM best ORDER BY points DESC # ; 'open";
    const [document] = await (await open('best-of', { query })).documents();
    expect(document?.text).toMatch(/\nbob \| 3 \| why\?\ncid \| 2 \| why\?\nann \| 1 \| why\?$/);
    expect((await (await open('best-of', { query, key: ['name'] })).list()).map(({ uri }) => uri)).toContain(
      `${uriOf('best-of')}#key=ann`,
    );
    expect(mysqlKind.settings.safeParse({ query: "SELECT 1 /*! INTO OUTFILE '/x' */" }).success).toBe(false);
  });
});
