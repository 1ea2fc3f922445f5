import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { describeSource } from '../source.conformance.ts';
import { counting, looking, openSql, rejection } from './sql.fixture.ts';
import { sqlSource } from './sql-source.ts';
import { sqliteClient } from './sqlite-client.ts';
import { sqliteKind } from './sqlite-kind.ts';

/** A database of the test's own, in a file. */
function makeDatabase(sql: string) {
  const path = join(scratchFolder(), 'shop.db');
  const database = new Sqlite(path);
  onTestFinished(() => void database.close());
  database.exec(sql);
  return { path, location: `sqlite:${path}`, database };
}

const open = (location: string, settings: object = {}) => openSql(sqliteKind, location, { settings });

describeSource('a SQLite table', async () => {
  const { path, location, database } = makeDatabase('CREATE TABLE notes (name TEXT PRIMARY KEY, body TEXT)');
  const uri = `${location}#notes`;
  const { source } = await open(uri);
  return {
    source,
    reopen: async () => (existsSync(path) ? (await open(uri)).source : source),
    put: (name, text) =>
      Promise.resolve(void database.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(name, text)),
    remove: (name) => Promise.resolve(void database.prepare('DELETE FROM notes WHERE name = ?').run(name)),
    breakOff: () => Promise.resolve(renameSync(path, `${path}.away`)),
  };
});

