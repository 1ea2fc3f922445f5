import { Worker } from 'node:worker_threads';
import type { ReaderLimits, ReaderTask, ReadProgress, ReadReply } from './protocol.ts';
import type { ReadFailureShape } from './read-document.ts';
import { damaged, ReadFailure } from './read-failure.ts';
import { pictureOf } from './page-picture.ts';
import { readFile } from './read-file.ts';

/** The main program of a reader process: one request, one reply, until the pool goes away. */
const limits = JSON.parse(process.argv[2] ?? '') as ReaderLimits;

const baseRss = process.memoryUsage.rss();
new Worker(new URL('./memory-watchdog.ts', import.meta.url), {
  workerData: { maxRssBytes: baseRss + limits.memoryMb * 1024 * 1024 },
}).unref();

process.on('disconnect', () => process.exit(0));

process.on('message', (task: ReaderTask) => {
  void answer(task).then((reply) => process.send?.(reply));
});

const onProgress = (): void => {
  process.send?.({ progress: true } satisfies ReadProgress);
};

async function answer(task: ReaderTask): Promise<ReadReply> {
  const work = task.kind === 'read' ? readFile(task.file, limits, onProgress) : pictureOf(task.file, task.page, limits);
  const outcome = await work.then(
    (result) => ({ ok: true as const, result }),
    (error: unknown) => ({ ok: false as const, failure: failureOf(error) }),
  );
  return { ...outcome, rss: process.memoryUsage.rss(), baseRss };
}

function failureOf(error: unknown): ReadFailureShape {
  const { code, message, hint } = error instanceof ReadFailure ? error : damaged(String(error), error);
  return { code, message, hint };
}
