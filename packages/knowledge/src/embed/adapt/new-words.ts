import type { WordTable } from '../word-table.ts';
import { embeddedWords } from '../words.ts';
import { askedFor, type AdaptPassage } from './texts.ts';

/** A word of fewer documents is a name of one of them, not a word of the company. */
const fewestDocuments = 3;
const leastOften = 8;
const mostWords = 5000;

/** The words that often occur in these passages and that are not known, the most frequent first. Numbers are none. */
export function newWords(passages: readonly AdaptPassage[], isKnown: (word: string) => boolean): string[] {
  const found = new Map<string, { count: number; documents: Set<number> }>();
  for (const passage of passages) {
    const { document, text } = passage;
    for (const word of embeddedWords(`${askedFor(passage)}\n${text}`)) {
      if (isKnown(word) || !/\p{L}{2}/u.test(word)) continue;
      const entry = found.get(word) ?? { count: 0, documents: new Set() };
      found.set(word, entry);
      entry.count += 1;
      if (entry.documents.size < fewestDocuments) entry.documents.add(document);
    }
  }
  return [...found]
    .filter(([, { count, documents }]) => count >= leastOften && documents.size >= fewestDocuments)
    .toSorted(([a, { count: first }], [b, { count: second }]) => second - first || (a < b ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word);
}

/** So many rows of rare words say how long those of new words are to be. */
const rareRows = 1000;

/**
 * Fills the rows of new words, which follow those of the known ones: a word begins in the middle of the texts that it
 * stands in, without what all texts have in common (after Khodak et al., 2018).
 *
 * @param rows changed in place
 * @param texts in words
 */
export function placeNewWords(
  rows: Float32Array,
  { dimensions, words: known }: Pick<WordTable, 'dimensions' | 'words'>,
  {
    added,
    texts,
    vectorOf,
  }: { added: readonly string[]; texts: readonly string[][]; vectorOf: (text: readonly string[]) => Float32Array },
): void {
  if (added.length === 0) return;
  const places = new Map(added.map((word, place) => [word, place]));
  const middles = added.map(() => new Float32Array(dimensions));
  const counts = added.map(() => 0);
  const middleOfAll = new Float32Array(dimensions);
  for (const text of texts) {
    const vector = vectorOf(text);
    addTo(middleOfAll, vector, 1 / texts.length);
    for (const word of new Set(text)) {
      const place = places.get(word);
      if (place === undefined) continue;
      addTo(middles[place] as Float32Array, vector, 1);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const from = Math.max(0, known.length - rareRows);
  let length = 0;
  for (let row = from; row < known.length; row++) {
    length += Math.hypot(...rows.subarray(row * dimensions, (row + 1) * dimensions)) / (known.length - from);
  }
  for (const [place, middle] of middles.entries()) {
    addTo(middle, middleOfAll, -(counts[place] ?? 0));
    const own = Math.hypot(...middle) || 1;
    rows.set(
      middle.map((value) => (value * length) / own),
      (known.length + place) * dimensions,
    );
  }
}

function addTo(sum: Float32Array, values: Float32Array, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + factor * (values[at] ?? 0);
}
