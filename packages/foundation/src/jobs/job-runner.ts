import type { Kysely } from 'kysely';
import { AtelierError } from '../errors/atelier-error.ts';
import { errorShape } from '../errors/error-shape.ts';
import { toJob, type Job, type JobProgress } from './jobs.ts';
import type { JobsSchema } from './schema.ts';

export interface JobContext {
  job: Job;
  /** Aborted when somebody cancels the job or the runner stops. */
  signal: AbortSignal;
  /** Reports how far the work is; written to the table at most a few times a second. */
  progress(progress: JobProgress): void;
}

export type JobHandler = (payload: never, context: JobContext) => Promise<unknown>;

export interface JobRunnerOptions {
  database: Kysely<JobsSchema>;
  handlers: Record<string, JobHandler>;
  /** Wait before the second attempt in milliseconds; doubles with each further one, up to 10 minutes. */
  firstRetryMs?: number;
  /** How often the table is looked at when nothing is due, in milliseconds. */
  pollMs?: number;
  /** Jobs that `start` runs side by side: a slow one must not hold up the others. */
  concurrency?: number;
  onProgress?: (job: Job, progress: JobProgress) => void;
  onEnd?: (job: Job) => void;
  /** Hears when the table could not be read or written; the runner goes on. */
  onError?: (error: unknown) => void;
}

export interface JobRunner {
  /** Runs what is due, one job after another, until nothing is queued any more. */
  drain(): Promise<void>;
  /** Keeps running what falls due, until `stop`. */
  start(): void;
  /** Aborts what runs (it goes back to the queue) and waits for it. */
  stop(): Promise<void>;
}

const longestRetryMs = 600_000;
const progressEveryMs = 250;
/** Finished jobs that are kept, the newest. */
const rememberedJobs = 1000;

/**
 * Runs jobs, never two of the same kind and payload at a time. It belongs to the process that holds the home's lock, so a job found `running` at the start
 * was cut off by a kill or a power cut: it goes back to the queue, and the cut-off attempt counts.
 */
export async function createJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { database, handlers, firstRetryMs = 1000, pollMs = 200, concurrency = 1 } = options;
  const stopping = new AbortController();
  let loops: Promise<void>[] = [];
  const wakes = new Set<() => void>();

  await recoverCutOffJobs(database);

  async function claim(): Promise<Job | null> {
    const row = await database
      .updateTable('jobs')
      .set((update) => ({ status: 'running', attempts: update('attempts', '+', 1), started_at: Date.now() }))
      .where('id', '=', (select) =>
        select
          .selectFrom('jobs')
          .select('id')
          .where('status', '=', 'queued')
          .where('run_after', '<=', Date.now())
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('jobs as other')
                  .select('other.id')
                  .where('other.status', '=', 'running')
                  .whereRef('other.kind', '=', 'jobs.kind')
                  .whereRef('other.payload', '=', 'jobs.payload'),
              ),
            ),
          )
          .orderBy('run_after')
          .orderBy('id')
          .limit(1),
      )
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : toJob(row);
  }

  async function run(job: Job): Promise<void> {
    const cancelled = new AbortController();
    const signal = AbortSignal.any([cancelled.signal, stopping.signal]);
    let reported = 0;
    const update = database.updateTable('jobs').where('id', '=', job.id);
    const watch = setInterval(
      () => void cancelIfAsked(database, job.id, cancelled).catch(() => undefined),
      progressEveryMs,
    );
    const context: JobContext = {
      job,
      signal,
      progress: (progress) => {
        options.onProgress?.(job, progress);
        if (Date.now() - reported < progressEveryMs) return;
        reported = Date.now();
        // Progress is a courtesy: a database that cannot take it will fail the job at its next real write.
        update
          .set({ progress: JSON.stringify(progress) })
          .execute()
          .catch(() => undefined);
      },
    };
    try {
      const handler = handlers[job.kind];
      if (handler === undefined) throw unknownKind(job.kind, Object.keys(handlers));
      const result = await handler(job.payload as never, context);
      await update
        .set({ status: 'done', result: JSON.stringify(result ?? null), error: null, finished_at: Date.now() })
        .execute();
    } catch (error) {
      await update.set(afterFailure(job, error, { cancelled, stopping, firstRetryMs })).execute();
    } finally {
      clearInterval(watch);
    }
    const ended = await database.selectFrom('jobs').selectAll().where('id', '=', job.id).executeTakeFirst();
    if (ended !== undefined) options.onEnd?.(toJob(ended));
    await forgetOldJobs(database);
  }

  async function drain(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await claim();
      if (job !== null) await run(job);
      else if (await nothingQueued(database)) return;
      else await pause(Math.min(pollMs, 200));
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      wakes.add(wake);
    });
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const job = await claim();
        if (job === null) await pause(pollMs);
        else await run(job);
      } catch (error) {
        // The table itself could not be written (a full disk): say so, and go on when there is room again.
        options.onError?.(error);
        await pause(pollMs);
        await recoverCutOffJobs(database).catch(() => undefined);
      }
    }
  }

  return {
    drain,
    start: () => {
      if (loops.length === 0) loops = Array.from({ length: concurrency }, work);
    },
    stop: async () => {
      stopping.abort();
      for (const wake of wakes) wake();
      await Promise.all(loops);
    },
  };
}

