import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { AtelierError } from '../errors/atelier-error.ts';
import { scratchFolder } from '../testing/scratch.fixture.ts';
import { createJobRunner, type JobHandler } from './job-runner.ts';
import { createJobs } from './jobs.ts';
import { jobMigrations, type JobsSchema } from './schema.ts';

async function openJobs(file = join(scratchFolder(), 'jobs.db')) {
  const database = openSqlite<JobsSchema>(file);
  onTestFinished(() => database.destroy());
  await migrate(database, jobMigrations);
  const run = async (handlers: Record<string, JobHandler>) =>
    await createJobRunner({ database, handlers, firstRetryMs: 1, pollMs: 5 });
  return { file, database, jobs: createJobs(database), run };
}

test('runs a job to its end, with its payload, and keeps the result', async () => {
  const { jobs, run } = await openJobs();
  const id = await jobs.enqueue('double', { number: 21 });
  const runner = await run({ double: async ({ number }: { number: number }) => await Promise.resolve(number * 2) });
  await runner.drain();
  expect(await jobs.get(id)).toMatchObject({ status: 'done', result: 42, attempts: 1, error: null });
});

test('asking twice for what already waits is asking once', async () => {
  const { jobs } = await openJobs();
  const id = await jobs.enqueue('sync', { source: 'a' });
  expect(await jobs.enqueue('sync', { source: 'a' })).toBe(id);
  expect(await jobs.enqueue('sync', { source: 'b' })).not.toBe(id);
  expect(await jobs.newest('sync', { source: 'a' })).toMatchObject({ id, status: 'queued' });
});

test('a failing job is tried again, later each time, and then given up with its last error', async () => {
  const { jobs, run, database } = await openJobs();
  const id = await jobs.enqueue('flaky', {}, { maxAttempts: 3 });
  const waits: number[] = [];
  const runner = await run({
    flaky: async () => {
      const row = await database.selectFrom('jobs').select(['run_after', 'created_at']).executeTakeFirstOrThrow();
      waits.push(row.run_after - row.created_at);
      throw new Error(`attempt ${waits.length}`);
    },
  });
  await runner.drain();
  expect(await jobs.get(id)).toMatchObject({ status: 'failed', attempts: 3, error: { message: 'attempt 3' } });
  expect(waits).toHaveLength(3);
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
});

test('an error that says what is wrong with the request is not tried again, unless it says so', async () => {
  const { jobs, run } = await openJobs();
  const refused = await jobs.enqueue('refused', {});
  const busy = await jobs.enqueue('busy', {});
  const runner = await run({
    refused: () => Promise.reject(new AtelierError({ code: 'source_missing', message: 'It is gone.' })),
    busy: () => Promise.reject(new AtelierError({ code: 'busy', message: 'Busy.', retryable: true })),
  });
  await runner.drain();
  expect(await jobs.get(refused)).toMatchObject({ status: 'failed', attempts: 1, error: { code: 'source_missing' } });
  expect(await jobs.get(busy)).toMatchObject({ status: 'failed', attempts: 3 });
});

test('a job of a kind that nobody runs fails and says which kinds there are', async () => {
  const { jobs, run } = await openJobs();
  const id = await jobs.enqueue('mystery', {});
  await (await run({ known: () => Promise.resolve() })).drain();
  expect(await jobs.get(id)).toMatchObject({
    status: 'failed',
    error: { code: 'job_kind_unknown', hint: 'Known kinds: known.' },
  });
});

test('a waiting job is cancelled at once, a running one when it looks', async () => {
  const { jobs, run } = await openJobs();
  const waiting = await jobs.enqueue('wait', { n: 1 });
  expect(await jobs.cancel(waiting)).toBe(true);
  expect(await jobs.get(waiting)).toMatchObject({ status: 'cancelled' });
  expect(await jobs.cancel(waiting)).toBe(false);

  const running = await jobs.enqueue('wait', { n: 2 });
  const runner = await run({
    wait: async (_payload: never, { signal }) => {
      await jobs.cancel(running);
      await once(signal, 'abort');
      signal.throwIfAborted();
    },
  });
  await runner.drain();
  expect(await jobs.get(running)).toMatchObject({ status: 'cancelled', error: null });
});

