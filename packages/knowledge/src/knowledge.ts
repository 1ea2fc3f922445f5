import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { errorShape, newId, type JobProgress, type SecretBox } from '@atelier/foundation';
import { ask, type Answer, type AskOptions } from './answer/ask.ts';
import { readAll, type ReadAllOptions } from './answer/read-all/read-all.ts';
import type { KnowledgeSchema } from './database/schema.ts';
import type { Reader } from './documents/access.ts';
import { listDocuments, removeDocument, showDocument } from './documents/documents.ts';
import { pagePicture } from './documents/page-picture.ts';
import { adaptSearch, type AdaptOptions } from './embed/adapt/adapt-search.ts';
import type { AdaptReport } from './embed/adapt/adapt-table.ts';
import { createEmbedderChange } from './embed/change-embedder.ts';
import type { Embedder } from './embed/embedder.ts';
import { orWordsAlone } from './embed/or-words-alone.ts';
import { shippedEmbedder } from './embed/static-embedder.ts';
import { createIndexer, type ReconcileReceipt } from './index/indexer.ts';
import type { EmbedderChange, Indexes } from './index/indexes.ts';
import type { SearchIndex } from './index/search-index.ts';
import { retryFailures } from './ingest/known-files.ts';
import { noCounts } from './ingest/outcomes.ts';
import { syncFailures, syncSource, type SyncReceipt } from './ingest/sync.ts';
import { createQuestionStore } from './questions/question-store.ts';
import type { ReaderPool } from './read/reader-pool.ts';
import { forgetClicks, logClick, type Click } from './search/clicks.ts';
import type { Filter } from './search/filter.ts';
import type { Hit } from './search/hit.ts';
import type { Reranker } from './search/reranker.ts';
import { search, searchWords, type SearchOptions, type SearchResult } from './search/search.ts';
import { excludesOf } from './sources/excludes.ts';
import { checkSpec, identify, kindNamed } from './sources/kinds.ts';
import { keptFailures, listRuns, recordRun } from './sources/runs.ts';
import type { Source, WatchOptions } from './sources/source.ts';
import type { Secrets, SourceSpec } from './sources/source-kind.ts';
import {
  addSource,
  getSource,
  listSources,
  removeSource,
  sealedSecrets,
  type NewSource,
  type SourceRecord,
} from './sources/sources.ts';
import { listTables } from './tables/list-tables.ts';
import { queryTable, type TableResult } from './tables/query-table.ts';
import type { TableQuery } from './tables/table-query.ts';

export interface KnowledgeOptions {
  database: Kysely<KnowledgeSchema>;
  index: SearchIndex;
  /** Makes vectors of texts; the one that ships where none is given. */
  embedder?: Embedder;
  /** The index of an embedder that is to take over, as far as there is one. */
  shadow?: Indexes['shadow'];
  /** Puts the best hits in order once more. */
  reranker?: Reranker | undefined;
  /** How another embedder takes over; where it is not given, none does. */
  change?: EmbedderChange;
  readers: ReaderPool;
  /** Seals the passwords of sources. */
  secrets: SecretBox;
  /** A folder for what sources keep between syncs; it may be deleted at any time. */
  cache: string;
}

/** A source as somebody names it, and how it is to be looked at; what is left out of one that is there stays as it is. */
export interface SourceRequest {
  location: string;
  settings?: SourceSpec['settings'] | undefined;
  secrets?: Secrets | undefined;
  access?: string[] | undefined;
  excludes?: string[] | undefined;
  schedule?: string | null | undefined;
}

export interface SyncRun {
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
  /** Items read side by side; twice the reader processes keeps them busy. */
  concurrency?: number;
  /** Somebody said that what is gone is meant to be gone. */
  acceptRemovals?: boolean;
  /** Id that the run is remembered by. */
  id?: string;
}

/** A write takes the longer the more writes there were since the index was tidied: few large ones keep a long sync fast. */
const betweenFlushesMs = 2000;

