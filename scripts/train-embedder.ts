/**
 * Trains the embedder that ships, and writes `packages/knowledge/models/words.table`:
 *
 *   node --max-old-space-size=8000 scripts/train-embedder.ts texts.jsonl.gz ...
 *
 * The files hold `{"title", "text"}` a line, open text of any kind. Which words stand near which gives each frequent word
 * a vector; pieces of words learn to imitate the words they stand in; then all of them are moved so that texts that belong
 * together come close. The same files give the same table.
 */
import { writeFileSync } from 'node:fs';
import { seededRandom } from '../packages/knowledge/src/embed/seeded-random.ts';
import { wordPieces } from '../packages/knowledge/src/embed/word-pieces.ts';
import { encodeWordTable, quantizeRows } from '../packages/knowledge/src/embed/word-table.ts';
import { contrastCorpus } from './embedder/contrast-corpus.ts';
import { mutualInformation } from './embedder/cooccurrence.ts';
import { readCorpus } from './embedder/corpus.ts';
import { factorise } from './embedder/factorise.ts';

/** Raise the revision with every table that goes into the repository: homes embed their documents anew. */
const id = 'atelier-words-256-1';
const dimensions = 256;
const mostWords = 28_000;
const leastOften = 6;
const buckets = 12_288;
const steps = 2500;
const seed = 3;
const output = new URL('../packages/knowledge/models/words.table', import.meta.url);

const started = Date.now();
const say = (text: string): boolean =>
  process.stdout.write(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);

const corpus = readCorpus(process.argv.slice(2));
say(`${corpus.tokens.length} words, ${corpus.words.length} of them different, in ${corpus.passages.length} passages`);
const countOf = (word: number): number => corpus.counts[word] ?? 0;
const vocabulary = corpus.words
  .map((_, word) => word)
  .toSorted((a, b) => countOf(b) - countOf(a))
  .slice(0, mostWords)
  .filter((word) => countOf(word) >= leastOften);

const information = mutualInformation(corpus, vocabulary, seed);
say(`${information.values.length} pairs of words that say something`);
const table = new Float32Array((vocabulary.length + buckets) * dimensions);
table.set(factorise(information, dimensions, seed + 1));
say('factorised');
weighByRarity();
removeCommonDirection();
imitateWords();
say('pieces imitate words');
const rowOf = new Int32Array(corpus.words.length).fill(-1);
for (const [row, word] of vocabulary.entries()) rowOf[word] = row;
let [lossSum, rightSum] = [0, 0];
contrastCorpus(table, corpus, rowOf, {
  dimensions,
  buckets,
  steps,
  batch: 192,
  temperature: 0.05,
  learningRate: 0.02,
  pieceShare: 0.08,
  seed: seed + 2,
  progress: (step, loss, right) => {
    lossSum += loss;
    rightSum += right;
    if ((step + 1) % 250 !== 0) return;
    say(`step ${step + 1}: loss ${(lossSum / 250).toFixed(3)}, right first ${(rightSum / 250).toFixed(3)}`);
    [lossSum, rightSum] = [0, 0];
  },
});

const words = vocabulary.map((word) => corpus.words[word] ?? '');
const file = encodeWordTable({ id, dimensions, words, buckets, ...quantizeRows(table, dimensions) });
writeFileSync(output, file);
say(`${(file.length / 1e6).toFixed(1)} MB written`);

/** Words that stand everywhere say least: the length of a row is the weight of its word in a text. */
function weighByRarity(): void {
  for (const [row, word] of vocabulary.entries()) {
    const vector = table.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.hypot(...vector) || 1;
    const weight = Math.log(1 + (0.05 * corpus.tokens.length) / (20 + countOf(word))) / 4;
    for (let at = 0; at < dimensions; at++) vector[at] = ((vector[at] ?? 0) * weight) / length;
  }
}

/** What all words have in common tells no text from another (Arora, Liang and Ma, 2017). */
function removeCommonDirection(): void {
  const mean = new Float64Array(dimensions);
  let total = 0;
  for (const [row, word] of vocabulary.entries()) {
    const weight = Math.sqrt(countOf(word));
    total += weight;
    for (let at = 0; at < dimensions; at++) mean[at] = (mean[at] ?? 0) + weight * (table[row * dimensions + at] ?? 0);
  }
  for (let place = 0; place < vocabulary.length * dimensions; place++) {
    table[place] = (table[place] ?? 0) - (mean[place % dimensions] ?? 0) / total;
  }
}

/** Fits the rows of pieces so that their sum is near the word: a few rounds of Kaczmarz's method. */
function imitateWords(): void {
  const random = seededRandom(seed + 3);
  const firstPiece = vocabulary.length;
  for (let place = firstPiece * dimensions; place < table.length; place++) {
    table[place] = (random() + random() + random() - 1.5) * 0.12;
  }
  for (let round = 0; round < 6; round++) {
    for (const [row, word] of vocabulary.entries()) {
      const pieces = wordPieces(corpus.words[word] ?? '', buckets).map((piece) => (firstPiece + piece) * dimensions);
      const share = 1 / Math.sqrt(pieces.length);
      for (let at = 0; at < dimensions; at++) {
        let sum = 0;
        for (const piece of pieces) sum += table[piece + at] ?? 0;
        const move = (0.3 * ((table[row * dimensions + at] ?? 0) - sum * share)) / (share * pieces.length);
        for (const piece of pieces) table[piece + at] = (table[piece + at] ?? 0) + move;
      }
    }
  }
}
