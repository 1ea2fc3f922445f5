import type { Kysely } from 'kysely';
import { type ErrorShape, errorShape, type JobProgress } from '@atelier/foundation';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Source, SourceItem } from '../sources/source.ts';
import { innerSources, isInside, type SourceRecord } from '../sources/sources.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import {
  containersToRetry,
  knownFiles,
  needsReading,
  refuseEmpty,
  refuseShrinking,
  vanishedFiles,
  type KnownFile,
} from './known-files.ts';
import { findMoves } from './move.ts';
import { addCounts, noCounts, type Counts, type ItemOutcome } from './outcomes.ts';
import { forgetFiles, storeOutcomes } from './store.ts';

type Database = Kysely<KnowledgeSchema>;

/** What a sync did. Files that could not be read are told by `syncFailures`. */
export interface SyncReceipt extends Counts {
  source: string;
  /** Size of what was read. */
  bytes: number;
  seconds: number;
}

export interface SyncFailure extends ErrorShape {
  uri: string;
}

export interface SyncOptions {
  database: Database;
  source: Source;
  record: SourceRecord;
  signal: AbortSignal;
  /** Items that are read side by side. */
  concurrency: number;
  /** Somebody said that what is gone is meant to be gone. */
  acceptRemovals: boolean;
  progress?: (progress: JobProgress) => void;
  /** Called after every commit, when there is something new for the index. */
  committed?: () => Promise<void>;
}

/** Documents that are committed together: a commit waits for the disk, so a commit each would cost most of the time. */
const batchSize = 64;
const batchMilliseconds = 1000;

/**
 * Makes the database what the source is now: new and changed items are read, renamed ones renamed, vanished ones
 * removed, unchanged ones cost a comparison of stamps. It may be cut off at any point and simply run again.
 *
 * @throws AtelierError `source_empty`, `source_shrunk` where the source lost so much that somebody must say it is meant
 */
export async function syncSource(options: SyncOptions): Promise<SyncReceipt> {
  const { database, record, acceptRemovals } = options;
  const started = Date.now();
  const known = await knownFiles(database, record.id);
  const { items, listed } = await listItems(options, known);
  if (listed === 0 && !acceptRemovals) refuseEmpty(record.uri, known.size);

  const again = containersToRetry(known, started);
  const work = items.filter((item) => again.has(item.uri) || needsReading(known.get(item.uri), item, started));
  const receipt = { source: record.id, ...noCounts(), bytes: 0, seconds: 0 };
  addCounts(receipt, countUntouched(known, items, work));
  await readAndStore(options, { known, items, work, again, receipt });

  // Asked for anew: what was renamed stands under its new name by now.
  const left = await goneFiles(options, vanishedFiles(await knownFiles(database, record.id), items));
  const documents = (files: Iterable<KnownFile>) => [...files].filter((file) => file.document_id !== null).length;
  if (!acceptRemovals) refuseShrinking(record.uri, documents(left), documents(known.values()));
  receipt.removed += await removeFiles(database, record.id, left);
  if (receipt.removed > 0) await options.committed?.();
  receipt.seconds = (Date.now() - started) / 1000;
  return receipt;
}

/** What of a source could not be read, and why. */
export async function syncFailures(database: Database, sourceId: string): Promise<SyncFailure[]> {
  const rows = await database
    .selectFrom('files')
    .select(['uri', 'error'])
    .where('source_id', '=', sourceId)
    .where('error', 'is not', null)
    .orderBy('uri')
    .execute();
  return rows.map(({ uri, error }) => Object.assign({ uri }, JSON.parse(error ?? '') as ErrorShape));
}

/** Everything that is there, without what belongs to a source inside this one. */
async function listItems(
  { database, source, record, signal, progress }: SyncOptions,
  known: ReadonlyMap<string, KnownFile>,
): Promise<{ items: SourceItem[]; listed: number }> {
  const inner = await innerSources(database, record);
  const stamps = new Map([...known.values()].map((file) => [file.uri, file.stamp]));
  const items = new Map<string, SourceItem>();
  let listed = 0;
  for await (const item of source.list(signal, stamps)) {
    listed += 1;
    if (!inner.some((uri) => isInside(item.uri, uri))) items.set(item.uri, item);
    if (listed % 1000 === 0) progress?.({ done: listed, total: null, message: 'listing' });
  }
  return { items: [...items.values()], listed };
}

