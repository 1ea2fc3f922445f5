import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { readText } from '../documents/version-text.ts';
import type { Hit } from './hit.ts';

/** Adds to each hit the `passages` before and after it in its document. */
export async function addSurroundings(
  database: Kysely<KnowledgeSchema>,
  hits: readonly Hit[],
  passages: number,
): Promise<Hit[]> {
  const surrounded: Hit[] = [];
  for (const hit of hits) {
    const chunks = await database
      .selectFrom('chunks')
      .select(['start', 'end'])
      .where('version_id', '=', hit.version)
      .orderBy('ordinal')
      .execute();
    const at = chunks.findIndex((chunk) => chunk.start === hit.start);
    const start = chunks[Math.max(0, at - passages)]?.start ?? hit.start;
    const end = chunks[Math.min(chunks.length - 1, at + passages)]?.end ?? hit.end;
    // Removed since it was found.
    if (at < 0) surrounded.push(hit);
    else surrounded.push({ ...hit, context: { start, end, text: await readText(database, hit.version, start, end) } });
  }
  return surrounded;
}
