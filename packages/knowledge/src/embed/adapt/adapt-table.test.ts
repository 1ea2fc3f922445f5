import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { createStaticEmbedder, readShippedTable } from '../static-embedder.ts';
import { decodeWordTable, type WordTable } from '../word-table.ts';
import { adaptTable } from './adapt-table.ts';
import type { AdaptTexts } from './texts.ts';

/** A part of the table that ships, as that is trained faster. */
const table = partOf(readShippedTable(), 4000, 1024);

function partOf({ values, scales, ...shipped }: WordTable, words: number, buckets: number): WordTable {
  const rows = words + buckets;
  return {
    ...shipped,
    words: shipped.words.slice(0, words),
    buckets,
    scales: scales.slice(0, rows),
    values: values.slice(0, rows * shipped.dimensions),
  };
}

const quiet = () => undefined;

/** A word that no table knows. */
function madeUp(random: () => number): string {
  const pick = (letters: string) => letters[Math.floor(random() * letters.length)] ?? '';
  return Array.from({ length: 3 }, () => pick('zxqvkw') + pick('aeiou') + pick('kzxvp')).join('');
}

/**
 * A company with a language of its own: what its titles call one thing, its passages call another. Every passage has the
 * word "procedure", so that all of them are found and only their order tells.
 */
function company({ isRandom }: { isRandom: boolean }): AdaptTexts {
  const random = seededRandom(5);
  const some = (words: readonly string[], count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? '');
  const topics = Array.from({ length: 10 }, () => ({
    asked: Array.from({ length: 5 }, () => madeUp(random)),
    said: Array.from({ length: 8 }, () => madeUp(random)),
  }));
  const passages = Array.from({ length: 200 }, (_, document) => {
    const topic = topics[document % topics.length];
    const other = isRandom ? topics[Math.floor(random() * topics.length)] : topic;
    return {
      document,
      heldOut: document % 50 >= 40,
      path: [`procedure ${some(topic?.asked ?? [], 3).join(' ')}`],
      text: `The procedure: ${some(other?.said ?? [], 12).join(' ')}.`,
    };
  });
  return { passages, clicks: [] };
}

test('a company with words of its own is searched better afterwards, and its words have rows without their names', async () => {
  const texts = company({ isRandom: false });
  const { report, file } = await adaptTable(table, texts, quiet);
  expect(report.accepted).toBe(true);
  expect(report.pairs).toBe(160);
  expect(report.words).toBeGreaterThan(100);
  expect(report.heldout.gain).toBeGreaterThan(0.05);
  expect(report.heldout.interval[0]).toBeGreaterThan(0);
  expect(report.heldout.after['recall@10']).toBeGreaterThan(report.heldout.before['recall@10']);
  const adapted = decodeWordTable(Buffer.from(file), 'adapted');
  expect(adapted.id).toMatch(/^atelier-words-256-1\+[\da-f]{12}$/);
  const words = texts.passages[0]?.text.match(/[a-z]{9}/g) ?? [];
  const known = words.filter((word) => word !== 'procedure');
  expect(known.length).toBeGreaterThan(5);
  expect(known.filter((word) => Buffer.from(file).includes(word))).toEqual([]);
  // In a query, a word without a row says nothing.
  const [before] = await createStaticEmbedder(table).embed([known[0] ?? ''], 'query');
  const [after] = await createStaticEmbedder(adapted).embed([known[0] ?? ''], 'query');
  expect([Math.max(...(before ?? [])), Math.hypot(...(after ?? []))]).toEqual([0, expect.closeTo(1, 3)]);
});

test('the same texts give the same table, and held-out passages have no part in it', async () => {
  const texts = company({ isRandom: false });
  const passages = texts.passages.map((passage) =>
    passage.heldOut ? { ...passage, text: 'Something else.' } : passage,
  );
  const { file } = await adaptTable(table, texts, quiet);
  expect(Buffer.from((await adaptTable(table, { ...texts, passages }, quiet)).file).equals(file)).toBe(true);
});

test('where titles say nothing of their passages, it is refused', async () => {
  const { report } = await adaptTable(table, company({ isRandom: true }), quiet);
  expect(report.heldout.pairs).toBeGreaterThan(20);
  expect(report.accepted).toBe(false);
});

test('little or nothing to learn from is refused, not an error', async () => {
  for (const passages of [[], company({ isRandom: false }).passages.slice(38, 44)]) {
    const { report } = await adaptTable(table, { passages, clicks: [] }, quiet);
    expect(report.accepted).toBe(false);
  }
});

test('clicks teach what a query means', async () => {
  const { passages } = company({ isRandom: false });
  const untitled = passages.map((passage) => ({ ...passage, path: ['procedure'] }));
  // Words that the table knows, a few for each topic.
  const clicks = passages.map((_, passage) => {
    const from = 1000 + (passage % 10) * 5;
    return { query: `procedure ${table.words.slice(from, from + 4).join(' ')}`, passage };
  });
  const { report } = await adaptTable(table, { passages: untitled, clicks }, quiet);
  expect(report.pairs).toBe(320);
  expect(report.accepted).toBe(true);
});
