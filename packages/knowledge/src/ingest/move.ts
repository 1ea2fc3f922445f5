import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { SourceRecord } from '../sources/sources.ts';
import { extensionOfUri, lastSegment } from './item-uri.ts';
import type { KnownFile } from './known-files.ts';
import type { Counts, ItemOutcome } from './outcomes.ts';

type Database = Kysely<KnowledgeSchema>;

/**
 * Finds, for a file under a new name, the one that vanished with the same content: it was renamed, so it need not be read
 * again. Each vanished file is found once.
 */
export function findMoves(vanished: readonly KnownFile[]): (uri: string, contentHash: string) => KnownFile | undefined {
  const candidates = new Map<string, KnownFile[]>();
  for (const file of vanished) {
    if (file.content_hash === null || file.error !== null) continue;
    const key = keyOf(file.uri, file.content_hash);
    candidates.set(key, [...(candidates.get(key) ?? []), file]);
  }
  return (uri, contentHash) => candidates.get(keyOf(uri, contentHash))?.shift();
}

const keyOf = (uri: string, contentHash: string): string => `${extensionOfUri(uri)}:${contentHash}`;

/** Gives a file, and what is inside it, the new name; a document that had no title but its name gets the new one. */
export async function storeMove(
  transaction: Database,
  source: SourceRecord,
  { item, from }: Extract<ItemOutcome, { kind: 'moved' }>,
  counts: Counts,
): Promise<void> {
  const rows = await transaction
    .selectFrom('files')
    .select(['uri', 'document_id'])
    .where('source_id', '=', source.id)
    .where((where) => where.or([where('uri', '=', from.uri), where('container', '=', from.uri)]))
    .execute();
  for (const row of rows) {
    const uri = item.uri + row.uri.slice(from.uri.length);
    await transaction
      .updateTable('files')
      .set({ uri, stamp: item.stamp, ...(row.uri === from.uri ? {} : { container: item.uri }) })
      .where('source_id', '=', source.id)
      .where('uri', '=', row.uri)
      .execute();
    if (row.document_id === null) continue;
    await transaction.updateTable('documents').set({ uri }).where('id', '=', row.document_id).execute();
    await transaction
      .updateTable('versions')
      .set({ title: lastSegment(uri) })
      .where('document_id', '=', row.document_id)
      .where('title', '=', lastSegment(row.uri))
      .execute();
    // Its title is searched, too.
    await transaction.insertInto('outbox').values({ document_id: row.document_id }).execute();
    counts.moved += 1;
  }
}
