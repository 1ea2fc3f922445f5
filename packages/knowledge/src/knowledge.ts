import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Kysely } from 'kysely';
import { AtelierError, type JobProgress } from '@atelier/foundation';
import { ask, type Answer, type AskOptions } from './answer/ask.ts';
import type { KnowledgeSchema } from './database/schema.ts';
import type { Reader } from './documents/access.ts';
import { listDocuments, removeDocument, showDocument } from './documents/documents.ts';
import { createIndexer, type ReconcileReceipt } from './index/indexer.ts';
import type { SearchIndex } from './index/search-index.ts';
import { syncFailures, syncSource, type SyncReceipt } from './ingest/sync.ts';
import type { ReaderPool } from './read/reader-pool.ts';
import { search, type SearchResult } from './search/search.ts';
import { watchFolder, type WatchOptions } from './sources/watch-folder.ts';
import { folderSource } from './sources/folder.ts';
import type { Source } from './sources/source.ts';
import { addSource, getSource, listSources, removeSource, type SourceRecord } from './sources/sources.ts';

export interface KnowledgeOptions {
  database: Kysely<KnowledgeSchema>;
  index: SearchIndex;
  readers: ReaderPool;
}

export interface SyncRun {
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
  /** Items read side by side; twice the reader processes keeps them busy. */
  concurrency?: number;
}

/** A company's documents: sources in, passages and answers out. Opening it reads nothing; the database is ready-made. */
export function createKnowledge({ database, index, readers }: KnowledgeOptions) {
  const context = { database, index };
  const indexer = createIndexer(database, index);

  /** Adds a folder or file; gives the source that is there already when it was added before. */
  async function addPath(path: string, access?: string[]): Promise<{ source: SourceRecord; created: boolean }> {
    // Two links to a folder, or two spellings of it, are one source.
    const absolute = await realpath(resolve(path)).catch(() => resolve(path));
    const kind = await stat(absolute).then(
      (stats) => (stats.isDirectory() ? 'folder' : 'file'),
      (cause: unknown) => {
        throw new AtelierError({
          code: 'path_not_found',
          message: `There is no file or folder ${absolute}.`,
          hint: 'Check the spelling; a relative path counts from the folder where the command runs.',
          cause,
        });
      },
    );
    return await addSource(database, { kind, uri: pathToFileURL(absolute).href, access });
  }

  /** Makes the database and the index what the source is now. `source` overrides where its items come from. */
  async function sync(sourceId: string, run: SyncRun, source?: Source): Promise<SyncReceipt> {
    const record = await getSource(database, sourceId);
    const following = followCommits();
    const receipt = await syncSource({
      database,
      record,
      source: source ?? folderSource(fileURLToPath(record.uri), readers),
      signal: run.signal,
      concurrency: run.concurrency ?? 4,
      progress: run.progress,
      committed: following.committed,
    });
    run.progress?.({ done: receipt.added + receipt.changed, total: null, message: 'indexing' });
    await following.end();
    await settle(receipt);
    return receipt;
  }

  /** The index follows while the readers read on; one that cannot follow ends the sync. */
  function followCommits() {
    const state: { flush: Promise<unknown> | null; failure: Error | null } = { flush: null, failure: null };
    return {
      committed: () => {
        if (state.failure !== null) return Promise.reject(state.failure);
        state.flush ??= indexer
          .flush()
          .catch((error: Error) => (state.failure = error))
          .then(() => (state.flush = null));
        return Promise.resolve();
      },
      end: () => state.flush ?? Promise.resolve(),
    };
  }

  async function settle(receipt: SyncReceipt): Promise<void> {
    const started = Date.now();
    const touched = await indexer.flush();
    if (touched + receipt.added + receipt.changed + receipt.removed > 0) await index.optimize();
    receipt.seconds += (Date.now() - started) / 1000;
  }

  return {
    addPath,
    addSource: (source: { kind: string; uri: string; access?: string[] }) =>
      addSource(database, { access: undefined, ...source }),
    sources: () => listSources(database),
    source: (idOrUri: string) => getSource(database, idOrUri),
    removeSource: (idOrUri: string) => removeSource(database, idOrUri),
    sync,
    /** Tells when something changes in a source of files, until the returned function is called. */
    watch: async (sourceId: string, options: WatchOptions) =>
      watchFolder(fileURLToPath((await getSource(database, sourceId)).uri), options),
    failures: (sourceId: string) => syncFailures(database, sourceId),
    documents: (reader: Reader, page?: { limit?: number; offset?: number }) => listDocuments(database, reader, page),
    document: (reader: Reader, idOrUri: string, versionId?: string) =>
      showDocument(database, reader, idOrUri, versionId),
    removeDocument: (idOrUri: string) => removeDocument(database, idOrUri),
    search: (query: string, options: { limit: number; reader: Reader }): Promise<SearchResult> =>
      search(context, query, options),
    ask: (question: string, options: AskOptions): Promise<Answer> => ask(context, question, options),
    isEmpty: async () =>
      (await database.selectFrom('documents').select('id').limit(1).executeTakeFirst()) === undefined,
    /** How many passages of present versions there are to find. */
    chunkCount: () => index.count(),
    /** Brings the index up to what is committed; after a crash there may be something left to bring. */
    catchUp: async () => {
      if ((await indexer.flush()) > 0) await index.optimize();
    },
    /** False after a crash left index and database apart. */
    indexAgrees: () => indexer.agrees(),
    /** Leaves no word of what was removed in any file of the home. */
    wipe: (): Promise<void> => indexer.wipe(),
    reconcile: (): Promise<ReconcileReceipt> => indexer.reconcile(),
  };
}

export type Knowledge = ReturnType<typeof createKnowledge>;
