import { sql, type Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import type { CountedRow } from './search-index.ts';

type Database = Kysely<KnowledgeSchema>;

/** The entry that counts all chunks; no term is empty. */
const allChunks = '';

/**
 * How many chunks contain each term: what tells a telling word from a common one. Counted for each access list by itself,
 * so that a reader is answered by counts of what this reader may see. Kept up with every change of the index; `reconcile`
 * counts anew, should a crash have come between the two.
 */
export async function countTerms(
  transaction: Database,
  added: readonly CountedRow[],
  removed: readonly CountedRow[],
): Promise<void> {
  const counts: Counts = new Map();
  addCounts(counts, added, 1);
  addCounts(counts, removed, -1);
  await addToTable(transaction, counts);
  // Looks through the whole table, so only where a term may have lost its last chunk.
  if (removed.length > 0) await transaction.deleteFrom('vocabulary').where('chunks', '<=', 0).execute();
}

/** Counts everything anew, and forgets terms that only removed documents had. */
export async function recountTerms(database: Database, batches: AsyncIterable<CountedRow[]>): Promise<void> {
  const all: Counts = new Map();
  for await (const rows of batches) addCounts(all, rows, 1);
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('vocabulary').execute();
    await addToTable(transaction, all);
  });
}

/**
 * How much each term says to this reader: its inverse document frequency (the one of BM25) as a share of what a word would
 * have that no chunk has. So 0 is a word of every chunk and 1 a word of none, however many chunks there are.
 */
export async function termWeights(
  database: Database,
  reader: Reader,
  terms: readonly string[],
): Promise<Map<string, number>> {
  if (terms.length === 0) return new Map();
  const counts = await termCounts(database, reader, [allChunks, ...terms]);
  const total = counts.get(allChunks) ?? 0;
  const weight = (count: number) => Math.log(1 + (Math.max(0, total - count) + 0.5) / (count + 0.5));
  return new Map(terms.map((term) => [term, weight(counts.get(term) ?? 0) / weight(0)]));
}

/** In how many chunks that this reader may see each of the terms stands; one that stands in none is left out. */
export async function termCounts(
  database: Database,
  { principals }: Reader,
  terms: readonly string[],
): Promise<Map<string, number>> {
  const counted = database
    .selectFrom('vocabulary')
    .select(['term', ({ fn }) => fn.sum<number>('chunks').as('chunks')])
    .where('term', 'in', terms)
    .groupBy('term');
  const lists = principals === 'owner' ? null : await visibleLists(database, principals);
  const rows = await (lists === null ? counted : counted.where('access', 'in', lists)).execute();
  return new Map(rows.map((row) => [row.term, row.chunks]));
}

/** The access lists that let a reader with these principals in. */
export async function visibleLists(database: Database, principals: readonly string[]): Promise<string[]> {
  const rows = await database.selectFrom('vocabulary').select('access').where('term', '=', allChunks).execute();
  return rows
    .map(({ access }) => access)
    .filter((access) => (JSON.parse(access) as string[]).some((principal) => principals.includes(principal)));
}

/** Chunks by access list and term. */
type Counts = Map<string, Map<string, number>>;

function addCounts(counts: Counts, rows: readonly CountedRow[], by: 1 | -1): void {
  for (const { access, terms } of rows) {
    const list = JSON.stringify(access.toSorted());
    const ofList = counts.get(list) ?? new Map<string, number>();
    counts.set(list, ofList);
    for (const term of new Set([allChunks, ...terms])) ofList.set(term, (ofList.get(term) ?? 0) + by);
  }
}

async function addToTable(transaction: Database, counts: Counts): Promise<void> {
  const entries = [...counts].flatMap(([access, ofList]) =>
    [...ofList].filter(([, chunks]) => chunks !== 0).map(([term, chunks]) => ({ term, access, chunks })),
  );
  for (let first = 0; first < entries.length; first += 2000) {
    await transaction
      .insertInto('vocabulary')
      .values(entries.slice(first, first + 2000))
      .onConflict((conflict) =>
        conflict.columns(['term', 'access']).doUpdateSet({ chunks: sql<number>`vocabulary.chunks + excluded.chunks` }),
      )
      .execute();
  }
}
