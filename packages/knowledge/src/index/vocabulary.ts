import { sql, type Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { IndexRow } from './search-index.ts';

type Database = Kysely<KnowledgeSchema>;

/** The entry that counts all chunks; no term is empty. */
const allChunks = '';

/**
 * How many chunks contain each term: what tells a telling word from a common one. Kept up with every change of the
 * index; `reconcile` counts anew, should a crash have come between the two.
 *
 * @param added the terms of each chunk that came in
 * @param removed those of each chunk that went
 */
export async function countTerms(
  transaction: Database,
  added: readonly (readonly string[])[],
  removed: readonly (readonly string[])[],
): Promise<void> {
  const counts = new Map<string, number>();
  addCounts(counts, added, 1);
  addCounts(counts, removed, -1);
  await addToTable(transaction, counts);
  // Looks through the whole table, so only where a term may have lost its last chunk.
  if (removed.length > 0) await transaction.deleteFrom('vocabulary').where('chunks', '<=', 0).execute();
}

/** Counts everything anew, and forgets terms that only removed documents had. */
export async function recountTerms(database: Database, batches: AsyncIterable<IndexRow[]>): Promise<void> {
  const all = new Map<string, number>();
  for await (const rows of batches) {
    addCounts(
      all,
      rows.map((row) => row.terms),
      1,
    );
  }
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('vocabulary').execute();
    await addToTable(transaction, all);
  });
}

/**
 * How much each term says: its inverse document frequency (the one of BM25) as a share of what a word would have that
 * no chunk has. So 0 is a word of every chunk and 1 a word of none, however many chunks there are.
 */
export async function termWeights(database: Database, terms: readonly string[]): Promise<Map<string, number>> {
  if (terms.length === 0) return new Map();
  const wanted = [allChunks, ...terms];
  const rows = await database.selectFrom('vocabulary').selectAll().where('term', 'in', wanted).execute();
  const counts = new Map(rows.map((row) => [row.term, row.chunks]));
  const total = counts.get(allChunks) ?? 0;
  const weight = (count: number) => Math.log(1 + (Math.max(0, total - count) + 0.5) / (count + 0.5));
  return new Map(terms.map((term) => [term, weight(counts.get(term) ?? 0) / weight(0)]));
}

function addCounts(counts: Map<string, number>, chunks: readonly (readonly string[])[], by: 1 | -1): void {
  const add = (term: string, number: number) => counts.set(term, (counts.get(term) ?? 0) + number);
  if (chunks.length > 0) add(allChunks, by * chunks.length);
  for (const terms of chunks) for (const term of new Set(terms)) add(term, by);
}

async function addToTable(transaction: Database, counts: Map<string, number>): Promise<void> {
  const entries = [...counts].filter(([, chunks]) => chunks !== 0).map(([term, chunks]) => ({ term, chunks }));
  for (let first = 0; first < entries.length; first += 2000) {
    await transaction
      .insertInto('vocabulary')
      .values(entries.slice(first, first + 2000))
      .onConflict((conflict) =>
        conflict.column('term').doUpdateSet({ chunks: sql<number>`vocabulary.chunks + excluded.chunks` }),
      )
      .execute();
  }
}
