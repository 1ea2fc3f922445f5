import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { termWeights } from '../index/vocabulary.ts';
import { matchesIn } from './highlights.ts';
import type { Hit } from './hit.ts';
import type { QueryTerms } from './query-terms.ts';

/** Adds to each hit the terms that it was found by, the most telling first. */
export async function explainHits(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  { weights, languages }: QueryTerms,
  hits: readonly Hit[],
): Promise<Hit[]> {
  const wanted = new Set(weights.keys());
  const rarities = await termWeights(database, reader, [...wanted]);
  return hits.map((hit) => {
    const text = [hit.title, hit.heading, hit.text].join('\n');
    const byTerm = Map.groupBy(matchesIn(text, wanted, languages), (match) => match.term);
    const why = [...byTerm].map(([term, matches]) => ({
      term,
      words: [...new Set(matches.map(({ start, end }) => text.slice(start, end).toLowerCase()))],
      count: new Set(matches.map(({ start }) => start)).size,
      rarity: Math.round((rarities.get(term) ?? 1) * 1000) / 1000,
      weight: weights.get(term) ?? 1,
    }));
    return { ...hit, why: why.toSorted((a, b) => b.rarity * b.weight - a.rarity * a.weight) };
  });
}