test('stopping the runner gives the running job back to the queue without counting the attempt', async () => {
  const { jobs, run } = await openJobs();
  const id = await jobs.enqueue('long', {});
  const begun = Promise.withResolvers<void>();
  const runner = await run({
    long: async (_payload: never, { signal }) => {
      begun.resolve();
      await once(signal, 'abort');
      signal.throwIfAborted();
    },
  });
  runner.start();
  await begun.promise;
  await runner.stop();
  expect(await jobs.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
});

test('progress is written to the table and told to the listener', async () => {
  const { jobs, database } = await openJobs();
  const id = await jobs.enqueue('count', {});
  const heard: number[] = [];
  const runner = await createJobRunner({
    database,
    onProgress: (_job, { done }) => heard.push(done),
    handlers: {
      count: (_payload: never, context) => {
        for (let done = 1; done <= 3; done++) context.progress({ done, total: 3, message: 'counting' });
        return Promise.resolve();
      },
    },
  });
  await runner.drain();
  expect(heard).toEqual([1, 2, 3]);
  expect(await jobs.get(id)).toMatchObject({ progress: { total: 3, message: 'counting' } });
});

test('only the newest finished jobs are remembered', async () => {
  const { jobs, run, database } = await openJobs();
  const finished = Array.from({ length: 1500 }, (_, index) => ({
    id: `job_${String(index).padStart(26, '0')}`,
    kind: 'old',
    payload: '{}',
    status: 'done' as const,
    max_attempts: 1,
    run_after: 0,
    created_at: 0,
    finished_at: 1,
  }));
  await database.insertInto('jobs').values(finished).execute();
  const id = await jobs.enqueue('new', {});
  await (await run({ new: () => Promise.resolve() })).drain();
  const left = await database.selectFrom('jobs').select('id').orderBy('id').execute();
  expect(left).toHaveLength(1000);
  expect(left[0]?.id).toBe(finished[501]?.id);
  expect(left.at(-1)?.id).toBe(id);
});

test('a job whose process was killed is run again by the next one, and not for ever', async () => {
  const { file, jobs, run } = await openJobs();
  const id = await jobs.enqueue('work', {}, { maxAttempts: 2 });
  const script = `
    import { openSqlite } from ${JSON.stringify(new URL('../database/database.ts', import.meta.url).href)};
    import { createJobRunner } from ${JSON.stringify(new URL('./job-runner.ts', import.meta.url).href)};
    const runner = await createJobRunner({ database: openSqlite(${JSON.stringify(file)}), handlers: {
      work: () => { console.log('working'); return new Promise(() => setInterval(() => undefined, 1000)); } } });
    await runner.drain();`;
  const dieAtWork = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  await dieAtWork();
  expect(await jobs.get(id)).toMatchObject({ status: 'running', attempts: 1 });
  await dieAtWork();
  const runner = await run({ work: () => Promise.resolve('never reached') });
  await runner.drain();
  expect(await jobs.get(id)).toMatchObject({ status: 'failed', attempts: 2, error: { code: 'cut_off' } });

  const other = await jobs.enqueue('work', { other: true });
  await dieAtWork();
  await (await run({ work: () => Promise.resolve('done after all') })).drain();
  expect(await jobs.get(other)).toMatchObject({ status: 'done', attempts: 2, result: 'done after all' });
});

test('a slow job does not hold up another, but two of the same never run at once', async () => {
  const { database, jobs } = await openJobs();
  let [running, most, ended] = [0, 0, 0];
  const handlers: Record<string, JobHandler> = {
    slow: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 300));
      running -= 1;
      ended += 1;
    },
    quick: () => Promise.resolve(ended),
  };
  const runner = await createJobRunner({ database, handlers, pollMs: 5, concurrency: 3 });
  runner.start();
  await jobs.enqueue('slow', {});
  await expect.poll(() => running).toBe(1);
  await jobs.enqueue('slow', {});
  const quick = await jobs.enqueue('quick', {});
  await expect.poll(async () => (await jobs.get(quick))?.status).toBe('done');
  expect((await jobs.get(quick))?.result).toBe(0);
  await expect.poll(() => ended, { timeout: 5000 }).toBe(2);
  expect(most).toBe(1);
  await runner.stop();
});
