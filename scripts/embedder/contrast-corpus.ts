import { contrast, sumRows, type RowSum } from '../../packages/knowledge/src/embed/contrast.ts';
import { seededRandom } from '../../packages/knowledge/src/embed/seeded-random.ts';
import { countWeight } from '../../packages/knowledge/src/embed/static-embedder.ts';
import { wordPieces } from '../../packages/knowledge/src/embed/word-pieces.ts';
import type { Corpus, Passage } from './corpus.ts';

export interface CorpusContrastOptions {
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

/**
 * Contrastive training on a corpus: a title belongs to its passage, a passage to its neighbour, and a few words to what
 * stands around them (inverse cloze task, Lee et al., 2019).
 *
 * @param table rows of words, then of pieces; changed in place
 */
export function contrastCorpus(
  table: Float32Array,
  corpus: Corpus,
  rowOf: Int32Array,
  options: CorpusContrastOptions,
): void {
  const { dimensions, buckets, batch } = options;
  const { tokens, words, passages } = corpus;
  const random = seededRandom(options.seed);
  const knownRows = table.length / dimensions - buckets;
  const pieces = new Map<number, number[]>();

  function piecesOf(word: number): number[] {
    const known = pieces.get(word);
    if (known !== undefined) return known;
    const found = wordPieces(words[word] ?? '', buckets).map((piece) => knownRows + piece);
    pieces.set(word, found);
    return found;
  }

  function sumUp(text: readonly number[]): RowSum {
    const counts = new Map<number, number>();
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    const rows: number[] = [];
    const weights: number[] = [];
    for (const [word, count] of counts) {
      const row = rowOf[word] ?? -1;
      const whole = row >= 0 && random() >= options.pieceShare;
      const parts = whole ? [row] : piecesOf(word);
      const weight = countWeight(count) / Math.sqrt(parts.length);
      for (const part of parts) {
        rows.push(part);
        weights.push(weight);
      }
    }
    return sumRows(table, dimensions, rows, weights);
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
  function nextBatch(): [RowSum[], RowSum[]] {
    const left: RowSum[] = [];
    const right: RowSum[] = [];
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

  contrast(table, { ...options, nextBatch });
}
