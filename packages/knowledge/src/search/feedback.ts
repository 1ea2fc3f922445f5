import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import type { IndexHit, IndexRow } from '../index/search-index.ts';
import { termWeights } from '../index/vocabulary.ts';

/** What the best passages have in common, which tells of the query what its own words do not. */
export interface Feedback {
  /** Their telling terms, and what each counts, up to 1. */
  terms: Map<string, number>;
  /** Their middle; not of length 1. */
  vector: Float32Array;
  /** How much the terms are to be trusted, from 0 to 1. */
  trust: number;
}

const mostTerms = 40;
/** Terms that are common among the passages; which of them are telling, only these are asked of the vocabulary. */
const lookedUp = 300;
/** Weights are rounded to so many steps: terms of one weight are searched for together. */
const steps = 12;

/**
 * Pseudo relevance feedback (after Lavrenko and Croft's relevance models; Rocchio's for the vector): passages speak as
 * loudly as they score, and terms by how often they stand there and how rare they are otherwise.
 *
 * The second passage says how sure the query is. Where the first is far ahead or has all that was asked for, the query has
 * said enough, and what else stands there would only lead away.
 *
 * @param hits the best passages by words, each of them the reader's to see
 */
export async function feedbackOf(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  asked: ReadonlyMap<string, number>,
  hits: readonly IndexHit[],
  rows: readonly Pick<IndexRow, 'chunk' | 'terms' | 'vector'>[],
): Promise<Feedback> {
  const byChunk = new Map(rows.map((row) => [row.chunk, row]));
  const total = hits.reduce((sum, { score }) => sum + score, 0);
  const shares = new Map<string, number>();
  const vector = new Float32Array(rows[0]?.vector.length ?? 0);
  for (const { chunk, score } of hits) {
    const row = byChunk.get(chunk);
    if (row === undefined) continue;
    const voice = score / total;
    for (const term of row.terms) shares.set(term, (shares.get(term) ?? 0) + voice / row.terms.length);
    for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) + voice * (row.vector[at] ?? 0);
  }
  const common = [...shares].toSorted((a, b) => b[1] - a[1]).slice(0, lookedUp);
  const rarities = await termWeights(database, reader, [...asked.keys(), ...common.map(([term]) => term)]);
  const telling = common
    .map(([term, share]): [string, number] => [term, share * (rarities.get(term) ?? 0)])
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostTerms);
  const most = telling[0]?.[1] ?? 1;
  const [first, second] = hits;
  const held = new Set(byChunk.get(first?.chunk ?? -1)?.terms);
  return {
    terms: new Map(telling.map(([term, weight]) => [term, Math.ceil((weight / most) * steps) / steps])),
    vector,
    trust: ((second?.score ?? 0) / (first?.score ?? 1)) * (1 - 0.7 * coverage(asked, rarities, held)),
  };
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
