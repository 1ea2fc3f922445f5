import type { FoundRow } from '../../index/search-index.ts';
import { depth, rankRows } from '../../search/hybrid.ts';
import { terms } from '../../text/analyze.ts';
import { detectLanguage } from '../../text/language.ts';
import type { Embedder } from '../embedder.ts';
import { embeddedWords } from '../words.ts';
import { askedFor, type AdaptTexts } from './texts.ts';

/** Scores of one query, or their means, from 0 to 1. */
export interface Scores {
  ndcg: number;
  recall: number;
}

/** A query of the held-out part, and the passages that are right for it. */
interface HeldOutQuery {
  text: string;
  right: ReadonlySet<number>;
  document: number;
}

export interface HeldOut {
  /** The document that each query is about: those of one document are no independent witnesses. */
  documents: number[];
  /** The scores of each query at ten passages, searched as `search` does, with the vectors of this embedder. */
  measure(embedder: Embedder, progress: (done: number, total: number) => void): Promise<Scores[]>;
}

const mostQueries = 1500;
/** Whoever searches can click a lot. */
const mostClicks = mostQueries / 2;
const mostHeldOutPassages = 3000;
const mostOthers = 3000;
const cutoff = 10;
/** The constants of BM25. */
const [saturation, lengthShare] = [0.9, 0.4];

/**
 * Queries that training has not seen: titles with headings, whose passages stand without them among others, and clicks.
 */
export function heldOutPart(texts: AdaptTexts): HeldOut {
  const { passages } = texts;
  const placesOf = (heldOut: boolean, most: number) =>
    [...passages.keys()].filter((place) => passages[place]?.heldOut === heldOut).slice(0, most);
  const sample = [...placesOf(true, mostHeldOutPassages), ...placesOf(false, mostOthers)];
  const rowTerms = sample.map((place) => termsOf(passages[place]?.text ?? ''));
  const queries = heldOutQueries(texts, sample);
  const postings = new Map<string, Map<number, number>>();
  for (const [row, own] of rowTerms.entries()) {
    for (const term of own) {
      const rows = postings.get(term) ?? new Map<number, number>();
      postings.set(term, rows.set(row, (rows.get(row) ?? 0) + 1));
    }
  }
  const usualLength = rowTerms.reduce((sum, own) => sum + own.length, 0) / Math.max(1, sample.length);

  const rarity = (term: string) => {
    const count = postings.get(term)?.size ?? 0;
    return Math.log(1 + (sample.length - count + 0.5) / (count + 0.5)) / Math.log(1 + (sample.length + 0.5) / 0.5);
  };
  const raritiesOf = (asked: readonly string[]) => Promise.resolve(new Map(asked.map((term) => [term, rarity(term)])));

  /** The best rows by words, as an index proposes them. */
  function propose(asked: readonly string[]): { row: number; score: number }[] {
    const scores = new Map<number, number>();
    for (const term of asked) {
      for (const [row, count] of postings.get(term) ?? []) {
        const length = (rowTerms[row]?.length ?? 0) / usualLength;
        const share = count / (count + saturation * (1 - lengthShare + lengthShare * length));
        scores.set(row, (scores.get(row) ?? 0) + rarity(term) * share);
      }
    }
    const rows = [...scores].map(([row, score]) => ({ row, score }));
    return rows.toSorted((a, b) => b.score - a.score || a.row - b.row).slice(0, depth);
  }

  async function measure(embedder: Embedder, progress: (done: number, total: number) => void): Promise<Scores[]> {
    const vectors: Float32Array[] = [];
    for (const place of sample) vectors.push(...(await embedder.embed([passages[place]?.text ?? ''], 'passage')));
    const scores: Scores[] = [];
    for (const { text, right } of queries) {
      const asked = new Set(termsOf(text));
      const rows: FoundRow[] = propose([...asked]).map(({ row, score }) => ({
        chunk: row,
        score,
        terms: rowTerms[row] ?? [],
        vector: vectors[row] ?? new Float32Array(embedder.dimensions),
      }));
      const query = { text, asked: new Map([...asked].map((term) => [term, 1])) };
      const ranked = await rankRows({ raritiesOf, embedder }, query, rows);
      scores.push(
        scoreOf(
          ranked.slice(0, cutoff).map(({ chunk }) => right.has(chunk)),
          right.size,
        ),
      );
      progress(scores.length, queries.length);
    }
    return scores;
  }

  return { documents: queries.map(({ document }) => document), measure };
}

/** Queries about held-out passages of the sample; places in the sample of what is right for them. */
function heldOutQueries({ passages, clicks }: AdaptTexts, sample: readonly number[]): HeldOutQuery[] {
  const rowOf = new Map(sample.map((place, row) => [place, row]));
  const byTitles = Map.groupBy(sample, (place) => askedFor(passages[place] as (typeof passages)[number]));
  const titled: HeldOutQuery[] = [];
  for (const [text, places] of byTitles) {
    const first = places.map((place) => passages[place]).find((passage) => passage?.heldOut);
    if (first === undefined || embeddedWords(text).length < 2) continue;
    titled.push({ text, right: new Set(places.map((place) => rowOf.get(place) ?? -1)), document: first.document });
  }
  const clicked = clicks.flatMap(({ query, passage }): HeldOutQuery[] => {
    const row = rowOf.get(passage);
    if (row === undefined || passages[passage]?.heldOut !== true) return [];
    return [{ text: query, right: new Set([row]), document: passages[passage].document }];
  });
  return [...titled, ...clicked.slice(0, mostClicks)].slice(0, mostQueries);
}

const termsOf = (text: string): string[] => terms(text, detectLanguage(text, 'en'));

function scoreOf(isRight: readonly boolean[], all: number): Scores {
  const gain = (count: number, counts: (rank: number) => boolean) =>
    Array.from({ length: count }, (_, rank) => (counts(rank) ? 1 / Math.log2(rank + 2) : 0)).reduce((a, b) => a + b, 0);
  return {
    ndcg: gain(cutoff, (rank) => isRight[rank] === true) / gain(Math.min(cutoff, all), () => true),
    recall: isRight.filter(Boolean).length / all,
  };
}
