import { expect, test } from 'vitest';
import { createStaticEmbedder, shippedEmbedder } from './static-embedder.ts';
import { wordPieces } from './word-pieces.ts';
import { decodeWordTable, encodeWordTable, quantizeRows, type WordTable } from './word-table.ts';

const cosine = async (a: string, b: string) => {
  const [first = new Float32Array(), second = new Float32Array()] = await shippedEmbedder.embed([a, b], 'passage');
  return first.reduce((sum, value, at) => sum + value * (second[at] ?? 0), 0);
};

test('the embedder that ships: vectors of length 1, the same every time, nearer where the meaning is', async () => {
  const texts = ['The doctor bled the patient.', 'Grüße aus Köln', 'getUserName', 'zzqy', '日本語'];
  const vectors = await shippedEmbedder.embed(texts, 'passage');
  for (const vector of vectors) {
    expect(vector).toHaveLength(shippedEmbedder.dimensions);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  }
  expect(await shippedEmbedder.embed(texts, 'passage')).toEqual(vectors);
  expect(await cosine('the physician cured him', 'a doctor healed the sick man')).toBeGreaterThan(
    (await cosine('the physician cured him', 'the compiler reports an error')) + 0.2,
  );
  expect(await cosine('delete a file', 'remove documents')).toBeGreaterThan(await cosine('delete a file', 'pay taxes'));
});

test('a word that nobody has seen is near to its own forms, not to others', async () => {
  expect(await cosine('flurbozation', 'flurbozationing')).toBeGreaterThan(0.6);
  expect(Math.abs(await cosine('flurbozation', 'quixwimpel'))).toBeLessThan(0.5);
});

test('a text without a word has no direction', async () => {
  for (const vector of await shippedEmbedder.embed(['', ' ?! ', '—'], 'passage')) expect(Math.max(...vector)).toBe(0);
});

const table: WordTable = {
  id: 'tiny',
  dimensions: 2,
  words: ['red', 'größe'],
  buckets: 2,
  ...quantizeRows(Float32Array.from([1, 0, 0, 3, 0.5, 0.5, -0.5, 0.5]), 2),
};

test('a table comes back from its file as it was, to the precision of a byte', () => {
  const back = decodeWordTable(encodeWordTable(table), 'tiny.table');
  expect(back).toEqual(table);
  const [value = 0, scale = 0] = [back.values[3], back.scales[1]];
  expect(value * scale).toBeCloseTo(3, 5);
  expect(createStaticEmbedder(back).embed(['red'], 'passage')).toEqual([Float32Array.from([1, 0])]);
});

test('a file that is cut off or something else is refused, by name', () => {
  const file = encodeWordTable(table);
  for (const broken of [file.subarray(0, -1), file.subarray(0, 10), Buffer.from('hello\nworld\n'), Buffer.alloc(0)])
    expect(() => decodeWordTable(broken, 'tiny.table')).toThrow(expect.objectContaining({ code: 'embedder_damaged' }));
});

test('words are cut into pieces with their edges marked, and pieces are numbers below the number of buckets', () => {
  expect(wordPieces('ab', 1000)).toHaveLength(3);
  expect(wordPieces('x', 1000)).toHaveLength(1);
  expect(wordPieces('winding', 7).every((piece) => piece >= 0 && piece < 7)).toBe(true);
  const shared = wordPieces('winding', 1e9).filter((piece) => wordPieces('windmill', 1e9).includes(piece));
  expect(shared.length).toBeGreaterThanOrEqual(6);
});

test('in a query, a word that nobody has seen says nothing', async () => {
  const [plain, more] = await shippedEmbedder.embed(['leave for donors', 'leave for donors qzptvjbrmhx'], 'query');
  expect(more).toEqual(plain);
});