test('a row is a document: title, short values as lines, long ones as paragraphs under their name', async () => {
  const { location, database } = makeDatabase(`CREATE TABLE faults (
    id INTEGER PRIMARY KEY, name TEXT, state TEXT, symptom TEXT, cure TEXT, picture BLOB, note TEXT)`);
  const symptom = `The pump hums.\n\n${'It does not start. '.repeat(20)}`;
  database
    .prepare('INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(7, 'Pumpe läuft nicht 🚰', 'open', symptom, 'Replace\nthe fuse.', Buffer.from([1, 2, 3]), null);
  const faults = await open(`${location}#faults`, { title: 'name' });
  const [document] = await faults.documents();
  expect(document).toMatchObject({
    title: 'Pumpe läuft nicht 🚰',
    format: 'record',
    metadata: { table: 'faults', key: '7' },
  });
  expect(document?.text.split('\n\n')).toEqual([
    'Pumpe läuft nicht 🚰',
    'id: 7\nstate: open',
    'symptom',
    'The pump hums.',
    'It does not start. '.repeat(20).trim(),
    'cure',
    'Replace\nthe fuse.',
  ]);
  expect((await faults.list()).map(({ uri }) => uri)).toEqual([`${location}#faults/key=7`]);

  const cures = await open(`${location}#faults`, { text: ['cure'] });
  expect(await cures.documents()).toMatchObject([{ title: 'faults 7', text: 'Replace\nthe fuse.' }]);
});

test('keys of several columns and of any type find their rows', async () => {
  const { location, database } = makeDatabase('CREATE TABLE parts (a, b, body, PRIMARY KEY (a, b))');
  const keys = [
    [1, 'x'],
    ['one, two', 'ü#/%=key'],
    [2 ** 40, 1.5],
    [9007199254740993n, ''],
    [Buffer.from('ff00', 'hex'), "';--"],
    [-3, 'Ünïcödé 漢字'],
  ];
  const insert = database.prepare('INSERT INTO parts VALUES (?, ?, ?)');
  for (const [index, key] of keys.entries()) insert.run(...key, `part number ${index}`);
  const parts = await open(`${location}#parts`, { text: ['body'] });
  const texts = (await parts.documents()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(keys.map((_key, index) => `part number ${index}`));
});

test('with a column that tells of changes only keys are listed, and only changed rows fetched, many at a time', async () => {
  const { path, location, database } = makeDatabase(
    'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, version INTEGER)',
  );
  const insert = database.prepare('INSERT INTO notes VALUES (?, ?, 1)');
  database.transaction(() => {
    for (let id = 1; id <= 1000; id++) insert.run(id, `body ${id}`);
  })();
  const { client, counts, reset } = counting(sqliteClient(path));
  const settings = { changed: 'version', text: ['body'] };
  const excludes = () => false;
  const notes = looking(
    sqlSource({
      client,
      uri: location,
      name: null,
      nameMark: '#',
      settings: { ...settings, table: 'notes' },
      excludes,
    }),
  );
  const items = await notes.list();
  expect(counts.selects).toEqual(['SELECT "id", "version" FROM "main"."notes"']);
  reset();
  for (const item of items) expect((await notes.read(item)).text).toMatch(/^body \d+$/);
  expect(counts.rows).toBe(1000);
  expect(counts.connections).toBeLessThan(7);

  database.exec("UPDATE notes SET body = 'new', version = 2 WHERE id IN (400, 800); DELETE FROM notes WHERE id = 1");
  const known = new Map(items.map(({ uri, stamp }) => [uri, stamp]));
  const later = await notes.list(known);
  expect(later).toHaveLength(999);
  const changed = later.filter(({ uri, stamp }) => known.get(uri) !== stamp);
  expect(changed.map(({ uri }) => uri)).toEqual([400, 800].map((id) => `${location}#notes/key=${id}`));
  reset();
  for (const item of changed) expect(await notes.read(item)).toMatchObject({ text: 'new' });
  expect(counts).toMatchObject({ connections: 1, rows: 2 });
  expect(await rejection(notes.read(items[0]!))).toMatchObject({ code: 'file_missing' });

  // Read in another way, every row is another document, though none changed.
  const bodies = await open(`${location}#notes`, { changed: 'version', text: ['body'], title: 'body' });
  expect((await bodies.list()).some(({ uri, stamp }) => known.get(uri) === stamp)).toBe(false);
});

test('a query with an order is a table in that order, with typed cells', async () => {
  const { location, database } = makeDatabase('CREATE TABLE sales (region TEXT, amount, big INTEGER)');
  const insert = database.prepare('INSERT INTO sales VALUES (?, ?, ?)');
  for (const row of [
    ['south', 10.5, 1n],
    ['north', 20, 9007199254740993n],
    ['west', null, 3n],
  ])
    insert.run(...row);
  const query = 'SELECT region, amount, big FROM sales ORDER BY amount DESC; -- the best first';
  const sales = await open(`${location}#best`, { query });
  expect((await sales.list()).map(({ uri }) => uri)).toEqual([`${location}#best`]);
  const [document] = await sales.documents();
  expect(document?.text).toBe(
    'best\n\nregion | amount | big\nnorth | 20 | 9007199254740993\nsouth | 10.5 | 1\nwest |  | 3',
  );
  expect(document?.blocks[2]?.cells?.map(({ value }) => value)).toEqual([undefined, 20, undefined]);

  const [before] = await sales.list();
  database.exec("DELETE FROM sales WHERE region = 'south'; INSERT INTO sales VALUES ('south', 10.5, 1)");
  const [moved] = await sales.list();
  expect(moved?.stamp).toBe(before?.stamp);
  database.exec("UPDATE sales SET amount = 11 WHERE region = 'south'");
  expect((await sales.list())[0]?.stamp).not.toBe(before?.stamp);
});

test('what the settings name wrongly is told with what there is', async () => {
  const { path, location } = makeDatabase(
    'CREATE TABLE orders (id INTEGER, total, raw BLOB); CREATE VIEW recent AS SELECT 1',
  );
  const failure = async (place: string, settings: object = {}) => await rejection((await open(place, settings)).list());
  expect(await failure(`${location}#order`)).toMatchObject({
    code: 'source_invalid',
    message: expect.stringContaining('"order"'),
    hint: 'Did you mean orders? Tables: orders, recent.',
  });
  expect(await failure(`${location}#orders`)).toMatchObject({ message: expect.stringContaining('no primary key') });
  for (const name of ['x"; DROP TABLE orders; --', "' OR 1=1", 'orders" WHERE 1=0 --']) {
    expect(await failure(location, { table: name })).toMatchObject({ code: 'source_invalid' });
    for (const setting of ['title', 'changed']) {
      const wrong = await failure(`${location}#orders`, { key: ['id'], [setting]: name });
      expect(wrong).toMatchObject({ hint: expect.stringContaining('id, total, raw') });
    }
    expect(await failure(`${location}#orders`, { key: [name] })).toMatchObject({ code: 'source_invalid' });
  }
  expect(await failure(`${location}#orders`, { key: ['id'], text: ['raw'] })).toMatchObject({
    message: expect.stringContaining('binary'),
  });
  expect(await failure(location, { query: 'SELECT nothing FROM orders' })).toMatchObject({ code: 'source_invalid' });

  await expect(open(location)).rejects.toMatchObject({ message: 'Neither a table nor a query is named.' });
  await expect(open(location, { table: 'orders', query: 'SELECT 1' })).rejects.toMatchObject({
    code: 'source_invalid',
  });
  await expect(open(`${path}.none`)).rejects.toMatchObject({ code: 'path_not_found' });
  expect(existsSync(`${path}.none`)).toBe(false);
  writeFileSync(`${path}.txt`, 'No database, but long enough to be looked at as one.'.repeat(100));
  expect(await failure(`sqlite:${path}.txt`, { table: 'x' })).toMatchObject({ code: 'source_invalid' });
});

test('rows without a key, two with one key, and more rows than the limit are refused', async () => {
  const { location, database } = makeDatabase(
    "CREATE TABLE t (k, v); INSERT INTO t VALUES ('a', 1), ('b', 2), ('a', 3)",
  );
  const failure = async (settings: object) => await rejection((await open(`${location}#t`, settings)).list());
  expect(await failure({ key: ['k'] })).toMatchObject({ message: 'Two rows have the same key: a (k).' });
  expect(await failure({ key: ['v'], limit: 2 })).toMatchObject({ message: 't has more than 2 rows.' });
  expect(await failure({ as: 'table', limit: 2 })).toMatchObject({ code: 'source_invalid' });
  database.exec('UPDATE t SET v = NULL WHERE v = 2');
  expect(await failure({ key: ['v'] })).toMatchObject({ message: expect.stringContaining('NULL') });
});

test('rows of which nothing is text are told, and names that need quotes are quoted', async () => {
  const { location, database } = makeDatabase(
    'CREATE TABLE "my ""odd"" table" ("a key" INTEGER PRIMARY KEY, "select" TEXT)',
  );
  database.exec(`INSERT INTO "my ""odd"" table" VALUES (1, ' '), (2, 'words')`);
  const odd = await open(`${location}#${encodeURIComponent('my "odd" table')}`, { text: ['select'] });
  const [first, second] = await odd.list();
  expect(await odd.read(second!)).toMatchObject({ text: 'words' });
  expect(await rejection(odd.read(first!))).toMatchObject({
    code: 'no_text',
    message: expect.stringContaining('key=1'),
  });
});
