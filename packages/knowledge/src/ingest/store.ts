import type { Kysely } from 'kysely';
import { newId } from '@atelier/foundation';
import { blocksToJson, chunkDocument } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import { documentDate } from '../documents/document-date.ts';
import { deleteDocuments } from '../documents/documents.ts';
import { textPieces } from '../documents/version-text.ts';
import type { ReadDocument, ReadMember } from '../read/read-document.ts';
import { getSource, grantAccess, innerSources, isInside, type SourceRecord } from '../sources/sources.ts';
import type { SourceItem } from '../sources/source.ts';
import { storeTables } from '../tables/store-tables.ts';
import { type KnownFile, readerRevision, retryAt } from './known-files.ts';
import { lastSegment, memberUri } from './item-uri.ts';
import { storeMove } from './move.ts';
import { noCounts, type Counts, type ItemOutcome } from './outcomes.ts';

type Database = Kysely<KnowledgeSchema>;

/** SQLite takes a bounded number of values in one statement. */
const rowsAtOnce = 1000;

/**
 * Writes a batch of outcomes in one transaction: either all of them are there after it, or none. Gives what became of
 * the documents.
 */
export async function storeOutcomes(
  database: Database,
  source: SourceRecord,
  outcomes: ItemOutcome[],
): Promise<Counts> {
  return await database.transaction().execute(async (transaction) => {
    // All of this may have changed since the sync began: the source may be gone or seen by others, a source may have been
    // added inside it, and a document may have been removed by hand.
    const { access } = await getSource(transaction, source.id);
    const present = { ...source, access };
    const inner = await innerSources(transaction, source);
    const counts = noCounts();
    const known = await filesOf(transaction, source.id, outcomes);
    for (const outcome of outcomes) {
      const before = known.get(outcome.item.uri);
      if (before?.removed === 1 || inner.some((uri) => isInside(outcome.item.uri, uri))) continue;
      if (outcome.kind === 'read') await storeRead(transaction, present, outcome, before, counts);
      else if (outcome.kind === 'moved') await storeMove(transaction, source, outcome, counts);
      else if (outcome.kind === 'failed') await storeFailure(transaction, source, { ...outcome, before }, counts);
      else await storeSame(transaction, source, outcome.item, counts);
    }
    return counts;
  });
}

async function filesOf(
  transaction: Database,
  sourceId: string,
  outcomes: readonly ItemOutcome[],
): Promise<Map<string, KnownFile>> {
  const uris = outcomes.map((outcome) => outcome.item.uri);
  const rows = await transaction
    .selectFrom('files')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('uri', 'in', uris)
    .execute();
  return new Map(rows.map((row) => [row.uri, row]));
}

/** A file with all that is inside it: what it no longer holds goes with the same commit. */
async function storeRead(
  transaction: Database,
  source: SourceRecord,
  { item, contentHash, result }: Extract<ItemOutcome, { kind: 'read' }>,
  before: KnownFile | undefined,
  counts: Counts,
): Promise<void> {
  const isSame = before?.content_hash === contentHash && before.error === null;
  if (isSame) {
    // Read again for the sake of what is inside.
    await storeFile(transaction, source, item, {
      content_hash: contentHash,
      document_id: before.document_id,
      container: null,
    });
    if (before.document_id !== null) counts.unchanged += 1;
  } else if (result.document !== null) {
    await storeVersion(transaction, source, { item, contentHash, document: result.document, container: null });
    counts[before?.document_id == null ? 'added' : 'changed'] += 1;
  } else {
    // It only holds others, though it may have been a document before.
    if (before?.document_id != null) await deleteDocuments(transaction, [before.document_id]);
    await storeFile(transaction, source, item, { content_hash: contentHash, document_id: null, container: null });
  }
  if (before === undefined && result.members.length === 0) return;
  await storeMembers(transaction, source, { item, members: result.members }, counts);
}

async function storeMembers(
  transaction: Database,
  source: SourceRecord,
  { item, members }: { item: SourceItem; members: readonly ReadMember[] },
  counts: Counts,
): Promise<void> {
  const rows = await transaction
    .selectFrom('files')
    .selectAll()
    .where('source_id', '=', source.id)
    .where('container', '=', item.uri)
    .execute();
  const known = new Map(rows.map((row) => [row.uri, row]));
  for (const member of members) {
    const inner = { uri: memberUri(item.uri, member.name), stamp: item.stamp };
    const before = known.get(inner.uri);
    known.delete(inner.uri);
    if (before?.removed === 1) continue;
    if ('failure' in member) {
      const error = { ...member.failure, message: `"${member.name}" ${member.failure.message}` };
      const failed = { item: inner, contentHash: null, error, before, container: item.uri };
      await storeFailure(transaction, source, failed, counts);
    } else if (before?.content_hash === member.contentHash && before.error === null) {
      await storeSame(transaction, source, inner, counts);
    } else {
      const { document, contentHash } = member;
      await storeVersion(transaction, source, { item: inner, contentHash, document, container: item.uri });
      counts[before?.document_id == null ? 'added' : 'changed'] += 1;
    }
  }
  counts.removed += await forgetFiles(transaction, source.id, [...known.values()]);
}

