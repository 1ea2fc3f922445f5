import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';

/**
 * Runs the work in a transaction: all of it, or nothing. On a full disk SQLite rolls back by itself, and the rollback
 * that follows would then hide what happened; the first error is the one that is thrown.
 */
export async function inTransaction<Schema, Result>(
  database: Database<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  let first: { error: unknown } | null = null;
  const remember = async (transaction: Transaction<Schema>): Promise<Result> => {
    try {
      return await work(transaction);
    } catch (error) {
      first = { error };
      throw error;
    }
  };
  try {
    return await (database as Kysely<Schema>).transaction().execute(remember);
  } catch (error) {
    throw (first as { error: unknown } | null)?.error ?? error;
  }
}
