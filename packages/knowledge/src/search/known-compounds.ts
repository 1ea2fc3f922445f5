import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { termCounts } from '../index/vocabulary.ts';
import { analyze } from '../text/analyze.ts';
import { fold, foldGerman } from '../text/fold.ts';
import { stemGerman } from '../text/stem-german.ts';

const shortestPart = 4;

/**
 * Parts of the compounds of a German query that are words of the documents themselves, for compounds whose parts the list
 * of nouns does not know: "Tarifzonenkarte" where the documents speak of Tarif and Zonenkarte. Of several ways to part a
 * word, the one counts whose rarer part is the most common.
 */
export async function splitByVocabulary(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  query: string,
): Promise<string[]> {
  const tokens = analyze(query, 'de');
  const taken = new Set(tokens.filter(({ part }) => part).map(({ start }) => start));
  const ways = tokens
    .filter(({ start }) => !taken.has(start))
    .map(({ start, end }) => waysToPart(foldGerman(fold(query.slice(start, end)))))
    .filter((parted) => parted.length > 0);
  if (ways.length === 0) return [];
  const counts = await termCounts(database, reader, [...new Set(ways.flat(2))]);
  return ways.flatMap((parted) => {
    const rarer = (parts: string[]) => Math.min(...parts.map((part) => counts.get(part) ?? 0));
    const [best] = parted.toSorted((a, b) => rarer(b) - rarer(a));
    return best !== undefined && rarer(best) > 0 ? best : [];
  });
}

/** Pairs of stems; the letters that link words are tried away. */
function waysToPart(word: string): string[][] {
  if (/[^a-z]/.test(word)) return [];
  const ways: string[][] = [];
  for (let at = shortestPart; at <= word.length - shortestPart; at++) {
    const [before, head] = [word.slice(0, at), word.slice(at)];
    for (const link of ['', 's', 'es', 'n', 'en']) {
      if (before.endsWith(link) && before.length - link.length >= shortestPart)
        ways.push([stemGerman(before.slice(0, before.length - link.length)), stemGerman(head)]);
    }
  }
  return ways;
}
