import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Embedder, TextRole } from './embedder.ts';
import { toUnitLength } from './vectors.ts';
import { hashedWord, isHashed } from './hashed-word.ts';
import { wordPieces } from './word-pieces.ts';
import { decodeWordTable, type WordTable } from './word-table.ts';
import { embeddedWords } from './words.ts';

/** The table that ships, made by `scripts/train-embedder.ts`. */
const shippedFile = fileURLToPath(new URL('../../models/words.table', import.meta.url));
export const shippedDimensions = 256;

let loaded: Embedder | null = null;

/** @throws AtelierError `embedder_damaged` where it cannot be used */
export const readShippedTable = (): WordTable => decodeWordTable(readFileSync(shippedFile), shippedFile);

/**
 * The embedder that ships: needs no download and no model server. A text is the weighted sum of its words' vectors, so
 * it knows synonyms and neighbours of words, and nothing of their order. Its table is read when it is first used, which
 * throws AtelierError `embedder_damaged` where that cannot be.
 */
export const shippedEmbedder: Embedder = {
  id: 'atelier-words-256-1',
  dimensions: shippedDimensions,
  embed(texts, role) {
    loaded ??= createStaticEmbedder(readShippedTable());
    return loaded.embed(texts, role);
  },
};

/**
 * Embeds by a table. In a passage, a word that the table does not know is the sum of its pieces, so that passages with the
 * same names and codes are near each other. In a query it says nothing: what has it is found by the word itself.
 */
export function createStaticEmbedder(table: WordTable): Embedder {
  const { dimensions, scales, values } = table;
  const rows = new Map(table.words.map((word, row) => [word, row]));
  const hasHashed = table.words.some(isHashed);

  function addRow(sum: Float32Array, row: number, weight: number): void {
    const factor = weight * (scales[row] ?? 0);
    const from = row * dimensions;
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + factor * (values[from + at] ?? 0);
  }

  function embedOne(text: string, role: TextRole): Float32Array {
    const counts = new Map<string, number>();
    for (const word of embeddedWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const sum = new Float32Array(dimensions);
    for (const [word, count] of counts) {
      const weight = countWeight(count);
      const row = rows.get(word) ?? (hasHashed ? rows.get(hashedWord(word)) : undefined);
      if (row !== undefined) {
        addRow(sum, row, weight);
        continue;
      }
      if (role === 'query') continue;
      const pieces = wordPieces(word, table.buckets);
      for (const piece of pieces) addRow(sum, table.words.length + piece, weight / Math.sqrt(pieces.length));
    }
    return toUnitLength(sum);
  }

  return { id: table.id, dimensions, embed: (texts, role) => texts.map((text) => embedOne(text, role)) };
}

/** How much a word counts that stands in a text so often. */
export const countWeight = (count: number): number => 1 + Math.log(count);
