import type { Kysely, Selectable } from 'kysely';
import { AtelierError, type ErrorShape, errorShape, type JobProgress } from '@atelier/foundation';
import type { FilesTable, KnowledgeSchema } from '../database/schema.ts';
import { deleteDocuments } from '../documents/documents.ts';
import type { Source, SourceItem } from '../sources/source.ts';
import { innerSources, isInside, type SourceRecord } from '../sources/sources.ts';
import { readerRevision, storeOutcomes, type ItemOutcome } from './store.ts';

type Database = Kysely<KnowledgeSchema>;
type KnownFile = Selectable<FilesTable>;

/** What a sync did, file by file where something is wrong. */
export interface SyncReceipt {
  source: string;
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  failed: number;
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
  progress?: (progress: JobProgress) => void;
  /** Called after every commit, when there is something new for the index. */
  committed?: () => Promise<void>;
}

/** Documents that are committed together: a commit waits for the disk, so a commit each would cost most of the time. */
const batchSize = 64;
const batchMilliseconds = 1000;

/**
 * Makes the database what the source is now: new and changed items are read, vanished ones removed, unchanged ones
 * cost a comparison of stamps. It may be cut off at any point and simply run again.
 */
export async function syncSource(options: SyncOptions): Promise<SyncReceipt> {
  const { database, source, record, signal } = options;
  const started = Date.now();
  const known = await knownFiles(database, record.id);
  const items: SourceItem[] = [];
  let listed = 0;
  const inner = await innerSources(database, record);
  for await (const item of source.list(signal)) {
    listed += 1;
    if (!inner.some((uri) => isInside(item.uri, uri))) items.push(item);
  }

  if (listed === 0 && known.size > 0) throw looksEmpty(record, known.size);

  const work = items.filter((item) => needsReading(known.get(item.uri), item));
  const receipt = { source: record.id, added: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, seconds: 0 };
  let done = items.length - work.length;
  const report = (message: string) => options.progress?.({ done, total: items.length, message });
  report('reading');

  let batch: ItemOutcome[] = [];
  let lastCommit = Date.now();
  const commit = async () => {
    const outcomes = batch;
    batch = [];
    lastCommit = Date.now();
    if (outcomes.length === 0) return;
    await storeOutcomes(database, record, outcomes);
    done += outcomes.length;
    report('reading');
    await options.committed?.();
  };

  // One commit at a time, while the readers read on.
  let committing: Promise<void> = Promise.resolve();
  await forEachConcurrently(work, options.concurrency, async (item) => {
    signal.throwIfAborted();
    const before = known.get(item.uri);
    const outcome = await readItem(source, item, before);
    count(receipt, outcome, before);
    batch.push(outcome);
    if (batch.length < batchSize && Date.now() - lastCommit < batchMilliseconds) return;
    committing = committing.then(commit);
    await committing;
  });
  await committing;
  await commit();

  for (const item of items) {
    const file = known.get(item.uri);
    if (file === undefined || needsReading(file, item)) continue;
    if (file.error !== null) receipt.failed += 1;
    else if (file.document_id !== null) receipt.unchanged += 1;
  }
  receipt.removed = await removeVanished(database, record.id, known, items);
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

/** Failures that time, rights or limits may have mended while the file stayed as it is. */
const worthAnotherTry = new Set([
  'file_missing',
  'file_too_large',
  'permission_denied',
  'reader_crashed',
  'reader_memory',
  'reader_timeout',
]);

function looksEmpty(record: SourceRecord, before: number): AtelierError {
  return new AtelierError({
    code: 'source_empty',
    message: `${record.uri} holds nothing now, but held ${before} files when it was last looked at.`,
    hint: 'Is its disk mounted? Nothing was removed. If it is meant to be empty: atelier sources remove.',
  });
}

function needsReading(file: KnownFile | undefined, item: SourceItem): boolean {
  if (file === undefined) return true;
  const removedByHand = file.document_id === null && file.error === null;
  if (removedByHand) return false;
  if (file.stamp !== item.stamp) return true;
  if (file.error === null) return false;
  const { code } = JSON.parse(file.error) as ErrorShape;
  return file.reader_revision < readerRevision || worthAnotherTry.has(code);
}

async function readItem(source: Source, item: SourceItem, before: KnownFile | undefined): Promise<ItemOutcome> {
  let contentHash: string | null = null;
  try {
    const open = await source.open(item);
    contentHash = open.contentHash;
    const same = before?.content_hash === contentHash && before.error === null;
    return same ? { kind: 'same', item } : { kind: 'read', item, contentHash, document: await open.read() };
  } catch (error) {
    return { kind: 'failed', item, contentHash, error: errorShape(error) };
  }
}

function count(receipt: SyncReceipt, outcome: ItemOutcome, before: KnownFile | undefined): void {
  if (outcome.kind === 'failed') receipt.failed += 1;
  else if (outcome.kind === 'same') receipt.unchanged += 1;
  else if (before?.document_id == null) receipt.added += 1;
  else receipt.changed += 1;
}

async function knownFiles(database: Database, sourceId: string): Promise<Map<string, KnownFile>> {
  const rows = await database.selectFrom('files').selectAll().where('source_id', '=', sourceId).execute();
  return new Map(rows.map((row) => [row.uri, row]));
}

async function removeVanished(
  database: Database,
  sourceId: string,
  known: Map<string, KnownFile>,
  items: SourceItem[],
): Promise<number> {
  const present = new Set(items.map((item) => item.uri));
  const closed = items.filter((item) => item.closed);
  const vanished = [...known.values()].filter(
    (file) => !present.has(file.uri) && !closed.some((folder) => isInside(file.uri, folder.uri)),
  );
  if (vanished.length === 0) return 0;
  const documents = vanished.flatMap((file) => (file.document_id === null ? [] : [file.document_id]));
  await database.transaction().execute(async (transaction) => {
    for (let first = 0; first < vanished.length; first += 500) {
      await deleteDocuments(transaction, documents.slice(first, first + 500));
      await transaction
        .deleteFrom('files')
        .where('source_id', '=', sourceId)
        .where(
          'uri',
          'in',
          vanished.slice(first, first + 500).map((file) => file.uri),
        )
        .execute();
    }
  });
  return documents.length;
}

/** Works through the items; after a failure nothing new is begun, and what was begun is waited for. */
async function forEachConcurrently<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    try {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