/** What need not be opened, and what is inside it. */
function countUntouched(known: ReadonlyMap<string, KnownFile>, items: SourceItem[], work: SourceItem[]): Counts {
  const counts = noCounts();
  const touched = new Set(work.map((item) => item.uri));
  const untouched = new Set(items.map((item) => item.uri).filter((uri) => !touched.has(uri)));
  for (const file of known.values()) {
    if (!untouched.has(file.container ?? file.uri)) continue;
    if (file.error !== null) counts.failed += 1;
    else if (file.document_id !== null) counts.unchanged += 1;
  }
  return counts;
}

async function readAndStore(
  options: SyncOptions,
  state: {
    known: ReadonlyMap<string, KnownFile>;
    items: SourceItem[];
    work: SourceItem[];
    again: ReadonlySet<string>;
    receipt: SyncReceipt;
  },
): Promise<void> {
  const { database, source, record, signal } = options;
  const { known, items, work, again, receipt } = state;
  // A source that can tell what is gone keeps what is not: there a second name is no new one.
  const movedFrom = source.isGone === undefined ? findMoves(vanishedFiles(known, items)) : () => undefined;
  let done = items.length - work.length;
  const report = () => options.progress?.({ done, total: items.length, message: 'reading' });
  report();

  let batch: ItemOutcome[] = [];
  let lastCommit = Date.now();
  const commit = async () => {
    const outcomes = batch;
    batch = [];
    lastCommit = Date.now();
    if (outcomes.length === 0) return;
    addCounts(receipt, await storeOutcomes(database, record, outcomes));
    done += outcomes.length;
    report();
    await options.committed?.();
  };

  // One commit at a time, while the readers read on.
  let committing: Promise<void> = Promise.resolve();
  await forEachConcurrently(work, options.concurrency, async (item) => {
    signal.throwIfAborted();
    const before = known.get(item.uri);
    const outcome = await readItem(source, item, { before, again: again.has(item.uri), movedFrom, signal });
    if (outcome.kind === 'read') receipt.bytes += outcome.bytes;
    batch.push(outcome);
    if (batch.length < batchSize && Date.now() - lastCommit < batchMilliseconds) return;
    committing = committing.then(commit);
    await committing;
  });
  await committing;
  await commit();
}

async function readItem(
  source: Source,
  item: SourceItem,
  state: {
    before: KnownFile | undefined;
    again: boolean;
    movedFrom: ReturnType<typeof findMoves>;
    signal: AbortSignal;
  },
): Promise<ItemOutcome> {
  const { before, again, movedFrom, signal } = state;
  let contentHash: string | null = null;
  try {
    const open = await source.open(item, signal);
    contentHash = open.contentHash;
    const isSame = before?.content_hash === contentHash && before.error === null;
    if (isSame && !again) return { kind: 'same', item };
    const from = before === undefined ? movedFrom(item.uri, contentHash) : undefined;
    if (from !== undefined) return { kind: 'moved', item, from };
    return { kind: 'read', item, contentHash, bytes: open.bytes, result: await open.read() };
  } catch (error) {
    // A sync that is ended is no failure of the file.
    signal.throwIfAborted();
    return { kind: 'failed', item, contentHash, error: errorShape(error) };
  }
}

async function goneFiles({ source, signal }: SyncOptions, vanished: KnownFile[]): Promise<KnownFile[]> {
  if (source.isGone === undefined) return vanished;
  const gone: KnownFile[] = [];
  for (const file of vanished) if (await source.isGone(file.uri, signal)) gone.push(file);
  return gone;
}

/** Vanished files leave with all that is inside them, in one transaction. */
async function removeFiles(database: Database, sourceId: string, files: KnownFile[]): Promise<number> {
  if (files.length === 0) return 0;
  return await database.transaction().execute(async (transaction) => {
    const gone = new Set(files.map((file) => file.uri));
    const rows = await transaction.selectFrom('files').selectAll().where('source_id', '=', sourceId).execute();
    const all = rows.filter((row) => gone.has(row.container ?? row.uri));
    return await forgetFiles(transaction, sourceId, all);
  });
}
