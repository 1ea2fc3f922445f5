import { expect, test } from 'vitest';
import { owner, readerOf } from '../documents/access.ts';
import { orWordsAlone } from '../embed/or-words-alone.ts';
import { shippedEmbedder } from '../embed/static-embedder.ts';
import { filesWith, memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import { createIndexer, rowsOf } from './indexer.ts';
import { termWeights } from './vocabulary.ts';

async function openTexts(entries: [uri: string, text: string][]) {
  const home = await openTestHome();
  const texts = new Map(entries);
  const { source } = await home.knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const sync = () => home.knowledge.sync(source.id, home.run, memorySource(texts));
  await sync();
  const found = async (query: string) =>
    (await home.knowledge.search(query, { limit: 10, reader: owner })).hits.map((hit) => hit.uri);
  return { ...home, texts, sync, found };
}

test('an outbox entry leaves only when the index has taken it, and taking it again changes nothing', async () => {
  const { database, index, knowledge } = await openTexts([['m:a', 'alpha']]);
  const { id } = await database.selectFrom('documents').select('id').executeTakeFirstOrThrow();
  await database
    .insertInto('outbox')
    .values([{ document_id: id }, { document_id: id }])
    .execute();
  const broken = createIndexer(database, {
    index: { ...index, replace: () => Promise.reject(new Error('disk trouble')) },
    embedder: orWordsAlone(shippedEmbedder),
    shadow: null,
  });
  await expect(broken.flush()).rejects.toThrow('disk trouble');
  expect(await database.selectFrom('outbox').selectAll().execute()).toHaveLength(2);
  await knowledge.catchUp();
  expect(await database.selectFrom('outbox').selectAll().execute()).toHaveLength(0);
  expect(await index.count()).toBe(1);
});

test('others have their turn while a long document is analysed', async () => {
  const paragraphs = Array.from({ length: 600 }, (_, n) => `Paragraph ${n}. ${'The whale sings. '.repeat(60)}`);
  const { database } = await openTexts([['m:long', paragraphs.join('\n\n')]]);
  const { id, document } = await database
    .selectFrom('versions')
    .select(['id', 'document_id as document'])
    .executeTakeFirstOrThrow();
  let turns = 0;
  let isDone = false;
  const takeTurns = () => {
    turns++;
    if (!isDone) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);
  const rows = await rowsOf(database, { document, version: id, title: 'long' });
  isDone = true;
  expect(rows.length).toBeGreaterThan(500);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('reconcile brings back what the index lost and takes out what it should not have', async () => {
  const { index, knowledge, found } = await openTexts([
    ['m:a', 'alpha'],
    ['m:b', 'beta'],
  ]);
  expect(await knowledge.indexAgrees()).toBe(true);
  const documents = [...(await index.contents()).keys()];
  await index.replace([documents[0] ?? ''], []);
  const ghost = { document: 'ghost', version: 'v', access: ['everyone'], terms: ['ghost'] };
  const vector = new Float32Array(shippedEmbedder.dimensions);
  await index.replace([], [{ chunk: 999, ...ghost, vector }]);
  await index.replace([], [{ chunk: 998, ...ghost, vector }]);
  expect(await knowledge.indexAgrees()).toBe(false);
  expect(await knowledge.reconcile()).toEqual({ mended: 1, removed: 1 });
  expect(await knowledge.indexAgrees()).toBe(true);
  expect(await found('alpha beta ghost')).toHaveLength(2);
  expect(await knowledge.reconcile()).toEqual({ mended: 0, removed: 0 });
});

test('a document that is edited again and again does not change how much its words say', async () => {
  const { database, texts, sync } = await openTexts([
    ['m:a', 'alpha version 0'],
    ['m:b', 'beta'],
    ['m:c', 'gamma'],
  ]);
  const before = await termWeights(database, owner, ['alpha', 'beta']);
  for (let edit = 1; edit <= 20; edit++) {
    texts.set('m:a', `alpha version ${edit}`);
    await sync();
  }
  expect(await termWeights(database, owner, ['alpha', 'beta'])).toEqual(before);
});

test('words weigh by how many passages have them, exactly after reconcile', async () => {
  const { database, texts, sync, knowledge } = await openTexts([
    ['m:a', 'common rare'],
    ['m:b', 'common'],
    ['m:c', 'common'],
  ]);
  const weights = await termWeights(database, owner, ['common', 'rare', 'absent']);
  expect(weights.get('rare')).toBeGreaterThan(weights.get('common') ?? Infinity);
  expect(weights.get('absent')).toBe(1);
  texts.delete('m:a');
  await sync();
  await knowledge.reconcile();
  expect((await termWeights(database, owner, ['rare'])).get('rare')).toBe(1);
});

test('for a reader a word weighs as if there were nothing but what this reader may see', async () => {
  const { database, knowledge, run } = await openTexts([
    ['m:a', 'common rare'],
    ['m:b', 'common'],
  ]);
  const everybody = readerOf([]);
  const before = await termWeights(database, everybody, ['common', 'rare', 'secret']);
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'hidden:', access: ['group:hr'] });
  const hidden = new Map(Array.from({ length: 5 }, (_, n) => [`hidden:${n}`, `rare secret ${n}`]));
  await knowledge.sync(source.id, run, memorySource(hidden));
  expect(await termWeights(database, everybody, ['common', 'rare', 'secret'])).toEqual(before);
  expect(await termWeights(database, readerOf(['group:hr']), ['secret'])).not.toEqual(new Map([['secret', 1]]));
  await knowledge.addCustom({ kind: 'memory', uri: 'hidden:', access: ['everyone'] });
  await knowledge.catchUp();
  expect(await termWeights(database, everybody, ['common', 'rare', 'secret'])).toEqual(
    await termWeights(database, owner, ['common', 'rare', 'secret']),
  );
});

test('of a removed document no word is left in any file of the home after reconcile', async () => {
  const secret = 'zyxwvutsecret';
  const others: [string, string][] = Array.from({ length: 40 }, (_, n) => [`m:${n}`, `Ordinary text number ${n}.`]);
  const { home, knowledge, found } = await openTexts([['m:secret', `The code is ${secret}. ${secret}!`], ...others]);
  expect(filesWith(home, secret)).not.toEqual([]);
  await knowledge.removeDocument('m:secret');
  expect(await found(secret)).toEqual([]);
  await knowledge.reconcile();
  expect(await found(secret)).toEqual([]);
  expect(filesWith(home, secret)).toEqual([]);
});
