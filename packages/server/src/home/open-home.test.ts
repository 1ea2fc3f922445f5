import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite, tryLockHome } from '@atelier/foundation';
import { settingsFor } from '../testing/server.fixture.ts';
import { openHome } from './open-home.ts';

interface MigrationTable {
  kysely_migration: { name: string };
}

function scratchHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'home');
}

/** Holds a home as another process would. */
function hold(home: string): void {
  const lock = tryLockHome(home, 'atelier add ./big');
  onTestFinished(() => lock?.release());
}

const open = (home: string, access: 'read' | 'write') =>
  openHome({ settings: settingsFor(home), command: 'atelier test', access });

test('reading makes no home', async () => {
  await expect(open(scratchHome(), 'read')).rejects.toMatchObject({ code: 'home_missing' });
});

test('a reader takes a home that is free, so that it can mend what a crash left; beside an owner it only reads', async () => {
  const home = scratchHome();
  await (await open(home, 'write')).close();
  const alone = await open(home, 'read');
  expect(alone.writing).not.toBeNull();
  await alone.close();
  hold(home);
  const beside = await open(home, 'read');
  expect(beside.writing).toBeNull();
  expect(await beside.knowledge.sources()).toEqual([]);
  await beside.close();
});

test('whoever writes is refused beside an owner, and told which', async () => {
  const home = scratchHome();
  await (await open(home, 'write')).close();
  hold(home);
  await expect(open(home, 'write')).rejects.toMatchObject({
    code: 'home_in_use',
    message: expect.stringContaining('"atelier add ./big"'),
    details: { owner: { pid: process.pid, command: 'atelier add ./big' } },
  });
});

test('a home that its owner is just making is in use, not of another version', async () => {
  const home = scratchHome();
  mkdirSync(home);
  const begun = openSqlite<MigrationTable>(join(home, 'atelier.db'));
  await begun.schema.createTable('begun').addColumn('a', 'text').execute();
  await begun.destroy();
  hold(home);
  await expect(open(home, 'read')).rejects.toMatchObject({
    code: 'home_in_use',
    message: expect.stringContaining('atelier add ./big'),
  });
});

test('beside an owner of another version nothing is read', async () => {
  const home = scratchHome();
  await (await open(home, 'write')).close();
  const database = openSqlite<MigrationTable>(join(home, 'atelier.db'));
  await database.updateTable('kysely_migration').set({ name: '0001-other' }).where('name', '=', '0001-jobs').execute();
  await database.destroy();
  hold(home);
  await expect(open(home, 'read')).rejects.toMatchObject({ code: 'home_other_version' });
});

test('a home that could not be opened is let go', async () => {
  const home = scratchHome();
  await (await open(home, 'write')).close();
  const database = openSqlite<MigrationTable>(join(home, 'atelier.db'));
  await database.updateTable('kysely_migration').set({ name: '9999-future' }).where('name', '=', '0001-jobs').execute();
  await database.destroy();
  await expect(open(home, 'write')).rejects.toMatchObject({ code: 'home_newer' });
  const lock = tryLockHome(home, 'test');
  expect(lock).not.toBeNull();
  lock?.release();
});
