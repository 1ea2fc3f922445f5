import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { describeSource } from '../source.conformance.ts';
import type { SourceKind } from '../source-kind.ts';
import { serverPassword, type SqlServer } from '../testing/sql-server.ts';
import { serverUri, type ServerScheme } from './server-location.ts';
import { counting, looking, openSql, rejection } from './sql.fixture.ts';
import type { SqlAccount, SqlClient } from './sql-client.ts';
import type { ServerSettings } from './sql-settings.ts';
import { sqlSource } from './sql-source.ts';

export interface ServerUnderTest {
  kind: SourceKind<ServerSettings>;
  scheme: ServerScheme['scheme'];
  clientOf: (account: SqlAccount) => SqlClient;
  whyNot: string | null;
  start: () => Promise<SqlServer>;
  /** Makes a function `meddle()` that adds a row to the table `meddled` and gives 1. */
  meddle: string;
}

/** The server as the tests of one kind alone see it. */
export interface ServerInUse {
  open: (table: string | null, settings?: object) => ReturnType<typeof openSql>;
  run: (sql: string) => Promise<void>;
  uriOf: (table: string | null) => string;
}

/** What every database server must do, and what one kind does by itself. */
export function describeServer(name: string, tested: ServerUnderTest, ownTests: (server: ServerInUse) => void): void {
  const { kind, scheme, whyNot } = tested;
  let server: SqlServer;
  const place = (table: string | null) => ({ host: '127.0.0.1', port: server.port, database: 'shop', name: table });
  const uriOf = (table: string | null) => serverUri({ scheme, port: 0 }, place(table));
  const secrets = { user: 'reader', password: serverPassword };
  const open = (table: string | null, settings: object = {}, login: Record<string, string> = secrets) =>
    openSql(kind, uriOf(table), { settings, secrets: login });
  const account = (): SqlAccount => ({
    host: '127.0.0.1',
    port: server.port,
    database: 'shop',
    user: 'reader',
    password: serverPassword,
    tls: 'none',
    ca: null,
    timeoutSeconds: 60,
    place: uriOf(null),
  });
  const counted = (table: string, settings: object) => {
    const { client, ...rest } = counting(tested.clientOf(account()));
    const source = sqlSource({
      client,
      uri: uriOf(table),
      name: table,
      nameMark: '/',
      settings,
      excludes: () => false,
    });
    return { ...rest, ...looking(source) };
  };
  const run = (sql: string) => server.run(sql);
  const reason = whyNot === null ? '' : ` (left out: ${whyNot})`;

  describe.skipIf(whyNot !== null)(`${name}${reason}`, () => {
    beforeAll(async () => {
      server = await tested.start();
    });
    afterAll(() => server?.stop());

    let count = 0;
    describeSource(`a table of ${name}`, async () => {
      const table = `notes_${++count}`;
      await run(`CREATE TABLE ${table} (name VARCHAR(80) PRIMARY KEY, body TEXT)`);
      const { source } = await open(table);
      return {
        source,
        reopen: async () => (await open(table)).source,
        async put(name, text) {
          await run(`DELETE FROM ${table} WHERE name = '${name}'`);
          await run(`INSERT INTO ${table} VALUES ('${name}', '${text}')`);
        },
        remove: (name) => run(`DELETE FROM ${table} WHERE name = '${name}'`),
        async breakOff() {
          await server.kill();
          onTestFinished(() => server.restart());
        },
      };
    });

    test('a password in the address is taken out of it, and does not show in what fails', async () => {
      const { port } = server;
      const written = `${scheme}://reader:${encodeURIComponent(serverPassword)}@127.0.0.1:${port}/shop/none`;
      const { uri, secrets: found } = await kind.identify(written);
      expect([uri, found]).toEqual([uriOf('none'), { user: 'reader', password: serverPassword }]);
      const wrong = await rejection((await open('none', {}, { user: 'reader', password: 'wrong-word' })).list());
      expect(wrong.code).toBe('source_refused');
      expect(JSON.stringify([wrong, wrong.message, wrong.hint])).not.toContain('wrong-word');
      const nobody = await rejection((await open('none', {}, { user: 'nobody', password: '' })).list());
      expect(nobody.code).toBe('source_refused');
      const place = `${scheme}://reader:top-secret@127.0.0.1:${port}`;
      expect((await rejection(kind.identify(place))).message).not.toContain('top-secret');
      expect((await rejection(kind.identify(`${place}/a/b/c`))).message).not.toContain('top-secret');
    });

    test('a database that is not there, and a port where nobody listens', async () => {
      const elsewhere = (database: string, port: number) =>
        openSql(kind, `${scheme}://127.0.0.1:${port}/${database}/t`, {
          secrets: { user: 'admin', password: serverPassword },
        });
      expect((await rejection((await elsewhere('none', server.port)).list())).code).toBe('source_missing');
      expect((await rejection((await elsewhere('shop', 1)).list())).code).toBe('source_unreachable');
    });

    test('a table or column that is not there is told with those that are; no name can be SQL', async () => {
      await run('CREATE TABLE listed (id INT PRIMARY KEY, total INT, body TEXT)');
      await run("INSERT INTO listed VALUES (1, 2, 'three')");
      expect(await rejection((await open('listd')).list())).toMatchObject({
        code: 'source_invalid',
        hint: expect.stringMatching(/Did you mean (?:public\.)?listed\?.*Tables: /),
      });
      for (const name of ['listed"; DROP TABLE listed; --', '`listed`; DROP TABLE listed; --', "' OR 1=1 --"]) {
        expect((await rejection((await open(null, { table: name })).list())).code).toBe('source_invalid');
        for (const settings of [{ key: [name] }, { title: name }, { text: [name] }, { changed: name }]) {
          expect(await rejection((await open('listed', settings)).list())).toMatchObject({
            code: 'source_invalid',
            hint: expect.stringContaining('id, total, body'),
          });
        }
      }
      expect(await (await open('listed', { text: ['body'] })).documents()).toMatchObject([{ text: 'three' }]);
    });

    test('odd names and odd keys are found', async () => {
      const quote = scheme === 'postgres' ? '"' : '`';
      const [table, key] = [`${quote}Odd table; ' x${quote}`, `${quote}the key${quote}`];
      await run(`CREATE TABLE ${table} (${key} VARCHAR(80) PRIMARY KEY, body TEXT)`);
      const keys = ["it''s", 'a,b', '#/%?=&', '漢字 🚰', '$1 ? :x', 'x"y`z', ' '];
      for (const [index, each] of keys.entries()) await run(`INSERT INTO ${table} VALUES ('${each}', 'body ${index}')`);
      const odd = await open(null, { table: "Odd table; ' x", text: ['body'] });
      const texts = (await odd.documents()).map(({ text }) => text);
      expect(texts.toSorted()).toEqual(keys.map((_key, index) => `body ${index}`));
    });

    test('only what changed is fetched, many rows at a time; what was deleted is not listed', async () => {
      await run('CREATE TABLE tickets (id BIGINT, part INT, body TEXT, changed TIMESTAMP(6), PRIMARY KEY (id, part))');
      const rows = Array.from(
        { length: 2000 },
        (_, n) => `(${9_007_199_254_740_992n + BigInt(n)}, ${n % 3}, 'body ${n}', '2026-01-02 03:04:05.000006')`,
      );
      await run(`INSERT INTO tickets VALUES ${rows.join(', ')}`);
      const tickets = counted('tickets', { changed: 'changed', text: ['body'] });
      const { counts, reset } = tickets;
      const items = await tickets.list();
      expect(counts).toMatchObject({ connections: 1, rows: 2000, selects: [expect.not.stringContaining('body')] });
      expect(items[1]?.uri).toBe(`${uriOf('tickets')}#key=9007199254740993,1`);
      reset();
      const texts = new Set<string>();
      for (const item of items) texts.add((await tickets.read(item)).text);
      expect(texts.size).toBe(2000);
      expect(counts.rows).toBe(2000);
      expect(counts.connections).toBeLessThan(12);

      await run("UPDATE tickets SET body = 'new', changed = '2026-01-02 03:04:05.000007' WHERE id = 9007199254740999");
      await run('DELETE FROM tickets WHERE id = 9007199254740992');
      const known = new Map(items.map(({ uri, stamp }) => [uri, stamp]));
      const later = await tickets.list(known);
      const changed = later.filter(({ uri, stamp }) => known.get(uri) !== stamp);
      expect(changed.map(({ uri }) => uri)).toEqual([`${uriOf('tickets')}#key=9007199254740999,1`]);
      expect(later.map(({ uri }) => uri)).not.toContain(items[0]?.uri);
      reset();
      expect(await tickets.read(changed[0]!)).toMatchObject({ text: 'new' });
      expect(counts).toMatchObject({ connections: 1, rows: 1 });
      expect((await rejection(tickets.read(items[0]!))).code).toBe('file_missing');
    });

    test('a hundred thousand rows are listed in little memory, as they were at one moment', async () => {
      await run('CREATE TABLE many (id INT PRIMARY KEY, body TEXT)');
      await run(
        scheme === 'postgres'
          ? "INSERT INTO many SELECT n, repeat('word ', 800) FROM generate_series(1, 100000) AS n"
          : "INSERT INTO many SELECT seq, repeat('word ', 800) FROM seq_1_to_100000",
      );
      const many = await open('many');
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      let [listed, most] = [0, 0];
      for await (const _item of many.source.list(new AbortController().signal, new Map())) {
        listed += 1;
        if (listed === 1) await run('DELETE FROM many WHERE id > 50000');
        if (listed % 1000 === 0) most = Math.max(most, process.memoryUsage().rss);
      }
      expect(listed).toBe(100_000);
      // Their text alone is 400 MB.
      expect((most - before) / 1e6).toBeLessThan(300);
      expect(await rejection((await open('many', { limit: 49_999 })).list())).toMatchObject({ code: 'source_invalid' });
    });

    test('nothing is ever written, not by a function either', async () => {
      await run('CREATE TABLE meddled (n INT)');
      await run(tested.meddle);
      const login = { user: 'admin', password: serverPassword };
      const failure = await rejection((await open('q', { query: 'SELECT meddle() AS n, 1 AS m' }, login)).list());
      expect(failure).toMatchObject({ code: 'source_invalid', message: expect.stringMatching(/would write/) });
      const meddled = await open('q', { query: 'SELECT count(*) AS n, 1 AS m FROM meddled' });
      expect((await meddled.documents())[0]?.text).toMatch(/n \| m\n0 \| 1$/);
      for (const query of ['DELETE FROM meddled', 'SELECT 1; DROP TABLE meddled', 'SELECT 1 INTO x', 'CALL meddle()']) {
        expect(kind.settings.safeParse({ query }).success).toBe(false);
      }
    });

    test('a server that goes away in the middle of a listing makes it fail', async () => {
      await run('CREATE TABLE cut (id INT PRIMARY KEY, body TEXT)');
      const body = "repeat('word ', 400)";
      for (let first = 0; first < 30_000; first += 1000) {
        const rows = Array.from({ length: 1000 }, (_, n) => `(${first + n}, ${body})`);
        await run(`INSERT INTO cut VALUES ${rows.join(', ')}`);
      }
      const cut = await open('cut');
      let listed = 0;
      const listing = async () => {
        for await (const _item of cut.source.list(new AbortController().signal, new Map())) {
          listed += 1;
          if (listed === 150) await server.kill();
        }
      };
      onTestFinished(() => server.restart());
      expect(await rejection(listing())).toMatchObject({ code: 'source_unreachable' });
      expect(listed).toBeGreaterThan(149);
      expect(listed).toBeLessThan(30_000);
    });

    test('a query that takes too long is ended', async () => {
      const query = scheme === 'postgres' ? 'SELECT pg_sleep(30), 1 AS n' : 'SELECT sleep(30), 1 AS n';
      const started = Date.now();
      const failure = await rejection((await open('q', { query, timeoutSeconds: 1 })).list());
      expect(failure.hint).toContain('timeoutSeconds');
      expect(Date.now() - started).toBeLessThan(10_000);
    });

    test('a listing that is told to stop ends its query', async () => {
      const query = scheme === 'postgres' ? 'SELECT pg_sleep(30), 1 AS n' : 'SELECT sleep(30), 1 AS n';
      const slow = await open('q', { query });
      const started = Date.now();
      const stopped = new Error('stopped by the test');
      const controller = new AbortController();
      setTimeout(() => controller.abort(stopped), 500);
      expect(await rejection(Array.fromAsync(slow.source.list(controller.signal, new Map())))).toBe(stopped);
      expect(Date.now() - started).toBeLessThan(10_000);
    });

    test('with TLS the certificate must be vouched for', async () => {
      await run('CREATE TABLE sealed (id INT PRIMARY KEY, body TEXT)');
      await run("INSERT INTO sealed VALUES (1, 'under seal')");
      const unknown = await rejection((await open('sealed', { tls: 'verify' })).list());
      expect(unknown).toMatchObject({ code: 'source_unreachable', hint: expect.stringContaining('ca') });
      await expect((await open('sealed', { tls: 'encrypt' })).documents()).resolves.toHaveLength(1);
      await expect((await open('sealed', { tls: 'verify', ca: server.certificate })).documents()).resolves.toHaveLength(
        1,
      );
      const nowhere = await open('sealed', { tls: 'verify', ca: `${server.certificate}.none` });
      expect((await rejection(nowhere.list())).code).toBe('source_invalid');
    });

    ownTests({ open, run, uriOf });
  });
}
