import { AtelierError, type Job } from '@atelier/foundation';
import { owner, readerOf, type SyncReceipt, type Writer } from '@atelier/knowledge';
import type { Home } from '../home/open-home.ts';
import { defaultSearchLimit, type Atelier, type JobView, type SourceRun } from './atelier.ts';

/** The service on an open home of this process. */
export function localAtelier(home: Home, writer: Writer): Atelier {
  const { knowledge, jobs, settings } = home;
  const readerFor = (as: string[] | undefined) => (as === undefined ? owner : readerOf(as));

  const enqueue = async (kind: string, payload: unknown) => ({ job: await jobs.enqueue(kind, payload) });

  /** The wiping is asked for before as well: a kill right after the removal must not lose it. */
  async function thenWipe<Removed>(remove: () => Promise<Removed>): Promise<Removed & { job: string }> {
    await enqueue('wipe', {});
    const removed = await remove();
    return { ...removed, ...(await enqueue('wipe', {})) };
  }

  async function job(id: string): Promise<JobView> {
    const found = await jobs.get(id);
    if (found === null) {
      throw new AtelierError({ code: 'job_not_found', message: `There is no job "${id}".` });
    }
    return toView(found);
  }

  async function refuseEmpty(): Promise<void> {
    if (!(await knowledge.isEmpty())) return;
    throw new AtelierError({
      code: 'nothing_indexed',
      message: `The home ${home.path} holds no documents yet.`,
      hint: 'Add some: atelier add <folder>.',
    });
  }

  return {
    async addSource({ path, access }) {
      const { source } = await knowledge.addPath(path, access);
      return { source: source.id, ...(await enqueue('sync', { source: source.id })) };
    },
    async sources() {
      const sources = await knowledge.sources();
      return await Promise.all(
        sources.map(async (source) => ({
          source: source.id,
          kind: source.kind,
          uri: source.uri,
          access: source.access,
          documents: source.documents,
          created_at: new Date(source.createdAt).toISOString(),
          last_run: toRun(await jobs.newest('sync', { source: source.id })),
          failures: await knowledge.failures(source.id),
        })),
      );
    },
    async syncSource(id) {
      const source = await knowledge.source(id);
      return await enqueue('sync', { source: source.id });
    },
    async removeSource(id) {
      return { removed: true, ...(await thenWipe(() => knowledge.removeSource(id))) };
    },
    documents: (page) => knowledge.documents(owner, page),
    document: (idOrUri, version) => knowledge.document(owner, idOrUri, version),
    async removeDocument(idOrUri) {
      return { removed: true, ...(await thenWipe(() => knowledge.removeDocument(idOrUri))) };
    },
    async search({ query, limit = defaultSearchLimit, as }) {
      await refuseEmpty();
      return await knowledge.search(query, { limit, reader: readerFor(as) });
    },
    async ask({ question, as }, { signal, onEvent }) {
      await refuseEmpty();
      const { passages } = settings.answers;
      return await knowledge.ask(question, { reader: readerFor(as), writer, passages, signal, onEvent });
    },
    reconcile: () => enqueue('reconcile', {}),
    job,
    async waitForJob(id, onProgress) {
      const listener = {
        progress: (running: Job, progress: Parameters<NonNullable<typeof onProgress>>[0]) => {
          if (running.id === id) onProgress?.(progress);
        },
      };
      home.listeners.add(listener);
      try {
        await home.writing?.runner.drain();
      } finally {
        home.listeners.delete(listener);
      }
      return await job(id);
    },
    close: () => home.close(),
  };
}

function toView(job: Job): JobView {
  const { id, kind, status, progress, result, error } = job;
  return { job: id, kind, status, progress, result, error };
}

function toRun(job: Job | null): SourceRun | null {
  if (job === null) return null;
  const receipt = (job.result ?? {}) as Partial<SyncReceipt>;
  return {
    job: job.id,
    status: job.status,
    finished_at: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
    added: receipt.added ?? 0,
    changed: receipt.changed ?? 0,
    removed: receipt.removed ?? 0,
    unchanged: receipt.unchanged ?? 0,
    failed: receipt.failed ?? 0,
    seconds: receipt.seconds ?? 0,
  };
}
