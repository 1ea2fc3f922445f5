import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, openSqlite, type Database } from '@atelier/foundation';
import { scratchFolder } from '@atelier/foundation/testing';
import { knowledgeMigrations } from './migrations.ts';
import type { KnowledgeSchema } from './schema.ts';

const open = (): Database<KnowledgeSchema> => openSqlite(join(scratchFolder(), 'test.db'));

async function schemaOf(database: Database<KnowledgeSchema>): Promise<string[]> {
  const { rows } = await sql<{ sql: string | null }>`select sql from sqlite_master order by name`.execute(database);
  return rows.map((row) => row.sql ?? '');
}

test('every older version becomes the same as a new home', async () => {
  const fresh = open();
  await migrate(fresh, knowledgeMigrations);
  const expected = await schemaOf(fresh);
  await fresh.destroy();
  for (const version of Object.keys(knowledgeMigrations)) {
    const database = open();
    await migrate(database, knowledgeMigrations, version);
    await migrate(database, knowledgeMigrations);
    expect(await schemaOf(database), `from ${version}`).toEqual(expected);
    await database.destroy();
  }
});

test('documents of the version before word counts are kept, and pass through the index once more', async () => {
  const database = open();
  await migrate(database, knowledgeMigrations, '0002-documents');
  await database
    .insertInto('sources')
    .values({ id: 's', kind: 'folder', uri: 'u', access: '[]', created_at: 1 })
    .execute();
  await database
    .insertInto('documents')
    .values({ id: 'd', source_id: 's', uri: 'u', current_version: null, created_at: 1 })
    .execute();
  await migrate(database, knowledgeMigrations);
  expect(await database.selectFrom('documents').select('id').execute()).toEqual([{ id: 'd' }]);
  const queued = await database.selectFrom('outbox').select('document_id').distinct().execute();
  expect(queued).toEqual([{ document_id: 'd' }]);
  await database.destroy();
});