/** A company's documents: sources in, passages and answers out. Opening it reads nothing; the database is ready-made. */
export function createKnowledge(options: KnowledgeOptions) {
  const { database, index, embedder = shippedEmbedder, readers, secrets, cache } = options;
  const indexes: Indexes = { index, embedder: orWordsAlone(embedder), shadow: options.shadow ?? null };
  const { reranker } = options;
  const context = {
    database,
    reranker,
    get index() {
      return indexes.index;
    },
    get embedder() {
      return indexes.embedder;
    },
  };
  const indexer = createIndexer(database, indexes);
  const change = createEmbedderChange({
    database,
    indexes,
    indexer,
    change: options.change ?? keepEmbedder(embedder, index),
  });
  /** The last sync of each source: two of one source would read the same files. */
  const turns = new Map<string, Promise<unknown>>();

  /**
   * Adds a source; gives the one that is there already when it was added before, with what is given set anew. What of
   * it could not be read is tried again by its next sync.
   *
   * @throws AtelierError `source_kind_unsupported`, `source_invalid`, `path_not_found`, `access_invalid`
   */
  async function add(request: SourceRequest): Promise<{ source: SourceRecord; created: boolean }> {
    const { location, access, excludes, schedule } = request;
    const uri = await identify(location);
    const present = await getSource(database, uri).catch(() => null);
    // An empty setting is one that goes back to its default.
    const settings = Object.fromEntries(
      Object.entries({ ...present?.settings, ...request.settings }).filter(([, value]) => value !== ''),
    );
    const spec = await checkSpec({ location, settings, secrets: request.secrets ?? {} });
    const given = Object.entries(spec.secrets);
    const added = await addSource(database, {
      kind: spec.kind,
      uri: spec.uri,
      access,
      excludes,
      schedule,
      settings: request.settings === undefined ? undefined : spec.settings,
      sealSecrets: given.length > 0 ? (id, sealed) => seal(id, { ...unseal(id, sealed), ...spec.secrets }) : undefined,
    });
    if (!added.created) await retryFailures(database, added.source.id);
    return added;
  }

  /** An empty secret is one that is taken away. */
  function seal(id: string, all: Secrets): string | null {
    const kept = Object.entries(all).filter(([, value]) => value !== '');
    return kept.length === 0 ? null : secrets.seal(JSON.stringify(Object.fromEntries(kept)), id);
  }

  const unseal = (id: string, sealed: string | null): Secrets =>
    sealed === null ? {} : (JSON.parse(secrets.open(sealed, id)) as Secrets);

  async function open(record: SourceRecord): Promise<Source> {
    const kind = kindNamed(record.kind);
    return kind.open({
      uri: record.uri,
      settings: record.settings,
      secrets: unseal(record.id, await sealedSecrets(database, record.id)),
      readers,
      excludes: excludesOf(record.excludes),
      cache: join(cache, record.id),
    });
  }

  /** Makes the database and the index what the source is now, and remembers the run. `source` overrides its kind. */
  async function sync(sourceId: string, run: SyncRun, source?: Source): Promise<SyncReceipt> {
    const record = await getSource(database, sourceId);
    const before = turns.get(record.id);
    const turn = (before ?? Promise.resolve()).then(() => syncNow(record, run, source));
    turns.set(
      record.id,
      turn.catch(() => undefined),
    );
    return await turn;
  }

  async function syncNow(record: SourceRecord, run: SyncRun, source?: Source): Promise<SyncReceipt> {
    const startedAt = Date.now();
    const remember = async (receipt: SyncReceipt, error: unknown) => {
      const failures = (await syncFailures(database, record.id)).slice(0, keptFailures);
      await recordRun(database, record.id, {
        id: run.id ?? newId('run'),
        status: run.signal.aborted ? 'cancelled' : error === null ? 'done' : 'failed',
        startedAt,
        finishedAt: Date.now(),
        receipt: { ...receipt, failures },
        error: error === null ? null : errorShape(error),
      });
    };
    try {
      const receipt = await syncOpened(record, run, source ?? (await open(record)));
      await remember(receipt, null);
      return receipt;
    } catch (error) {
      const seconds = (Date.now() - startedAt) / 1000;
      await remember({ source: record.id, ...noCounts(), bytes: 0, seconds }, error);
      throw error;
    }
  }

  async function syncOpened(record: SourceRecord, run: SyncRun, source: Source): Promise<SyncReceipt> {
    const following = followCommits();
    try {
      const receipt = await syncSource({
        database,
        record,
        source,
        signal: run.signal,
        concurrency: run.concurrency ?? 4,
        acceptRemovals: run.acceptRemovals ?? false,
        progress: run.progress,
        committed: following.committed,
      });
      run.progress?.({ done: receipt.added + receipt.changed, total: null, message: 'indexing' });
      await settle(receipt);
      return receipt;
    } finally {
      await following.end();
      await source.close?.();
    }
  }

  /** The index follows while the readers read on; one that cannot follow ends the sync. */
  function followCommits() {
    const state: { flush: Promise<unknown> | null; failure: Error | null } = { flush: null, failure: null };
    const isLast = new AbortController();
    let lastFlush = 0;
    const flush = async () => {
      const pause = lastFlush + betweenFlushesMs - Date.now();
      // Cut short at the end.
      if (pause > 0) await sleep(pause, undefined, { signal: isLast.signal }).catch(() => undefined);
      lastFlush = Date.now();
      await indexer.flush();
    };
    return {
      committed: () => {
        if (state.failure !== null) return Promise.reject(state.failure);
        state.flush ??= flush()
          .catch((error: Error) => (state.failure = error))
          .then(() => (state.flush = null));
        return Promise.resolve();
      },
      end: async () => {
        isLast.abort();
        await state.flush;
      },
    };
  }

  async function settle(receipt: SyncReceipt): Promise<void> {
    const started = Date.now();
    await indexer.settle(receipt.added + receipt.changed + receipt.moved + receipt.removed > 0);
    receipt.seconds += (Date.now() - started) / 1000;
  }

  return {
    add,
    /** Adds a source whose items the caller brings to `sync` itself. */
    addCustom: (source: NewSource) => addSource(database, source),
    sources: () => listSources(database),
    source: (idOrUri: string) => getSource(database, idOrUri),
    async removeSource(idOrUri: string) {
      const removed = await removeSource(database, idOrUri);
      await rm(join(cache, removed.source), { recursive: true, force: true });
      return removed;
    },
    sync,
    /** What could not be read is tried again by the next sync, whatever was tried before. */
    retryFailures: (sourceId: string) => retryFailures(database, sourceId),
    /** The runs of a source that are remembered, the newest first. */
    runs: (sourceId: string) => listRuns(database, sourceId),
    /** Tells when something changes in a source that can tell, until the returned function is called; else null. */
    watch: async (sourceId: string, options: WatchOptions): Promise<(() => Promise<void>) | null> => {
      const source = await open(await getSource(database, sourceId));
      const stop = source.watch?.(options);
      if (stop === undefined) return null;
      return async () => {
        await stop();
        await source.close?.();
      };
    },
    failures: (sourceId: string) => syncFailures(database, sourceId),
    documents: (reader: Reader, page?: { limit?: number; offset?: number }) => listDocuments(database, reader, page),
    document: (reader: Reader, idOrUri: string, versionId?: string) =>
      showDocument(database, reader, idOrUri, versionId),
    tables: (reader: Reader, documentIdOrUri: string, versionId?: string) =>
      listTables(database, reader, documentIdOrUri, versionId),
    queryTable: (reader: Reader, query: TableQuery): Promise<TableResult> => queryTable(database, reader, query),
    /** A page as its source shows it now, if the file is still the one that was read. */
    pagePicture: (reader: Reader, wanted: { document: string; version?: string | undefined; page: number }) =>
      pagePicture({ database, readers, open }, reader, wanted),
    removeDocument: (idOrUri: string) => removeDocument(database, idOrUri),
    /** Searches in the query language, with highlights and, where asked for, neighbours and reasons. */
    search: (query: string, options: SearchOptions): Promise<SearchResult> => search(context, query, options),
    /** The passages that share words with a text, whatever signs it holds: what answers are made from. */
    searchWords: (text: string, options: { limit: number; reader: Reader; filter?: Filter }): Promise<Hit[]> =>
      searchWords(context, text, options),
    ask: (question: string, options: AskOptions): Promise<Answer> => ask(context, question, options),
    /** Answers a question over everything in scope, by reading all of it; with a receipt of how much that was. */
    askAll: (question: string, options: ReadAllOptions): Promise<Answer> => readAll(context, question, options),
    /** The embedder that serves, and the change to another. */
    embedder: {
      ...change,
      /** Answers from the index that is to take over. */
      askShadow: async (question: string, asked: AskOptions): Promise<Answer> =>
        await ask({ ...(await change.shadowContext()), reranker }, question, asked),
    },
    /** Adapts the table of words to the documents; `wordsEmbedderOf` gives what came of it. */
    adaptSearch: (wanted: AdaptOptions): Promise<AdaptReport> => adaptSearch(database, wanted),
    /** Keeps what was opened for which query. */
    logClick: (reader: Reader, click: Click): Promise<void> => logClick(database, reader, click),
    forgetClicks: (): Promise<number> => forgetClicks(database),
    /** Questions that are asked again after changes. */
    questions: createQuestionStore(database),
    isEmpty: async () =>
      (await database.selectFrom('documents').select('id').limit(1).executeTakeFirst()) === undefined,
    /** How many passages of present versions there are to find. */
    chunkCount: () => indexes.index.count(),
    /** Brings the index up to what is committed; after a crash there may be something left to bring. */
    catchUp: () => indexer.settle(false),
    /** False after a crash left index and database apart. */
    indexAgrees: () => indexer.agrees(),
    /** Leaves no word of what was removed in any file of the home. */
    wipe: (): Promise<void> => indexer.wipe(),
    reconcile: (progress?: (done: number, total: number) => void): Promise<ReconcileReceipt> =>
      indexer.reconcile(progress),
    closeIndexes: () => {
      indexes.index.close();
      indexes.shadow?.index.close();
    },
  };
}

/** Where no other is to take over. */
function keepEmbedder(embedder: Embedder, index: SearchIndex): EmbedderChange {
  return {
    wanted: { id: embedder.id, spec: { kind: 'words' }, open: () => Promise.resolve(embedder) },
    openIndex: () => Promise.resolve(index),
    dropIndex: () => Promise.resolve(),
  };
}

export type Knowledge = ReturnType<typeof createKnowledge>;
