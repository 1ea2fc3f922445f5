import { Worker } from 'node:worker_threads';
import type { JobProgress } from '@atelier/foundation';
import type { AdaptOutcome } from './adapt-table.ts';
import type { AdaptTexts } from './texts.ts';

/** What the thread tells. */
export type WorkerMessage = { progress: JobProgress } | { outcome: AdaptOutcome };

/** `adaptTable` on the table that ships, in a thread of its own. An abort ends it at once. */
export async function runAdaptation(
  texts: AdaptTexts,
  { signal, progress }: { signal: AbortSignal; progress?: (progress: JobProgress) => void },
): Promise<AdaptOutcome> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./adapt-worker.ts', import.meta.url), { workerData: texts });
  const ended = new AbortController();
  try {
    return await new Promise<AdaptOutcome>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if ('outcome' in message) resolve(message.outcome);
        else progress?.(message.progress);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the training ended early, with code ${code}`)));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: ended.signal });
    });
  } finally {
    ended.abort();
    await worker.terminate();
  }
}
