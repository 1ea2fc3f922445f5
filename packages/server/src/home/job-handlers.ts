import { changeEmbedder, runSavedQuestions, type EmbedderChangeRun } from '@atelier/evaluation';
import type { JobContext, JobHandler, JobProgress, Jobs, Log, Settings } from '@atelier/foundation';
import type { Knowledge, SyncReceipt } from '@atelier/knowledge';
import { embedderOf } from './embedder.ts';
import { writerOf } from './writer.ts';

/** What a sync is asked for with. */
export interface SyncPayload {
  source: string;
  acceptRemovals?: true;
}

/** How a change of embedder is decided, see `changeEmbedder`. */
export interface EmbedPayload {
  decide?: EmbedderChangeRun['decide'];
}

/** What `knowledge.adaptSearch` is asked for with. */
export interface AdaptPayload {
  dryRun: boolean;
  allDocuments: boolean;
}

/** What the job table can hold, and who does it. */
export function jobHandlers(parts: {
  knowledge: Knowledge;
  jobs: Jobs;
  log: Log;
  settings: Settings;
  /** Folder of the home. */
  home: string;
}): Record<string, JobHandler> {
  const { knowledge, jobs, log, settings, home } = parts;
  const isEventful = ({ added, changed, moved, removed }: SyncReceipt) => added + changed + moved + removed > 0;

  return {
    async sync({ source, acceptRemovals }: SyncPayload, context: JobContext) {
      const { signal } = context;
      const progress = (now: JobProgress) => context.progress(now);
      const receipt = await knowledge.sync(source, {
        id: context.job.id,
        signal,
        progress,
        concurrency: settings.readers.processes * 2,
        acceptRemovals: acceptRemovals ?? false,
      });
      log.info(receipt, 'synced');
      if (receipt.removed > 0) await jobs.enqueue('wipe', {});
      if (await knowledge.embedder.isDue()) await jobs.enqueue('embed', {});
      const isAskedFor = settings.questions.afterSync && isEventful(receipt);
      if (isAskedFor && (await knowledge.questions.list()).length > 0) await jobs.enqueue('questions', {});
      return receipt;
    },
    async questions(_payload: never, context: JobContext) {
      const receipt = await runSavedQuestions({
        knowledge,
        writer: writerOf(settings),
        passages: settings.answers.passages,
        settings: {
          threshold: settings.answers.threshold,
          model: settings.model.name ?? '',
          embedder: knowledge.embedder.serving(),
        },
        signal: context.signal,
        progress: (now) => context.progress(now),
      });
      log.info(receipt, 'asked the saved questions');
      return receipt;
    },
    async embed({ decide = 'once' }: EmbedPayload, context: JobContext) {
      // The table of words may have been adapted since the home was opened, or not be any more.
      await knowledge.embedder.want(await embedderOf(settings));
      const receipt = await changeEmbedder({
        knowledge,
        writer: writerOf(settings),
        passages: settings.answers.passages,
        signal: context.signal,
        progress: (now) => context.progress(now),
        decide,
      });
      log.info(receipt, 'embedded');
      // What breaks with it must be told from what breaks by what changes later.
      if (receipt.switched && (await knowledge.questions.list()).length > 0) await jobs.enqueue('questions', {});
      return receipt;
    },
    async adapt({ dryRun, allDocuments }: AdaptPayload, context: JobContext) {
      const report = await knowledge.adaptSearch({
        home,
        dryRun,
        allDocuments,
        signal: context.signal,
        progress: (now) => context.progress(now),
      });
      log.info(report, 'adapted search');
      if (report.accepted && !dryRun) await jobs.enqueue('embed', {});
      return report;
    },
    async wipe(_payload: never, context: JobContext) {
      context.progress({ done: 0, total: null, message: 'wiping what was removed' });
      await knowledge.wipe();
      return {};
    },
    async reconcile(_payload: never, context: JobContext) {
      context.progress({ done: 0, total: null, message: 'comparing the index with the database' });
      const receipt = await knowledge.reconcile((done, total) =>
        context.progress({ done, total, message: 'bringing documents to the index' }),
      );
      log.info(receipt, 'reconciled');
      return receipt;
    },
  };
}
