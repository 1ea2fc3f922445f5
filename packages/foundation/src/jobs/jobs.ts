import type { Kysely, Selectable } from 'kysely';
import type { ErrorShape } from '../errors/atelier-error.ts';
import { newId } from '../ids/id.ts';
import type { JobsSchema, JobStatus, JobsTable } from './schema.ts';

/** A piece of work that survives the process: what was asked, how far it is, how it ended. */
export interface Job {
  id: string;
  kind: string;
  payload: unknown;
  status: JobStatus;
  attempts: number;
  maxAttempts: number;
  progress: JobProgress | null;
  result: unknown;
  error: ErrorShape | null;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

export interface JobProgress {
  done: number;
  /** Null while nobody knows yet. */
  total: number | null;
  message: string;
}

export interface EnqueueOptions {
  /** How often the job may be tried in all; 3 unless told. */
  maxAttempts?: number;
}

/**
 * The durable job table: add, look, cancel. Running them is the runner's (`job-runner.ts`).
 * A job that is enqueued while one of the same kind and payload waits is that one: asking twice is not doing twice.
 */
export function createJobs(database: Kysely<JobsSchema>) {
  async function enqueue(kind: string, payload: unknown, options: EnqueueOptions = {}): Promise<string> {
    const json = JSON.stringify(payload);
    return await database.transaction().execute(async (transaction) => {
      const waiting = await transaction
        .selectFrom('jobs')
        .select('id')
        .where('kind', '=', kind)
        .where('payload', '=', json)
        .where('status', '=', 'queued')
        .where('cancel_requested', '=', 0)
        .executeTakeFirst();
      if (waiting !== undefined) return waiting.id;
      const id = newId('job');
      const now = Date.now();
      await transaction
        .insertInto('jobs')
        .values({
          id,
          kind,
          payload: json,
          status: 'queued',
          max_attempts: options.maxAttempts ?? 3,
          run_after: now,
          created_at: now,
        })
        .execute();
      return id;
    });
  }

  async function get(id: string): Promise<Job | null> {
    const row = await database.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toJob(row);
  }

  /** The newest job of a kind and payload, whatever became of it. */
  async function newest(kind: string, payload: unknown): Promise<Job | null> {
    const row = await database
      .selectFrom('jobs')
      .selectAll()
      .where('kind', '=', kind)
      .where('payload', '=', JSON.stringify(payload))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toJob(row);
  }

  /** The jobs of a kind that wait or run, the oldest first. */
  async function unfinished(kind: string): Promise<Job[]> {
    const rows = await database
      .selectFrom('jobs')
      .selectAll()
      .where('kind', '=', kind)
      .where('status', 'in', ['queued', 'running'])
      .orderBy('id')
      .execute();
    return rows.map(toJob);
  }

  /** A waiting job ends at once, a running one as soon as it looks; false when there is nothing left to cancel. */
  async function cancel(id: string): Promise<boolean> {
    const { numUpdatedRows } = await database
      .updateTable('jobs')
      .set({ cancel_requested: 1 })
      .where('id', '=', id)
      .where('status', 'in', ['queued', 'running'])
      .executeTakeFirst();
    await database
      .updateTable('jobs')
      .set({ status: 'cancelled', finished_at: Date.now() })
      .where('id', '=', id)
      .where('status', '=', 'queued')
      .execute();
    return numUpdatedRows > 0n;
  }

  return { enqueue, get, newest, unfinished, cancel };
}

export type Jobs = ReturnType<typeof createJobs>;

export function toJob(row: Selectable<JobsTable>): Job {
  const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
  return {
    id: row.id,
    kind: row.kind,
    payload: parse(row.payload),
    status: row.status,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    progress: parse(row.progress) as JobProgress | null,
    result: parse(row.result),
    error: parse(row.error) as ErrorShape | null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
