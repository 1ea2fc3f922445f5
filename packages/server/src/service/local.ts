import { AtelierError, type Job } from '@atelier/foundation';
import { owner, readerOf, settingFields, sourceKinds, type SourceRunRecord, type Writer } from '@atelier/knowledge';
import type { SyncPayload } from '../home/job-handlers.ts';
import type { Home } from '../home/open-home.ts';
import { parseSchedule } from '../sync/schedule.ts';
import { defaultQuestionRuns, defaultSearchLimit, type Atelier, type JobView, type SourceRun } from './atelier.ts';

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

  async function runsOf(source: string): Promise<SourceRun[]> {
    return (await knowledge.runs(source)).map(toRun);
  }

  /** The sync that waits or runs now, if one does. */
  async function runningRun(source: string): Promise<SourceRun | null> {
    for (const acceptRemovals of [false, true]) {
      const newest = await jobs.newest('sync', syncPayload(source, acceptRemovals));
      if (newest !== null && (newest.status === 'queued' || newest.status === 'running')) return unfinished(newest);
    }
    return null;
  }

  /** For the owner's eyes: whoever may see nothing must not learn whether there is anything. */
  async function refuseEmpty(as: string[] | undefined): Promise<void> {
    if (as !== undefined || !(await knowledge.isEmpty())) return;
    throw new AtelierError({
      code: 'nothing_indexed',
      message: `The home ${home.path} holds no documents yet.`,
      hint: 'Add some: atelier add <folder>.',
    });
  }

  return {
    async addSource(request) {
      if (request.schedule != null) parseSchedule(request.schedule);
      const { source } = await knowledge.add(request);
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
          settings: source.settings,
          excludes: source.excludes,
          schedule: source.schedule,
          documents: source.documents,
          created_at: new Date(source.createdAt).toISOString(),
          last_run: (await runningRun(source.id)) ?? (await runsOf(source.id))[0] ?? null,
          failures: await knowledge.failures(source.id),
        })),
      );
    },
    sourceKinds: () =>
      Promise.resolve(
        sourceKinds.map((kind) => ({
          kind: kind.kind,
          examples: kind.examples,
          every_seconds: kind.kind === 'folder' ? settings.server.syncSeconds : kind.everySeconds,
          settings: settingFields(kind),
          secrets: Object.entries(kind.secrets).map(([name, description]) => ({ name, description })),
        })),
      ),
    async syncSource(id, { acceptRemovals = false } = {}) {
      const source = await knowledge.source(id);
      await knowledge.retryFailures(source.id);
      return await enqueue('sync', syncPayload(source.id, acceptRemovals));
    },
    runs: async (id) => await runsOf((await knowledge.source(id)).id),
    async removeSource(id) {
      return { removed: true, ...(await thenWipe(() => knowledge.removeSource(id))) };
    },
    documents: (page) => knowledge.documents(owner, page),
    document: (idOrUri, version) => knowledge.document(owner, idOrUri, version),
    page: (wanted) => knowledge.pagePicture(owner, wanted),
    tables: (idOrUri, version) => knowledge.tables(owner, idOrUri, version),
    queryTable: ({ as, ...query }) => knowledge.queryTable(readerFor(as), query),
    async removeDocument(idOrUri) {
      return { removed: true, ...(await thenWipe(() => knowledge.removeDocument(idOrUri))) };
    },
    async search({ query, limit = defaultSearchLimit, as, per_document: perDocument, ...options }) {
      await refuseEmpty(as);
      return await knowledge.search(query, { limit, reader: readerFor(as), perDocument, ...options });
    },
    async ask({ question, as, filter }, { signal, onEvent }) {
      await refuseEmpty(as);
      const { passages } = settings.answers;
      return await knowledge.ask(question, { reader: readerFor(as), filter, writer, passages, signal, onEvent });
    },
    async questions() {
      const [newest] = await knowledge.questions.runs(1);
      const results = new Map(newest?.results.map((result) => [result.id, result]));
      const saved = await knowledge.questions.list();
      return saved.map((question) => ({ ...question, last: results.get(question.id) ?? null }));
    },
    saveQuestion: (question) => knowledge.questions.save(question),
    async removeQuestion(id) {
      await knowledge.questions.remove(id);
      return { removed: true, id };
    },
    runQuestions: () => enqueue('questions', {}),
    questionRuns: (limit = defaultQuestionRuns) => knowledge.questions.runs(limit),
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

const syncPayload = (source: string, acceptRemovals: boolean): SyncPayload =>
  acceptRemovals ? { source, acceptRemovals } : { source };

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function toRun({ id, status, startedAt, finishedAt, receipt, error }: SourceRunRecord): SourceRun {
  const { source: _source, ...counts } = receipt;
  return { job: id, status, started_at: iso(startedAt), finished_at: iso(finishedAt), error, ...counts };
}

function unfinished({ id, status, startedAt, error }: Job): SourceRun {
  const counts = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0, failed: 0, bytes: 0, seconds: 0 };
  return { job: id, status, started_at: iso(startedAt), finished_at: null, error, ...counts, failures: [] };
}
