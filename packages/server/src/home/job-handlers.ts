import type { JobContext, JobHandler, JobProgress, Jobs, Log } from '@atelier/foundation';
import type { Knowledge } from '@atelier/knowledge';

/** What a sync is asked for with. */
export interface SyncPayload {
  source: string;
  acceptRemovals?: true;
}

/** What the job table can hold, and who does it. */
export function jobHandlers(parts: {
  knowledge: Knowledge;
  jobs: Jobs;
  log: Log;
  readerProcesses: number;
}): Record<string, JobHandler> {
  const { knowledge, jobs, log, readerProcesses } = parts;
  return {
    async sync({ source, acceptRemovals }: SyncPayload, context: JobContext) {
      const { signal } = context;
      const progress = (now: JobProgress) => context.progress(now);
      const receipt = await knowledge.sync(source, {
        id: context.job.id,
        signal,
        progress,
        concurrency: readerProcesses * 2,
        acceptRemovals: acceptRemovals ?? false,
      });
      log.info(receipt, 'synced');
      if (receipt.removed > 0) await jobs.enqueue('wipe', {});
      return receipt;
    },
    async wipe(_payload: never, context: JobContext) {
      context.progress({ done: 0, total: null, message: 'wiping what was removed' });
      await knowledge.wipe();
      return {};
    },
    async reconcile(_payload: never, context: JobContext) {
      context.progress({ done: 0, total: null, message: 'comparing the index with the database' });
      const receipt = await knowledge.reconcile();
      log.info(receipt, 'reconciled');
      return receipt;
    },
  };
}
