import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { shippedEmbedder } from '../static-embedder.ts';
import { encodeWordTable, quantizeRows } from '../word-table.ts';
import { keepAdapted, removeAdapted, wordsEmbedderOf } from './adapted-table.ts';

const adapted = encodeWordTable({
  id: 'words+1',
  dimensions: 2,
  words: ['red'],
  buckets: 1,
  ...quantizeRows(Float32Array.from([1, 0, 0, 1]), 2),
});

test('a home has the table that was kept for it, until that is removed', async () => {
  const home = scratchFolder();
  expect(wordsEmbedderOf(home).id).toBe(shippedEmbedder.id);
  await keepAdapted(home, adapted);
  const choice = wordsEmbedderOf(home);
  expect([choice.id, choice.spec]).toEqual(['words+1', { kind: 'words', adapted: true }]);
  expect(await (await choice.open()).embed(['red'], 'query')).toEqual([Float32Array.from([1, 0])]);
  expect(readdirSync(join(home, 'models'))).toEqual(['adapted.table']);
  await removeAdapted(home);
  expect(wordsEmbedderOf(home)).toMatchObject({ id: shippedEmbedder.id, spec: { kind: 'words' } });
  await removeAdapted(home);
});

test('a damaged file counts as none', async () => {
  const home = scratchFolder();
  await keepAdapted(home, adapted);
  truncateSync(join(home, 'models', 'adapted.table'), 40);
  expect(wordsEmbedderOf(home).id).toBe(shippedEmbedder.id);
});
