import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { openSqlite } from './database.ts';
import { appliedMigrations, migrate, type Migrations } from './migrate.ts';

const create = (statement: string) => ({
  up: async (database: Kysely<never>) => {
    await sql.raw(statement).execute(database);
  },
});
const first: Migrations = { '0001-one': create('create table one (name text)') };
const second: Migrations = { ...first, '0002-two': create('alter table one add column age integer') };

const open = () => openSqlite<{ one: { name: string; age?: number } }>(join(scratchFolder(), 'test.db'));

test('migrates from empty, and from the previous version with its rows kept', async () => {
  const database = open();
  await migrate(database, first);
  await database.insertInto('one').values({ name: 'kept' }).execute();
  await migrate(database, second);
  expect(await appliedMigrations(database)).toEqual(['0001-one', '0002-two']);
  expect(await database.selectFrom('one').selectAll().execute()).toEqual([{ name: 'kept', age: null }]);
  await migrate(database, second);
  await database.destroy();
});

test('a database of a newer version is refused and not touched', async () => {
  const database = open();
  await migrate(database, second);
  await expect(migrate(database, first)).rejects.toMatchObject({
    code: 'home_newer',
    message: expect.stringContaining('0002-two'),
  });
  expect(await appliedMigrations(database)).toEqual(['0001-one', '0002-two']);
  await database.destroy();
});

test('a migration that is cut off in the middle leaves nothing of itself', async () => {
  const database = open();
  const half: Migrations = {
    ...first,
    '0002-half': {
      up: async (inside: Kysely<never>) => {
        await sql`create table two (name text)`.execute(inside);
        throw new Error('power cut');
      },
    },
  };
  await expect(migrate(database, half)).rejects.toMatchObject({ message: expect.stringContaining('power cut') });
  const tables = await database.introspection.getTables();
  expect(tables.map(({ name }) => name)).not.toContain('two');
  await migrate(database, second);
  await database.destroy();
});

test('a migration that fails is named and leaves the database as it was', async () => {
  const database = open();
  await migrate(database, first);
  await expect(migrate(database, { ...first, '0002-bad': create('create tabel x') })).rejects.toMatchObject({
    code: 'migration_failed',
    message: expect.stringContaining('0002-bad'),
  });
  expect(await appliedMigrations(database)).toEqual(['0001-one']);
  await database.destroy();
});