/** What becomes of a job whose handler threw: cancelled, back to the queue, or failed for good. */
function afterFailure(
  job: Job,
  error: unknown,
  state: { cancelled: AbortController; stopping: AbortController; firstRetryMs: number },
) {
  const now = Date.now();
  const shape = JSON.stringify(errorShape(error));
  if (state.cancelled.signal.aborted) return { status: 'cancelled', error: null, finished_at: now } as const;
  // A runner that stops gives the attempt back: nothing went wrong with the job.
  if (state.stopping.signal.aborted) return { status: 'queued', run_after: now, attempts: job.attempts - 1 } as const;
  // Our own errors say what is wrong with the request; the same request would meet them again, unless they say otherwise.
  const worthRetrying = !AtelierError.is(error) || error.retryable;
  if (!worthRetrying || job.attempts >= job.maxAttempts)
    return { status: 'failed', error: shape, finished_at: now } as const;
  const wait = Math.min(state.firstRetryMs * 2 ** (job.attempts - 1), longestRetryMs);
  return { status: 'queued', error: shape, run_after: now + wait } as const;
}

async function recoverCutOffJobs(database: Kysely<JobsSchema>): Promise<void> {
  const cutOff = database.updateTable('jobs').where('status', '=', 'running');
  const error = JSON.stringify({ code: 'cut_off', message: 'The process ended while this job was running.' });
  await cutOff
    .whereRef('attempts', '>=', 'max_attempts')
    .set({ status: 'failed', error, finished_at: Date.now() })
    .execute();
  await cutOff.set({ status: 'queued', run_after: Date.now() }).execute();
}

/** A home that syncs every minute would otherwise remember half a million syncs a year. */
async function forgetOldJobs(database: Kysely<JobsSchema>): Promise<void> {
  await database
    .deleteFrom('jobs')
    .where('finished_at', 'is not', null)
    .where('id', 'not in', (select) =>
      select
        .selectFrom('jobs')
        .select('id')
        .where('finished_at', 'is not', null)
        .orderBy('id', 'desc')
        .limit(rememberedJobs),
    )
    .execute();
}

async function cancelIfAsked(database: Kysely<JobsSchema>, id: string, controller: AbortController): Promise<void> {
  const row = await database.selectFrom('jobs').select('cancel_requested').where('id', '=', id).executeTakeFirst();
  if (row?.cancel_requested === 1) controller.abort();
}

async function nothingQueued(database: Kysely<JobsSchema>): Promise<boolean> {
  return (
    (await database.selectFrom('jobs').select('id').where('status', '=', 'queued').executeTakeFirst()) === undefined
  );
}

function unknownKind(kind: string, known: string[]): AtelierError {
  return new AtelierError({
    code: 'job_kind_unknown',
    message: `No part of this Atelier runs jobs of the kind "${kind}".`,
    hint: `Known kinds: ${known.join(', ')}.`,
  });
}
