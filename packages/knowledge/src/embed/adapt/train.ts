import { contrast, sumRows, type RowSum } from '../contrast.ts';
import { seededRandom } from '../seeded-random.ts';
import { countWeight } from '../static-embedder.ts';
import { hashedWord } from '../hashed-word.ts';
import { wordPieces } from '../word-pieces.ts';
import { dequantizeRows, quantizeRows, type WordTable } from '../word-table.ts';
import { embeddedWords } from '../words.ts';
import { newWords, placeNewWords } from './new-words.ts';
import { askedFor, type AdaptTexts } from './texts.ts';

const seed = 11;
const largestBatch = 128;
/** How often every passage is seen, about. */
const rounds = 6;
const [fewestSteps, mostSteps] = [100, 800];
const temperature = 0.05;
const learningRate = 0.3;
/** Of the way back to where a row was, each time that it moves: what the documents say little of stays what it was. */
const pull = 0.0002;
/** Of the way that training moved a known row: half of it brings most, and forgets less (Wortsman et al., 2022). */
const movedShare = 0.5;
/** Words of a passage that count. */
const longestText = 150;
/** Words without which a passage says nothing. */
const fewestWords = 4;
/** Of the pairs that are drawn: queries with what was opened, where there are any; of the others, titles and neighbours. */
const clickShare = 0.25;
const titleShare = 0.6;
const neighbourShare = 0.1;

/**
 * A copy of a table, moved so that passages come close to the titles above them, to their neighbours, to what was asked
 * when they were opened, and to words out of their middle. Frequent words that the table does not know get rows of their
 * own. The same texts give the same table.
 *
 * @param texts passages that are held out are not looked at
 */
export function trainTable(
  table: WordTable,
  texts: AdaptTexts,
  progress: (step: number, steps: number) => void,
): WordTable {
  const { dimensions, buckets } = table;
  const random = seededRandom(seed);
  const passages = texts.passages.filter(({ heldOut }) => !heldOut);
  const known = new Set(table.words);
  const added = newWords(passages, (word) => known.has(word));
  const words = [...table.words, ...added];
  const rowOf = new Map(words.map((word, row) => [word, row]));

  /** Rows of words and what they count, as the embedder takes them. */
  function rowsOf(text: readonly string[]): [number[], number[]] {
    const counts = new Map<string, number>();
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    const rows: number[] = [];
    const weights: number[] = [];
    for (const [word, count] of counts) {
      const row = rowOf.get(word);
      const parts = row === undefined ? wordPieces(word, buckets).map((piece) => words.length + piece) : [row];
      for (const part of parts) {
        rows.push(part);
        weights.push(countWeight(count) / Math.sqrt(parts.length));
      }
    }
    return [rows, weights];
  }

  const said = passages.map(({ text }) => embeddedWords(text));
  const asked = passages.map((passage) => embeddedWords(askedFor(passage)));
  const rows = withRowsFor(table, added.length);
  const sum = (text: readonly string[]): RowSum => sumRows(rows, dimensions, ...rowsOf(text));
  placeNewWords(rows, table, {
    added,
    texts: said.map((words, place) => [...(asked[place] ?? []), ...words]),
    vectorOf: (text) => sum(text).vector,
  });
  const original = rows.slice();

  const placeOf = new Map(passages.map((passage, place) => [passage, place]));
  const opened = texts.clicks.flatMap(({ query, passage }) => {
    const place = placeOf.get(texts.passages[passage] as (typeof passages)[number]);
    return place === undefined ? [] : [{ query: embeddedWords(query), place }];
  });

  function pairOf(place: number): [readonly string[], readonly string[]] {
    const own = said[place] ?? [];
    const kind = random();
    const next = passages[place + 1]?.document === passages[place]?.document ? said[place + 1] : undefined;
    if (kind < titleShare) return [asked[place] ?? [], own.slice(0, longestText)];
    if (kind < titleShare + neighbourShare && next !== undefined) {
      return [own.slice(0, longestText), next.slice(0, longestText)];
    }
    // A few words, and what stands around them (inverse cloze task, Lee et al., 2019).
    const length = 4 + Math.floor(random() * 12);
    const from = Math.floor(random() * Math.max(1, own.length - length));
    return [
      own.slice(from, from + length),
      [...own.slice(Math.max(0, from - 120), from), ...own.slice(from + length, from + length + 120)],
    ];
  }

  const batch = Math.min(largestBatch, Math.floor(passages.length / 2));

  function nextBatch(): [RowSum[], RowSum[]] {
    const left: RowSum[] = [];
    const right: RowSum[] = [];
    const used = new Set<string>();
    for (let tries = 0; left.length < batch && tries < batch * 4; tries++) {
      const click = random() < clickShare ? opened[Math.floor(random() * opened.length)] : undefined;
      const place = click?.place ?? Math.floor(random() * passages.length);
      const [first, second] = click === undefined ? pairOf(place) : [click.query, said[place] ?? []];
      // Two passages under one title are not to be told apart by it, nor is a passage to be from itself.
      const keys = [first.join(' '), String(place)];
      if (first.length === 0 || second.length < fewestWords || keys.some((key) => used.has(key))) continue;
      for (const key of keys) used.add(key);
      left.push(sum(first));
      right.push(sum(second));
    }
    return [left, right];
  }

  const enough = Math.ceil((rounds * passages.length) / Math.max(1, batch));
  const steps = batch < 2 ? 0 : Math.min(mostSteps, Math.max(fewestSteps, enough));
  contrast(rows, {
    dimensions,
    steps,
    temperature,
    learningRate,
    nextBatch,
    anchor: { table: original, pull },
    progress: (step) => progress(step + 1, steps),
  });
  const [firstNew, afterNew] = [table.words.length * dimensions, words.length * dimensions];
  for (let place = 0; place < rows.length; place++) {
    if (place >= firstNew && place < afterNew) continue;
    rows[place] = movedShare * (rows[place] ?? 0) + (1 - movedShare) * (original[place] ?? 0);
  }
  return { ...table, words: [...table.words, ...added.map(hashedWord)], ...quantizeRows(rows, dimensions) };
}

/** The rows of a table as numbers, with empty ones for new words between those of words and those of pieces. */
function withRowsFor(table: WordTable, added: number): Float32Array {
  const { dimensions, words } = table;
  const all = dequantizeRows(table);
  const rows = new Float32Array(all.length + added * dimensions);
  rows.set(all.subarray(0, words.length * dimensions));
  rows.set(all.subarray(words.length * dimensions), (words.length + added) * dimensions);
  return rows;
}
