import { sql, type Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { EmbedderSpec } from '../embed/choose-embedder.ts';

type Database = Kysely<KnowledgeSchema>;

/** An index as the database knows it. */
export interface VectorIndexRecord {
  embedder: string;
  dimensions: number;
  spec: EmbedderSpec;
}

/** A document that has no vectors in an index, and how often it has changed since. */
export interface Unembedded {
  document_id: string;
  marked: number;
}

export async function indexInRole(database: Database, role: 'serving' | 'shadow'): Promise<VectorIndexRecord | null> {
  const row = await database.selectFrom('vector_indexes').selectAll().where('role', '=', role).executeTakeFirst();
  if (row === undefined) return null;
  return { embedder: row.embedder, dimensions: row.dimensions, spec: JSON.parse(row.spec) as EmbedderSpec };
}

/** The one that search goes through; every home has one. */
export async function servingIndex(database: Database): Promise<VectorIndexRecord> {
  const serving = await indexInRole(database, 'serving');
  if (serving === null) throw new Error('no index serves');
  return serving;
}

/** Enters a shadow, for which every document is still to be embedded. */
export async function beginShadow(
  database: Database,
  { embedder, dimensions, spec }: VectorIndexRecord,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('vector_indexes').where('role', '=', 'shadow').execute();
    await transaction
      .insertInto('vector_indexes')
      .values({ embedder, dimensions, role: 'shadow', spec: JSON.stringify(spec) })
      .execute();
    await sql`insert into unembedded (embedder, document_id) select ${embedder}, id from documents`.execute(
      transaction,
    );
  });
}

export async function endShadow(database: Database): Promise<void> {
  await database.deleteFrom('vector_indexes').where('role', '=', 'shadow').execute();
}

/** Puts the shadow in the place of what serves. */
export async function promoteShadow(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const before = await servingIndex(transaction);
    const shadow = await indexInRole(transaction, 'shadow');
    await transaction.deleteFrom('vector_indexes').where('role', '=', 'serving').execute();
    await transaction.updateTable('vector_indexes').set({ role: 'serving' }).where('role', '=', 'shadow').execute();
    await transaction
      .updateTable('embedder_reports')
      .set({ switched: 1 })
      .where('serving', '=', before.embedder)
      .where('shadow', '=', shadow?.embedder ?? '')
      .execute();
  });
}

/** Has another embedder serve a home that holds nothing yet. */
export async function beginServing(database: Database, { embedder, dimensions, spec }: VectorIndexRecord) {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('vector_indexes').execute();
    await transaction
      .insertInto('vector_indexes')
      .values({ embedder, dimensions, role: 'serving', spec: JSON.stringify(spec) })
      .execute();
  });
}

/** Notes that these documents, as far as they still exist, have no vectors in the indexes of these embedders. */
export async function markUnembedded(
  transaction: Database,
  embedders: readonly string[],
  documents: readonly string[],
): Promise<void> {
  for (const embedder of embedders) {
    await transaction
      .insertInto('unembedded')
      .columns(['embedder', 'document_id'])
      .expression((query) =>
        query
          .selectFrom('documents')
          .select([sql.lit(embedder).as('embedder'), 'id as document_id'])
          .where('id', 'in', documents),
      )
      .onConflict((conflict) =>
        conflict.columns(['embedder', 'document_id']).doUpdateSet({ marked: sql<number>`unembedded.marked + 1` }),
      )
      .execute();
  }
}

export async function markEmbedded(
  transaction: Database,
  embedder: string,
  documents: readonly string[],
): Promise<void> {
  if (documents.length === 0) return;
  await transaction
    .deleteFrom('unembedded')
    .where('embedder', '=', embedder)
    .where('document_id', 'in', documents)
    .execute();
}

/** Some of the documents without vectors, at most so many; or how those among `documents` stand. */
export async function listUnembedded(
  database: Database,
  embedder: string,
  which: { limit: number } | { documents: readonly string[] },
): Promise<Unembedded[]> {
  const all = database
    .selectFrom('unembedded')
    .select(['document_id', 'marked'])
    .where('embedder', '=', embedder)
    .orderBy('document_id');
  return await ('limit' in which ? all.limit(which.limit) : all.where('document_id', 'in', which.documents)).execute();
}

export async function countUnembedded(database: Database, embedder: string): Promise<number> {
  const { waiting } = await database
    .selectFrom('unembedded')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('embedder', '=', embedder)
    .executeTakeFirstOrThrow();
  return waiting;
}
