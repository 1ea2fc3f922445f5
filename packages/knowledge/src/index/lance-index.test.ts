import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { filesWith } from '../testing/knowledge.fixture.ts';
import { openLanceIndex } from './lance-index.ts';
import { describeSearchIndex } from './search-index.conformance.ts';

describeSearchIndex('LanceDB', async () => {
  const folder = scratchFolder();
  return {
    index: await openLanceIndex(folder, { dimensions: 3 }),
    reopen: () => openLanceIndex(folder, { dimensions: 3, repair: false }),
  };
});

test('after purging, no file of the index holds a word of what was removed', async () => {
  const folder = scratchFolder();
  const index = await openLanceIndex(folder, { dimensions: 3 });
  // Four bytes that spell a word.
  const secretNumber = new Float32Array(Uint8Array.from(Buffer.from('zqxv')).buffer)[0] ?? 0;
  const rows = Array.from({ length: 50 }, (_, chunk) => ({
    chunk,
    document: `doc${chunk}`,
    version: 'v',
    access: ['everyone'],
    terms: chunk === 7 ? ['xylophonist', 'secretword'] : ['common', `word${chunk}`],
    vector: Float32Array.from([1, 0, chunk === 7 ? secretNumber : 0]),
  }));
  await index.replace([], rows);
  await index.optimize();
  expect(filesWith(folder, 'secretword')).not.toEqual([]);
  expect(filesWith(folder, 'zqxv')).not.toEqual([]);
  await index.replace(['doc7'], []);
  await index.purge();
  expect(filesWith(folder, 'secretword')).toEqual([]);
  expect(filesWith(folder, 'doc7')).toEqual([]);
  expect(filesWith(folder, 'zqxv')).toEqual([]);
  expect(await index.count()).toBe(49);
});

test('purging many rows goes part by part, and searches find all of them all the time', async () => {
  const folder = scratchFolder();
  const index = await openLanceIndex(folder, { dimensions: 3 });
  const rows = Array.from({ length: 21_000 }, (_, chunk) => ({
    chunk,
    document: `doc${chunk % 100}`,
    version: 'v',
    access: ['everyone'],
    terms: [chunk % 100 === 7 ? `zquorn${chunk}` : `word${chunk}`, `kind${chunk % 1000}`],
    vector: Float32Array.from([1, 0, 0]),
  }));
  for (let first = 0; first < rows.length; first += 3000) await index.replace([], rows.slice(first, first + 3000));
  await index.optimize();
  await index.replace(['doc7'], []);
  const found = async () => (await index.search({ terms: ['kind3'], principals: null, limit: 50 })).length;
  expect(await found()).toBe(21);
  const purging = { done: false };
  const purge = index.purge().then(() => (purging.done = true));
  while (!purging.done) expect(await found()).toBe(21);
  await purge;
  expect(await found()).toBe(21);
  expect(filesWith(folder, 'zquorn')).toEqual([]);
  expect(await index.count()).toBe(20_790);
  const contents = await index.contents();
  expect(contents.size).toBe(99);
  expect(contents.get('doc3')).toEqual({ version: 'v', rows: 210 });
}, 60_000);

test('a damaged index is made anew instead of stopping everything', async () => {
  const folder = scratchFolder();
  const first = await openLanceIndex(folder, { dimensions: 3 });
  const vector = new Float32Array(3);
  await first.replace([], [{ chunk: 1, document: 'd', version: 'v', access: [], terms: ['x'], vector }]);
  first.close();
  for (const name of readdirSync(folder)) {
    for (const inside of readdirSync(join(folder, name))) {
      if (inside.startsWith('_versions')) rmSync(join(folder, name, inside), { recursive: true });
    }
  }
  const index = await openLanceIndex(folder);
  expect(await index.count()).toBe(0);
});

test('a text index of hundreds of thousands of words is built to its end, on few cores too', async () => {
  const index = await openLanceIndex(scratchFolder(), { dimensions: 3 });
  const rows = Array.from({ length: 400 }, (_, chunk) => ({
    chunk,
    document: `doc${chunk}`,
    version: 'v',
    access: ['everyone'],
    terms: Array.from({ length: 1000 }, (_, word) => `word${chunk * 1000 + word}`),
    vector: Float32Array.from([1, 0, 0]),
  }));
  await index.replace([], rows);
  await index.optimize();
  expect(await index.search({ terms: ['word123456'], principals: null, limit: 5 })).toMatchObject([{ chunk: 123 }]);
});
