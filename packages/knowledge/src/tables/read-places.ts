import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { readText } from '../documents/version-text.ts';

export interface Place {
  start: number;
  end: number;
}

/** Places nearer to each other than this are read together: about a piece of the stored text. */
const near = 8192;

/** The text at each of these places of a version, in few reads. */
export async function readPlaces(
  database: Kysely<KnowledgeSchema>,
  versionId: string,
  places: readonly Place[],
): Promise<string[]> {
  const texts: string[] = Array.from({ length: places.length }, () => '');
  const ordered = [...places.entries()]
    .filter(([, { start, end }]) => end > start)
    .toSorted(([, one], [, other]) => one.start - other.start);
  for (let first = 0; first < ordered.length;) {
    const start = ordered[first]?.[1].start ?? 0;
    let end = start;
    let next = first;
    for (; next < ordered.length; next++) {
      const place = ordered[next]?.[1];
      if (place === undefined || (next > first && place.start - end > near)) break;
      end = Math.max(end, place.end);
    }
    const text = await readText(database, versionId, start, end);
    for (const [index, place] of ordered.slice(first, next)) {
      texts[index] = text.slice(place.start - start, place.end - start);
    }
    first = next;
  }
  return texts;
}
