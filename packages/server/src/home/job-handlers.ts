import type { JobContext, JobHandler, JobProgress, Log } from '@atelier/foundation';
import type { Knowledge } from '@atelier/knowledge';

/** What the job table can hold, and who does it. */
export function jobHandlers(parts: {
  knowledge: Knowledge;
  log: Log;
  readerProcesses: number;
}): Record<string, JobHandler> {
  const { knowledge, log, readerProcesses } = parts;
  return {
    async sync({ source }: { source: string }, context: JobContext) {
      const { signal } = context;
      const progress = (now: JobProgress) => context.progress(now);
      const receipt = await knowledge.sync(source, { signal, progress, concurrency: readerProcesses * 2 });
      log.info(receipt, 'synced');
      return receipt;
    },
    async reconcile(_payload: never, context: JobContext) {
      context.progress({ done: 0, total: null, message: 'comparing the index with the database' });
      const receipt = await knowledge.reconcile();
      log.info(receipt, 'reconciled');
      return receipt;
    },
  };
}
