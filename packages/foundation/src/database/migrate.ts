import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import { AtelierError } from '../errors/atelier-error.ts';

/**
 * Migrations of all packages in one order: the key starts with a number that is unique across the project
 * (`0002-documents`). A migration that was released is never edited.
 */
export type Migrations = Record<string, Migration>;

/**
 * Brings a database to the newest migration, or to `target`. A database that a newer Atelier has written is refused
 * untouched: its tables may mean something that this version does not know.
 *
 * @throws AtelierError `home_newer`, `migration_failed`
 */
export async function migrate<Schema>(
  database: Database<Schema>,
  migrations: Migrations,
  target?: string,
): Promise<void> {
  await refuseNewer(database, migrations);
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = target === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(target);
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
  throw new AtelierError({
    code: 'migration_failed',
    message: `The database could not be brought to the present version: ${failed} failed (${error instanceof Error ? error.message : JSON.stringify(error)}).`,
    hint: 'Nothing was changed. Keep a copy of the home and report this message.',
    cause: error,
  });
}

/** The names of the migrations that this database has seen, oldest first; empty for a new database. */
export async function appliedMigrations<Schema>(database: Database<Schema>): Promise<string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const untyped = database as unknown as Kysely<{ kysely_migration: { name: string } }>;
  const rows = await untyped.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

async function refuseNewer<Schema>(database: Database<Schema>, migrations: Migrations): Promise<void> {
  const unknown = (await appliedMigrations(database)).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new AtelierError({
    code: 'home_newer',
    message: `This home was written by a newer version of Atelier (it has "${unknown.join('", "')}").`,
    hint: 'Update Atelier, or choose another home with --home. Nothing was changed.',
  });
}
