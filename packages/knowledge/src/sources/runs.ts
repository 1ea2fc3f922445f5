import type { Kysely, Selectable } from 'kysely';
import type { ErrorShape } from '@atelier/foundation';
import type { KnowledgeSchema, SourceRunsTable } from '../database/schema.ts';
import type { SyncFailure, SyncReceipt } from '../ingest/sync.ts';

type Database = Kysely<KnowledgeSchema>;

/** How a run of a source ended; times are milliseconds since 1970. */
export interface SourceRunRecord {
  id: string;
  status: 'done' | 'failed' | 'cancelled';
  startedAt: number;
  finishedAt: number;
  receipt: RunReceipt;
  error: ErrorShape | null;
}

/** The receipt with what could not be read at that time, at most `keptFailures` of them. */
export interface RunReceipt extends SyncReceipt {
  failures: SyncFailure[];
}

const keptRuns = 20;
export const keptFailures = 100;

/**
 * Remembers a run. Of runs that changed nothing only the newest is kept: a folder is looked at every minute, and what
 * happened last week must not be pushed out by that.
 */
export async function recordRun(database: Database, sourceId: string, run: SourceRunRecord): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const source = await transaction.selectFrom('sources').select('id').where('id', '=', sourceId).executeTakeFirst();
    if (source === undefined) return;
    const before = await listRuns(transaction, sourceId);
    const kept = before.filter(isEventful).slice(0, keptRuns - 1);
    await transaction
      .deleteFrom('source_runs')
      .where('source_id', '=', sourceId)
      .where(
        'id',
        'not in',
        kept.map(({ id }) => id),
      )
      .execute();
    const row = {
      id: run.id,
      source_id: sourceId,
      status: run.status,
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      receipt: JSON.stringify(run.receipt),
      error: run.error === null ? null : JSON.stringify(run.error),
    };
    // A job that is tried again is one run.
    await transaction
      .insertInto('source_runs')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  });
}

function isEventful({ status, receipt: { added, changed, moved, removed } }: SourceRunRecord): boolean {
  return status !== 'done' || added + changed + moved + removed > 0;
}

/** The runs that are remembered, the newest first. */
export async function listRuns(database: Database, sourceId: string): Promise<SourceRunRecord[]> {
  const rows = await database
    .selectFrom('source_runs')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toRecord);
}

function toRecord(row: Selectable<SourceRunsTable>): SourceRunRecord {
  return {
    id: row.id,
    status: row.status,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    receipt: JSON.parse(row.receipt) as RunReceipt,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorShape),
  };
}
