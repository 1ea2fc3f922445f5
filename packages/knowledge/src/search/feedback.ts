import { toUnitLength } from '../embed/vectors.ts';
import type { FoundRow } from '../index/search-index.ts';

/** How rare each of these terms is in what the reader may see, from 0 to 1. */
export type Rarities = (terms: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** What the best passages have in common, which tells of a query what its own words do not. */
export interface Feedback {
  /** Their telling terms, and what each counts. */
  terms: Map<string, number>;
  /** Their middle, of length 1. */
  vector: Float32Array;
  /** How much they are to be trusted, from 0 to 1. */
  trust: number;
}

const mostTerms = 40;
/** Of the terms that are common among the passages, so many are looked up in the vocabulary. */
const lookedUp = 150;
/** The constants of BM25. */
const saturation = 1.2;
const lengthShare = 0.75;

/**
 * Pseudo relevance feedback (after Lavrenko and Croft's relevance models; Rocchio's for the vector): passages speak as
 * loudly as they score, and terms by how often they stand there and how rare they are otherwise.
 *
 * Where the first passage is far ahead of the second, or has all that was asked for, the query has said enough, and what
 * else stands there would only lead away.
 *
 * @param asked the terms of the query, and what each counts; `rarities` of these, from 0 to 1
 * @param best the best passages by words, each of them the reader's to see
 */
export async function feedbackOf(
  raritiesOf: Rarities,
  { asked, rarities }: { asked: ReadonlyMap<string, number>; rarities: ReadonlyMap<string, number> },
  best: readonly FoundRow[],
): Promise<Feedback> {
  const total = best.reduce((sum, { score }) => sum + score, 0);
  const shares = new Map<string, number>();
  const vector = new Float32Array(best[0]?.vector.length ?? 0);
  for (const row of best) {
    const voice = row.score / total;
    for (const term of row.terms) shares.set(term, (shares.get(term) ?? 0) + voice / row.terms.length);
    for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) + voice * (row.vector[at] ?? 0);
  }
  const common = [...shares].toSorted((a, b) => b[1] - a[1]).slice(0, lookedUp);
  const telling = await raritiesOf(common.map(([term]) => term));
  const rarity = (term: string) => telling.get(term) ?? 0;
  const chosen = common
    .map(([term, share]): [string, number] => [term, share * rarity(term)])
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostTerms);
  const [first, second] = best;
  const lead = (second?.score ?? 0) / (first?.score ?? 1);
  return {
    terms: new Map(chosen.map(([term, weight]) => [term, weight * rarity(term)])),
    vector: toUnitLength(vector),
    trust: lead ** 2 * (1 - 0.7 * coverage(asked, rarities, new Set(first?.terms))),
  };
}

/** BM25 of each row for weighted terms, up to a factor. */
export function scoreTerms(terms: ReadonlyMap<string, number>, rows: readonly Pick<FoundRow, 'terms'>[]): number[] {
  const usual = rows.reduce((sum, row) => sum + row.terms.length, 0) / rows.length;
  const places = new Map([...terms.keys()].map((term, place) => [term, place]));
  const weights = [...terms.values()];
  const counts = new Uint32Array(places.size);
  return rows.map((row) => {
    counts.fill(0);
    for (const term of row.terms) {
      const place = places.get(term);
      if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
    }
    const dampened = saturation * (1 - lengthShare + (lengthShare * row.terms.length) / usual);
    let score = 0;
    for (const [place, count] of counts.entries()) score += ((weights[place] ?? 0) * count) / (count + dampened);
    return score;
  });
}

/** How much of what was asked for a passage has, rare words counting more. A word that no passage has is not missed. */
function coverage(
  asked: ReadonlyMap<string, number>,
  rarities: ReadonlyMap<string, number>,
  held: ReadonlySet<string>,
): number {
  let [all, there] = [0, 0];
  for (const [term, weight] of asked) {
    const rarity = rarities.get(term) ?? 1;
    if (rarity === 1) continue;
    all += weight * rarity;
    if (held.has(term)) there += weight * rarity;
  }
  return all === 0 ? 0 : there / all;
}
