import { Worker } from 'node:worker_threads';
import type { ReaderLimits, ReadReply, ReadRequest } from './protocol.ts';
import { damaged, ReadFailure } from './read-failure.ts';
import { readFile } from './read-file.ts';

/** The main program of a reader process: one request, one reply, until the pool goes away. */
const limits = JSON.parse(process.argv[2] ?? '') as ReaderLimits;

const baseRss = process.memoryUsage.rss();
new Worker(new URL('./memory-watchdog.ts', import.meta.url), {
  workerData: { maxRssBytes: baseRss + limits.memoryMb * 1024 * 1024 },
}).unref();

process.on('disconnect', () => process.exit(0));

process.on('message', (request: ReadRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});

async function answer({ path }: ReadRequest): Promise<ReadReply> {
  const outcome = await readFile(path, limits).then(
    (document) => ({ ok: true as const, document }),
    (error: unknown) => ({ ok: false as const, failure: failureOf(error) }),
  );
  return { ...outcome, rss: process.memoryUsage.rss(), baseRss };
}

function failureOf(error: unknown): Pick<ReadFailure, 'code' | 'message' | 'hint'> {
  const { code, message, hint } = error instanceof ReadFailure ? error : damaged(String(error), error);
  return { code, message, hint };
}