/** Deletes files with their documents; gives how many documents that were. */
export async function forgetFiles(
  transaction: Database,
  sourceId: string,
  files: readonly KnownFile[],
): Promise<number> {
  const documents = files.flatMap((file) => (file.document_id === null ? [] : [file.document_id]));
  for (let first = 0; first < files.length; first += rowsAtOnce) {
    await deleteDocuments(transaction, documents.slice(first, first + rowsAtOnce));
    const uris = files.slice(first, first + rowsAtOnce).map((file) => file.uri);
    await transaction.deleteFrom('files').where('source_id', '=', sourceId).where('uri', 'in', uris).execute();
  }
  return documents.length;
}

async function storeSame(transaction: Database, source: SourceRecord, item: SourceItem, counts: Counts): Promise<void> {
  await transaction
    .updateTable('files')
    .set({ stamp: item.stamp, error: null, attempts: 0, retry_at: null })
    .where('source_id', '=', source.id)
    .where('uri', '=', item.uri)
    .execute();
  const { documents } = await transaction
    .selectFrom('files')
    .select(({ fn }) => fn.count<number>('document_id').as('documents'))
    .where('source_id', '=', source.id)
    .where((where) => where.or([where('uri', '=', item.uri), where('container', '=', item.uri)]))
    .executeTakeFirstOrThrow();
  counts.unchanged += documents;
}

interface VersionToStore {
  item: SourceItem;
  contentHash: string;
  document: ReadDocument;
  /** For a file inside another one, the uri of that one. */
  container: string | null;
}

async function storeVersion(
  transaction: Database,
  source: SourceRecord,
  { item, contentHash, document, container }: VersionToStore,
): Promise<void> {
  const documentId = await documentFor(transaction, source, item.uri);
  const { number } = await transaction
    .selectFrom('versions')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('document_id', '=', documentId)
    .executeTakeFirstOrThrow();
  const versionId = newId('ver');
  const title = document.title ?? lastSegment(item.uri);
  await transaction
    .insertInto('versions')
    .values({
      id: versionId,
      document_id: documentId,
      number: ((number as number | null) ?? 0) + 1,
      content_hash: contentHash,
      format: document.format,
      title,
      characters: document.text.length,
      pages: document.pages,
      metadata: JSON.stringify(document.metadata),
      date: documentDate({ title, uri: item.uri, metadata: document.metadata }),
      indexed_at: Date.now(),
    })
    .execute();
  await insertInPieces(textPieces(versionId, document.text), (rows) =>
    transaction.insertInto('texts').values(rows).execute(),
  );
  const chunks = chunkDocument(document).map((chunk) => ({
    document_id: documentId,
    version_id: versionId,
    ordinal: chunk.ordinal,
    start: chunk.start,
    end: chunk.end,
    page: chunk.page,
    headings: JSON.stringify(chunk.headings),
    blocks: blocksToJson(chunk.blocks),
  }));
  await insertInPieces(chunks, (rows) => transaction.insertInto('chunks').values(rows).execute());
  await storeTables(transaction, { documentId, versionId, document });
  await transaction.updateTable('documents').set({ current_version: versionId }).where('id', '=', documentId).execute();
  await transaction.insertInto('outbox').values({ document_id: documentId }).execute();
  await storeFile(transaction, source, item, { content_hash: contentHash, document_id: documentId, container });
}

async function documentFor(transaction: Database, source: SourceRecord, uri: string): Promise<string> {
  const present = await transaction
    .selectFrom('documents')
    .select('id')
    .where('source_id', '=', source.id)
    .where('uri', '=', uri)
    .executeTakeFirst();
  if (present !== undefined) return present.id;
  const id = newId('doc');
  await transaction
    .insertInto('documents')
    .values({ id, source_id: source.id, uri, current_version: null, created_at: Date.now() })
    .execute();
  await grantAccess(transaction, id, source.access);
  return id;
}

/**
 * A file that cannot be read keeps the version that could: it may be half written just now. The receipt says so, and
 * it is tried again a bounded number of times where that may help.
 */
async function storeFailure(
  transaction: Database,
  source: SourceRecord,
  failed: Pick<Extract<ItemOutcome, { kind: 'failed' }>, 'item' | 'contentHash' | 'error'> & {
    before: KnownFile | undefined;
    container?: string;
  },
  counts: Counts,
): Promise<void> {
  const { item, contentHash, error, before } = failed;
  const isRepeated = before?.error != null && before.stamp === item.stamp;
  const attempts = isRepeated ? before.attempts + 1 : 1;
  await storeFile(transaction, source, item, {
    content_hash: contentHash,
    container: failed.container ?? null,
    error: JSON.stringify(error),
    attempts,
    retry_at: retryAt(error, attempts, Date.now()),
  });
  counts.failed += 1;
}

async function storeFile(
  transaction: Database,
  source: SourceRecord,
  item: SourceItem,
  outcome: Partial<KnownFile> & Pick<KnownFile, 'content_hash' | 'container'>,
): Promise<void> {
  const row = {
    stamp: item.stamp,
    reader_revision: readerRevision,
    error: null,
    attempts: 0,
    retry_at: null,
    ...outcome,
  };
  await transaction
    .insertInto('files')
    .values({ source_id: source.id, uri: item.uri, document_id: null, ...row })
    .onConflict((conflict) => conflict.columns(['source_id', 'uri']).doUpdateSet(row))
    .execute();
}

async function insertInPieces<Row>(rows: Row[], insert: (rows: Row[]) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsAtOnce) await insert(rows.slice(first, first + rowsAtOnce));
}
