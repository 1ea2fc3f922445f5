import { stemEnglish } from '../packages/knowledge/src/text/stem-english.ts';

const saturation = 0.9;
const lengthShare = 0.4;

/** BM25 as papers use it for comparison: k1 .9, b .4, Porter2 stems, the 33 stop words of Lucene out; nothing else. */
export function plainBm25(texts: readonly string[]): (query: string, limit: number) => number[] {
  const postings = new Map<string, { text: number; count: number }[]>();
  const lengths = texts.map((text, number) => {
    const terms = termsOf(text);
    for (const [term, { length }] of Map.groupBy(terms, (term) => term)) {
      const present = postings.get(term);
      if (present === undefined) postings.set(term, [{ text: number, count: length }]);
      else present.push({ text: number, count: length });
    }
    return terms.length;
  });
  const usual = lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  return (query, limit) => {
    const scores = new Map<number, number>();
    for (const term of termsOf(query)) {
      const found = postings.get(term) ?? [];
      const rarity = Math.log(1 + (texts.length - found.length + 0.5) / (found.length + 0.5));
      for (const { text, count } of found) {
        const dampened = saturation * (1 - lengthShare + (lengthShare * (lengths[text] ?? 0)) / usual);
        scores.set(text, (scores.get(text) ?? 0) + (rarity * count) / (count + dampened));
      }
    }
    const best = [...scores].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
    return best.slice(0, limit).map(([text]) => text);
  };
}

const stopWords = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

const termsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !stopWords.has(word)).map(stemEnglish);
