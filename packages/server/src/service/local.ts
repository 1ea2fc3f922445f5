import { setTimeout as sleep } from 'node:timers/promises';
import { AtelierError, type Job, type Settings } from '@atelier/foundation';
import {
  owner,
  parseMoment,
  readerOf,
  removeAdapted,
  settingFields,
  sourceKinds,
  wordsEmbedderOf,
  type Reader,
  type SourceRunRecord,
  type Writer,
} from '@atelier/knowledge';
import type { AdaptPayload, EmbedPayload, SyncPayload } from '../home/job-handlers.ts';
import type { Home } from '../home/open-home.ts';
import { parseSchedule } from '../sync/schedule.ts';
import {
  defaultQuestionRuns,
  defaultSearchLimit,
  type Atelier,
  type JobView,
  type Reading,
  type SourceRun,
} from './atelier.ts';

/** What somebody with these principals can read of an open home. */
export function localReading(home: Home, writer: Writer, principals: string[]): Reading {
  return localAtelier(home, writer, readerOf(principals));
}

/** The service on an open home of this process, for its owner; another reader sees only its own. */
export function localAtelier(home: Home, writer: Writer, mine: Reader = owner): Atelier {
  const { knowledge, jobs, users, settings } = home;

  /** Only the owner can be somebody else. */
  const readerFor = (as: string[] | undefined): Reader => (as === undefined || mine !== owner ? mine : readerOf(as));

  const readerAt = (as: string[] | undefined, asOf: string | undefined): Reader =>
    asOf === undefined ? readerFor(as) : { ...readerFor(as), asOf: parseMoment(asOf) };

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
    if (readerFor(as) !== owner || !(await knowledge.isEmpty())) return;
    throw new AtelierError({
      code: 'nothing_indexed',
      message: `The home ${home.path} holds no documents yet.`,
      hint: 'Add some: atelier add <folder>.',
    });
  }

  /** What would still put an adapted table in its place; to try one does not. */
  async function cancelAdaptations(): Promise<void> {
    for (;;) {
      const all = await jobs.unfinished('adapt');
      const adaptations = all.filter(({ payload }) => !(payload as AdaptPayload).dryRun);
      if (adaptations.length === 0) return;
      for (const { id } of adaptations) await jobs.cancel(id);
      // One that runs ends as soon as it looks.
      await sleep(cancelPollMs);
    }
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
    documents: (page) => knowledge.documents(mine, page),
    document: (idOrUri, version) => knowledge.document(mine, idOrUri, version),
    page: (wanted) => knowledge.pagePicture(mine, wanted),
    tables: (idOrUri, version) => knowledge.tables(mine, idOrUri, version),
    queryTable: ({ as, ...query }) => knowledge.queryTable(readerFor(as), query),
    async removeDocument(idOrUri) {
      return { removed: true, ...(await thenWipe(() => knowledge.removeDocument(idOrUri))) };
    },
    async search({ query, limit = defaultSearchLimit, as, as_of: asOf, per_document: perDocument, ...options }) {
      const reader = readerAt(as, asOf);
      await refuseEmpty(as);
      return await knowledge.search(query, { limit, reader, perDocument, ...options });
    },
    async ask({ question, as, as_of: asOf, filter, all = false }, { signal, onEvent }) {
      const reader = readerAt(as, asOf);
      await refuseEmpty(as);
      if (all) return await knowledge.askAll(question, { reader, filter, signal, onEvent });
      const { passages } = settings.answers;
      return await knowledge.ask(question, { reader, filter, writer, passages, signal, onEvent });
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
    users: () => users.list(),
    addUser: (request) => users.add(request),
    setUser: (request) => users.set(request),
    async removeUser(user) {
      await users.remove(user);
      return { removed: true, user };
    },
    renewToken: (user) => users.renewToken(user),
    embedder: () => knowledge.embedder.state(),
    switchEmbedder: ({ force }) => enqueue('embed', { decide: force ? 'force' : 'again' } satisfies EmbedPayload),
    async adaptSearch({ dry_run: dryRun = false, all_documents: allDocuments = false }) {
      refuseOtherKinds(settings.embedder.kind);
      return await enqueue('adapt', { dryRun, allDocuments } satisfies AdaptPayload);
    },
    async adaptation() {
      const { id, spec } = wordsEmbedderOf(home.path);
      const asked = await Promise.all(adaptPayloads.map((payload) => jobs.newest('adapt', payload)));
      const [last] = asked.filter((newest) => newest !== null).toSorted((a, b) => (a.id < b.id ? 1 : -1));
      const adapted = spec.kind === 'words' && spec.adapted === true;
      return { embedder: id, adapted, last: last === undefined ? null : toView(last) };
    },
    async undoAdaptation() {
      await cancelAdaptations();
      const before = wordsEmbedderOf(home.path).id;
      await removeAdapted(home.path);
      return { undone: before !== wordsEmbedderOf(home.path).id, ...(await enqueue('embed', goBack)) };
    },
    async logClick({ as, ...click }) {
      if (!settings.search.logClicks) return { logged: false };
      await knowledge.logClick(readerFor(as), click);
      return { logged: true };
    },
    async forgetClicks() {
      const forgotten = await knowledge.forgetClicks();
      return { forgotten, ...(await enqueue('wipe', {})) };
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

const syncPayload = (source: string, acceptRemovals: boolean): SyncPayload =>
  acceptRemovals ? { source, acceptRemovals } : { source };

const cancelPollMs = 50;

const adaptPayloads: AdaptPayload[] = [false, true].flatMap((dryRun) =>
  [false, true].map((allDocuments) => ({ dryRun, allDocuments })),
);

/** Whatever the saved questions say: somebody wants it as it was. */
const goBack: EmbedPayload = { decide: 'force' };

/** @throws AtelierError `adapt_other_embedder` */
function refuseOtherKinds(kind: Settings['embedder']['kind']): void {
  if (kind === 'words') return;
  throw new AtelierError({
    code: 'adapt_other_embedder',
    message: `Search goes by an embedder of the kind "${kind}", and only the table of words is adapted here.`,
    hint: 'Set embedder.kind to words to use it.',
  });
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function toRun({ id, status, startedAt, finishedAt, receipt, error }: SourceRunRecord): SourceRun {
  const { source: _source, ...counts } = receipt;
  return { job: id, status, started_at: iso(startedAt), finished_at: iso(finishedAt), error, ...counts };
}

function unfinished({ id, status, startedAt, error }: Job): SourceRun {
  const counts = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0, failed: 0, bytes: 0, seconds: 0 };
  return { job: id, status, started_at: iso(startedAt), finished_at: null, error, ...counts, failures: [] };
}
