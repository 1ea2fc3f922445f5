import { countWeight } from '../../packages/knowledge/src/embed/static-embedder.ts';
import { wordPieces } from '../../packages/knowledge/src/embed/word-pieces.ts';
import type { Corpus, Passage } from './corpus.ts';
import { seededRandom } from './random.ts';

export interface ContrastOptions {
  dimensions: number;
  buckets: number;
  steps: number;
  batch: number;
  temperature: number;
  learningRate: number;
  /** Share of known words that are taken by their pieces, so that pieces learn too. */
  pieceShare: number;
  seed: number;
  progress: (step: number, loss: number, right: number) => void;
}

/** A text as the rows it is the weighted sum of. */
interface Sum {
  rows: number[];
  weights: number[];
  /** Of length 1. */
  vector: Float32Array;
  /** Length of the sum before it was made 1. */
  length: number;
}

/**
 * Moves the rows of a table so that texts that belong together come close, and the others of a batch go away: a title and
 * its passage, neighbouring passages, a few words and what stands around them (inverse cloze task, Lee et al., 2019).
 * Softmax over the batch, both ways; AdaGrad with one rate a row.
 *
 * @param table rows of words, then of pieces; changed in place
 */
export function contrast(table: Float32Array, corpus: Corpus, rowOf: Int32Array, options: ContrastOptions): void {
  const { dimensions, buckets, batch, temperature } = options;
  const { tokens, words, passages } = corpus;
  const random = seededRandom(options.seed);
  const knownRows = table.length / dimensions - buckets;
  const squares = new Float32Array(table.length / dimensions).fill(1e-8);
  const pieces = new Map<number, number[]>();

  function piecesOf(word: number): number[] {
    const known = pieces.get(word);
    if (known !== undefined) return known;
    const found = wordPieces(words[word] ?? '', buckets).map((piece) => knownRows + piece);
    pieces.set(word, found);
    return found;
  }

  function sumUp(text: readonly number[]): Sum {
    const counts = new Map<number, number>();
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    const sum: Sum = { rows: [], weights: [], vector: new Float32Array(dimensions), length: 1 };
    for (const [word, count] of counts) {
      const row = rowOf[word] ?? -1;
      const whole = row >= 0 && random() >= options.pieceShare;
      const parts = whole ? [row] : piecesOf(word);
      const weight = countWeight(count) / Math.sqrt(parts.length);
      for (const part of parts) {
        sum.rows.push(part);
        sum.weights.push(weight);
      }
    }
    const { vector } = sum;
    for (const [index, row] of sum.rows.entries()) addTo(vector, table, row * dimensions, sum.weights[index] ?? 0);
    sum.length = Math.sqrt(dot(vector, vector)) || 1;
    for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) / sum.length;
    return sum;
  }

  const slice = (start: number, end: number) => [...tokens.subarray(start, Math.max(start, end))];

  function pairOf(index: number): [number[], number[]] {
    const passage = passages[index] as Passage;
    const { start, end, titleStart, titleEnd } = passage;
    const kind = random();
    const titleLength = titleEnd - titleStart;
    if (kind < 0.25 && titleLength >= 2 && titleLength < 40) {
      return [slice(titleStart, titleEnd), slice(start, Math.min(end, start + 200))];
    }
    const next = passages[index + 1];
    if (kind < 0.5 && next?.document === passage.document) {
      return [slice(start, Math.min(end, start + 150)), slice(next.start, Math.min(next.end, next.start + 150))];
    }
    const length = 4 + Math.floor(random() * 12);
    const from = start + Math.floor(random() * Math.max(1, end - start - length));
    const to = Math.min(end, from + length);
    // Now and then with the words themselves in it, as a question shares words with its answer.
    if (random() < 0.15) return [slice(from, to), slice(start, Math.min(end, start + 250))];
    return [slice(from, to), [...slice(Math.max(start, from - 120), from), ...slice(to, Math.min(end, to + 120))]];
  }

  /** A third of a batch from one neighbourhood, which is harder to tell apart. */
  function nextBatch(): [Sum[], Sum[]] {
    const left: Sum[] = [];
    const right: Sum[] = [];
    const used = new Set<number>();
    const base = Math.floor(random() * passages.length);
    while (left.length < batch) {
      const near = left.length < batch / 3;
      const index =
        (near ? base + Math.floor(random() * 600) : Math.floor(random() * passages.length)) % passages.length;
      if (used.has(index)) continue;
      used.add(index);
      const [first, second] = pairOf(index);
      if (first.length < 2 || second.length < 4) continue;
      left.push(sumUp(first));
      right.push(sumUp(second));
    }
    return [left, right];
  }

  function descend(sum: Sum, gradient: Float32Array, rate: number): void {
    const along = dot(gradient, sum.vector);
    let norm = 0;
    for (let at = 0; at < dimensions; at++) {
      const value = ((gradient[at] ?? 0) - along * (sum.vector[at] ?? 0)) / sum.length;
      gradient[at] = value;
      norm += value * value;
    }
    for (const [index, row] of sum.rows.entries()) {
      const weight = sum.weights[index] ?? 0;
      squares[row] = (squares[row] ?? 0) + (weight * weight * norm) / dimensions;
      addRow(table, row * dimensions, gradient, (-rate * weight) / Math.sqrt(squares[row]));
    }
  }

  for (let step = 0; step < options.steps; step++) {
    const rate = options.learningRate * (1 - (0.9 * step) / options.steps);
    const [left, right] = nextBatch();
    const scores = left.map(({ vector }) => right.map((other) => Math.exp(dot(vector, other.vector) / temperature)));
    const rowSums = scores.map((row) => row.reduce((sum, value) => sum + value, 0));
    const columnSums = right.map((_, column) => scores.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    const leftGradients = left.map(() => new Float32Array(dimensions));
    const rightGradients = right.map(() => new Float32Array(dimensions));
    let loss = 0;
    let first = 0;
    for (const [row, values] of scores.entries()) {
      const own = values[row] ?? 0;
      loss -= Math.log(own / (rowSums[row] ?? 1)) / batch;
      if (own === Math.max(...values)) first += 1 / batch;
      for (const [column, value] of values.entries()) {
        const expected = (value / (rowSums[row] ?? 1) + value / (columnSums[column] ?? 1)) / 2;
        const gradient = (expected - (row === column ? 1 : 0)) / temperature;
        if (Math.abs(gradient) < 1e-3) continue;
        addTo(leftGradients[row] as Float32Array, (right[column] as Sum).vector, 0, gradient);
        addTo(rightGradients[column] as Float32Array, (left[row] as Sum).vector, 0, gradient);
      }
    }
    for (const [index, sum] of left.entries()) descend(sum, leftGradients[index] as Float32Array, rate);
    for (const [index, sum] of right.entries()) descend(sum, rightGradients[index] as Float32Array, rate);
    options.progress(step, loss, first);
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** `sum += factor * values[from...]` */
function addTo(sum: Float32Array, values: Float32Array, from: number, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + factor * (values[from + at] ?? 0);
}

/** `table[to...] += factor * values` */
function addRow(table: Float32Array, to: number, values: Float32Array, factor: number): void {
  for (let at = 0; at < values.length; at++) table[to + at] = (table[to + at] ?? 0) + factor * (values[at] ?? 0);
}
