import { sql, type Generated, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.ts';

/** Times are milliseconds since 1970; payload, progress, result and error are JSON. */
export interface JobsTable {
  id: string;
  kind: string;
  payload: string;
  status: JobStatus;
  attempts: Generated<number>;
  max_attempts: number;
  run_after: number;
  progress: string | null;
  result: string | null;
  error: string | null;
  cancel_requested: Generated<number>;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobsSchema {
  jobs: JobsTable;
}

export const jobMigrations: Migrations = {
  '0001-jobs': {
    async up(database: Kysely<never>) {
      await database.schema
        .createTable('jobs')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('payload', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) =>
          column.notNull().check(sql`status in ('queued', 'running', 'done', 'failed', 'cancelled')`),
        )
        .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('max_attempts', 'integer', (column) => column.notNull())
        .addColumn('run_after', 'integer', (column) => column.notNull())
        .addColumn('progress', 'text')
        .addColumn('result', 'text')
        .addColumn('error', 'text')
        .addColumn('cancel_requested', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('started_at', 'integer')
        .addColumn('finished_at', 'integer')
        .execute();
      await database.schema.createIndex('jobs_due').on('jobs').columns(['status', 'run_after']).execute();
    },
  },
};
