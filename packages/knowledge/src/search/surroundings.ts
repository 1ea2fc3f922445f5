import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { readText } from '../documents/version-text.ts';
import type { Hit } from './hit.ts';

type Database = Kysely<KnowledgeSchema>;

/** Adds to each hit the `passages` before and after it in its document. */
export async function addSurroundings(database: Database, hits: readonly Hit[], passages: number): Promise<Hit[]> {
  const surrounded: Hit[] = [];
  for (const [version, ofVersion] of Map.groupBy(hits.entries(), ([, hit]) => hit.version)) {
    const ordinals = await ordinalsOf(
      database,
      version,
      ofVersion.map(([, { start }]) => start),
    );
    for (const [place, hit] of ofVersion)
      surrounded[place] = await surround(database, hit, ordinals.get(hit.start), passages);
  }
  return surrounded;
}

/** The places of passages in their version, by where they begin. */
async function ordinalsOf(database: Database, version: string, starts: number[]): Promise<Map<number, number>> {
  const rows = await database
    .selectFrom('chunks')
    .select(['start', 'ordinal'])
    .where('version_id', '=', version)
    .where('start', 'in', starts)
    .execute();
  return new Map(rows.map(({ start, ordinal }) => [start, ordinal]));
}

async function surround(
  database: Database,
  hit: Hit,
  /** None where it was removed since it was found. */
  ordinal: number | undefined,
  passages: number,
): Promise<Hit> {
  if (ordinal === undefined) return hit;
  const chunks = await database
    .selectFrom('chunks')
    .select(['start', 'end'])
    .where('version_id', '=', hit.version)
    .where('ordinal', '>=', ordinal - passages)
    .where('ordinal', '<=', ordinal + passages)
    .orderBy('ordinal')
    .execute();
  const start = chunks[0]?.start ?? hit.start;
  const end = chunks.at(-1)?.end ?? hit.end;
  return { ...hit, context: { start, end, text: await readText(database, hit.version, start, end) } };
}
