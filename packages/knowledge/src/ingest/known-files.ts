import type { Kysely, Selectable } from 'kysely';
import { AtelierError, type ErrorShape } from '@atelier/foundation';
import type { FilesTable, KnowledgeSchema } from '../database/schema.ts';
import type { SourceItem } from '../sources/source.ts';
import { isInside } from '../sources/sources.ts';

export type KnownFile = Selectable<FilesTable>;

type Database = Kysely<KnowledgeSchema>;

/** Raise when the readers learn something that makes a file that failed worth another try. */
export const readerRevision = 3;

/**
 * Failures that a look costs nothing for, and that end without the file's changing: rights that are given, a mount that
 * is back. They are looked at in every sync.
 */
const cheapToRetry = new Set(['file_missing', 'permission_denied']);
/** Failures that another try may get past, though it costs reading or asking again. */
const mayPass = new Set(['reader_crashed', 'reader_memory', 'reader_timeout', 'source_unreachable', 'internal']);
/** Waits before the second, third ... try, in milliseconds; after the last the file waits for a change, or for a person. */
const waits = [60_000, 600_000, 3_600_000, 6 * 3_600_000];

export async function knownFiles(database: Database, sourceId: string): Promise<Map<string, KnownFile>> {
  const rows = await database.selectFrom('files').selectAll().where('source_id', '=', sourceId).execute();
  return new Map(rows.map((row) => [row.uri, row]));
}

/** Whether an item has to be opened: it is new, has changed, or failed in a way that may have passed. */
export function needsReading(file: KnownFile | undefined, item: Pick<SourceItem, 'stamp'>, now: number): boolean {
  if (file === undefined) return true;
  if (file.removed === 1) return false;
  if (file.stamp !== item.stamp) return true;
  if (file.error === null) return false;
  if (file.reader_revision < readerRevision || (file.retry_at !== null && file.retry_at <= now)) return true;
  return cheapToRetry.has((JSON.parse(file.error) as ErrorShape).code);
}

/** Files that have to be opened again for the sake of something inside them that failed in a way that may have passed. */
export function containersToRetry(known: ReadonlyMap<string, KnownFile>, now: number): Set<string> {
  const containers = new Set<string>();
  for (const file of known.values()) {
    if (file.container !== null && needsReading(file, file, now)) containers.add(file.container);
  }
  return containers;
}

/** When a file that failed `attempts` times in a row is tried again. */
export function retryAt(error: ErrorShape, attempts: number, now: number): number | null {
  const wait = waits[attempts - 1];
  return mayPass.has(error.code) && wait !== undefined ? now + wait : null;
}

/** Everything that failed is tried again by the next sync: somebody asks for it, and may have given a password. */
export async function retryFailures(database: Database, sourceId: string): Promise<void> {
  await database
    .updateTable('files')
    .set({ attempts: 0, retry_at: 0 })
    .where('source_id', '=', sourceId)
    .where('error', 'is not', null)
    .execute();
}

/** Known files that the listing no longer has. Those inside a part that could not be listed are not among them. */
export function vanishedFiles(known: ReadonlyMap<string, KnownFile>, items: readonly SourceItem[]): KnownFile[] {
  const present = new Set(items.map((item) => item.uri));
  const closed = items.filter((item) => item.closed);
  return [...known.values()].filter(
    (file) =>
      file.container === null && !present.has(file.uri) && !closed.some((folder) => isInside(file.uri, folder.uri)),
  );
}

/** A listing that lost nearly everything looks like an unmounted disk or an expired login. */
export function refuseShrinking(uri: string, lost: number, before: number): void {
  if (before < 10 || lost <= before * 0.9) return;
  throw new AtelierError({
    code: 'source_shrunk',
    message: `${uri} has lost ${lost} of its ${before} documents since it was last looked at. Nothing was removed.`,
    hint: 'Is its disk mounted, its login valid? If they are meant to be gone: atelier sources sync --accept-removals.',
    details: { lost, before },
  });
}

export function refuseEmpty(uri: string, before: number): void {
  if (before === 0) return;
  throw new AtelierError({
    code: 'source_empty',
    message: `${uri} holds nothing now, but held ${before} files when it was last looked at. Nothing was removed.`,
    hint: 'Is its disk mounted, its login valid? If it is meant to be empty: atelier sources sync --accept-removals.',
    details: { before },
  });
}
