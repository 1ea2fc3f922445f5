import { seededRandom } from '../../packages/knowledge/src/embed/seeded-random.ts';
import type { Corpus } from './corpus.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Words that far apart still count as neighbours, after frequent ones are thinned out. */
const windowWords = 8;
/** Words more frequent than this share are thinned out, as in word2vec. */
const thinAbove = 1e-4;
/** Makes rare contexts count less than they would (Levy, Goldberg and Dagan, 2015). */
const contextSmoothing = 0.75;
const tableSize = 1 << 26;

/**
 * How much more often two words stand near each other than chance has it: positive pointwise mutual information.
 *
 * @param vocabulary places of the words in the corpus; row r of the matrix is word `vocabulary[r]`
 */
export function mutualInformation(corpus: Corpus, vocabulary: readonly number[], seed: number): SparseMatrix {
  const size = vocabulary.length;
  const { keys, weights } = countPairs(corpus, vocabulary, seed);
  const totals = new Float64Array(size);
  const eachPair = (visit: (first: number, second: number, weight: number) => void) => {
    for (let slot = 0; slot < tableSize; slot++) {
      const key = keys[slot] ?? 0;
      if (key > 0) visit(Math.floor((key - 1) / size), (key - 1) % size, weights[slot] ?? 0);
    }
  };
  eachPair((first, second, weight) => {
    totals[first] = (totals[first] ?? 0) + weight;
    totals[second] = (totals[second] ?? 0) + weight;
  });
  const smoothed = totals.map((total) => total ** contextSmoothing);
  const allSmoothed = smoothed.reduce((sum, value) => sum + value, 0);
  const information = (word: number, context: number, weight: number) =>
    Math.log(weight / (totals[word] ?? 1) / ((smoothed[context] ?? 1) / allSmoothed));
  const eachInformative = (visit: (first: number, second: number, value: number) => void) => {
    eachPair((first, second, weight) => {
      const value = (information(first, second, weight) + information(second, first, weight)) / 2;
      // A pair seen once from afar says nothing.
      if (weight >= 0.9 && value > 0) visit(first, second, value);
    });
  };
  const starts = new Int32Array(size + 1);
  eachInformative((first, second) => {
    starts[first + 1] = (starts[first + 1] ?? 0) + 1;
    starts[second + 1] = (starts[second + 1] ?? 0) + 1;
  });
  for (let row = 0; row < size; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const columns = new Int32Array(starts[size] ?? 0);
  const values = new Float32Array(columns.length);
  const next = starts.slice();
  const put = (row: number, column: number, value: number) => {
    const entry = next[row] ?? 0;
    columns[entry] = column;
    values[entry] = value;
    next[row] = entry + 1;
  };
  eachInformative((first, second, value) => {
    put(first, second, value);
    put(second, first, value);
  });
  return { size, starts, columns, values };
}

/** Weighted counts of pairs in an open hash table; a key is `first * size + second + 1`, 0 is a free slot. */
function countPairs({ tokens, counts, passages }: Corpus, vocabulary: readonly number[], seed: number) {
  const size = vocabulary.length;
  const random = seededRandom(seed);
  const rowOf = new Int32Array(counts.length).fill(-1);
  for (const [row, word] of vocabulary.entries()) rowOf[word] = row;
  const kept = counts.map((count) => Math.sqrt(thinAbove / (count / tokens.length)));
  const keys = new Float64Array(tableSize);
  const weights = new Float32Array(tableSize);
  let used = 0;
  const add = (first: number, second: number, weight: number) => {
    const key = first * size + second + 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & (tableSize - 1);
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (tableSize - 1);
    if (keys[slot] === 0) {
      if (used > tableSize * 0.8) return;
      keys[slot] = key;
      used += 1;
    }
    weights[slot] = (weights[slot] ?? 0) + weight;
  };
  const recent = new Int32Array(windowWords);
  let seen = 0;
  let document = -1;
  for (const passage of passages) {
    if (passage.document !== document) seen = 0;
    document = passage.document;
    for (let at = passage.start; at < passage.end; at++) {
      const word = tokens[at] ?? 0;
      const row = rowOf[word] ?? -1;
      if (row < 0 || random() > (kept[word] ?? 0)) continue;
      for (let distance = 1; distance <= Math.min(seen, windowWords); distance++) {
        const other = recent[(seen - distance) % windowWords] ?? 0;
        if (other !== row) add(Math.min(row, other), Math.max(row, other), 1 / Math.sqrt(distance));
      }
      recent[seen % windowWords] = row;
      seen += 1;
    }
  }
  return { keys, weights };
}
