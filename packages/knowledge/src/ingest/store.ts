import type { Kysely } from 'kysely';
import { type ErrorShape, newId } from '@atelier/foundation';
import { blocksToJson, chunkDocument } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import { textPieces } from '../documents/version-text.ts';
import type { ReadDocument } from '../read/read-document.ts';
import { getSource, grantAccess, type SourceRecord } from '../sources/sources.ts';
import type { SourceItem } from '../sources/source.ts';

type Database = Kysely<KnowledgeSchema>;

/** How reading one item of a source ended. */
export type ItemOutcome =
  | { kind: 'read'; item: SourceItem; contentHash: string; document: ReadDocument }
  | { kind: 'same'; item: SourceItem }
  | { kind: 'failed'; item: SourceItem; contentHash: string | null; error: ErrorShape };

/** Raise when the readers learn something that makes a file worth another try. */
export const readerRevision = 2;

/** SQLite takes a bounded number of values in one statement. */
const rowsAtOnce = 1000;

/** Writes a batch of outcomes in one transaction: either all of them are there after it, or none. */
export async function storeOutcomes(database: Database, source: SourceRecord, outcomes: ItemOutcome[]): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // Both may have changed since the sync began: the source may be gone, and a document may have been removed by hand.
    const { access } = await getSource(transaction, source.id);
    const removed = await removedByHand(transaction, source.id, outcomes);
    for (const outcome of outcomes) {
      if (removed.has(outcome.item.uri)) continue;
      if (outcome.kind === 'read') await storeVersion(transaction, { ...source, access }, outcome);
      else if (outcome.kind === 'failed') await storeFailure(transaction, source, outcome);
      else {
        await transaction
          .updateTable('files')
          .set({ stamp: outcome.item.stamp, error: null })
          .where('source_id', '=', source.id)
          .where('uri', '=', outcome.item.uri)
          .execute();
      }
    }
  });
}

async function removedByHand(transaction: Database, sourceId: string, outcomes: ItemOutcome[]): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('files')
    .select('uri')
    .where('source_id', '=', sourceId)
    .where(
      'uri',
      'in',
      outcomes.map((outcome) => outcome.item.uri),
    )
    .where('document_id', 'is', null)
    .where('error', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.uri));
}

async function storeVersion(
  transaction: Database,
  source: SourceRecord,
  { item, contentHash, document }: Extract<ItemOutcome, { kind: 'read' }>,
): Promise<void> {
  const documentId = await documentFor(transaction, source, item.uri);
  const { number } = await transaction
    .selectFrom('versions')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('document_id', '=', documentId)
    .executeTakeFirstOrThrow();
  const versionId = newId('ver');
  await transaction
    .insertInto('versions')
    .values({
      id: versionId,
      document_id: documentId,
      number: ((number as number | null) ?? 0) + 1,
      content_hash: contentHash,
      format: document.format,
      title: document.title ?? lastSegment(item.uri),
      characters: document.text.length,
      pages: document.pages,
      metadata: JSON.stringify(document.metadata),
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
  await transaction.updateTable('documents').set({ current_version: versionId }).where('id', '=', documentId).execute();
  await transaction.insertInto('outbox').values({ document_id: documentId }).execute();
  await storeFile(transaction, source, item, { content_hash: contentHash, document_id: documentId, error: null });
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

/** A file that cannot be read keeps the version that could: it may be half written just now. The receipt says so. */
async function storeFailure(
  transaction: Database,
  source: SourceRecord,
  { item, contentHash, error }: Extract<ItemOutcome, { kind: 'failed' }>,
): Promise<void> {
  await storeFile(transaction, source, item, { content_hash: contentHash, error: JSON.stringify(error) });
}

async function storeFile(
  transaction: Database,
  source: SourceRecord,
  item: SourceItem,
  outcome: { content_hash: string | null; error: string | null; document_id?: string },
): Promise<void> {
  const row = { stamp: item.stamp, reader_revision: readerRevision, ...outcome };
  await transaction
    .insertInto('files')
    .values({ source_id: source.id, uri: item.uri, document_id: null, ...row })
    .onConflict((conflict) => conflict.columns(['source_id', 'uri']).doUpdateSet(row))
    .execute();
}

async function insertInPieces<Row>(rows: Row[], insert: (rows: Row[]) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsAtOnce) await insert(rows.slice(first, first + rowsAtOnce));
}

function lastSegment(uri: string): string {
  const segment = uri.replace(/\/+$/, '').split('/').at(-1) ?? uri;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
