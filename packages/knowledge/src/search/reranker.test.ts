import { expect, test } from 'vitest';
import { owner } from '../documents/access.ts';
import { embedderFolder, rerankerFolder } from '../embed/testing/model-folder.fixture.ts';
import { createKnowledge, type KnowledgeOptions } from '../knowledge.ts';
import { createSecretBox } from '@atelier/foundation';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import { openOnnxReranker } from './onnx-reranker.ts';

const counts = { dull: -3, bright: 2, lamp: 0.5, the: 0 };

test('a passage is worth what the model makes of it beside the query, however long its neighbours are', async () => {
  const reranker = await openOnnxReranker(rerankerFolder(counts));
  const texts = ['bright bright', 'dull', 'the lamp '.repeat(20), ''];
  const scores = await reranker.score('lamp', texts);
  expect(scores).toEqual([4.5, -2.5, 10.5, 0.5]);
  for (const [at, text] of texts.entries()) expect(await reranker.score('lamp', [text])).toEqual([scores[at]]);
  expect(await reranker.score('lamp', [])).toEqual([]);
});

test('what is too long is cut, the passage first', async () => {
  const reranker = await openOnnxReranker(rerankerFolder(counts));
  const [cut = 0, more] = await reranker.score('lamp', ['bright '.repeat(100), 'bright '.repeat(200)]);
  // 64 tokens, less three signs and the query.
  expect(cut).toBe(0.5 + 60 * 2);
  expect(more).toBe(cut);
});

test('a folder whose model gives no scores is refused when it is used', async () => {
  const reranker = await openOnnxReranker(embedderFolder({ lamp: [1, 0] }));
  await expect(reranker.score('lamp', ['lamp'])).rejects.toMatchObject({ code: 'model_folder_invalid' });
});

async function searched(options: Partial<KnowledgeOptions>) {
  const { home, database, index, readers } = await openTestHome();
  const knowledge = createKnowledge({
    database,
    index,
    readers,
    secrets: createSecretBox(home),
    cache: home,
    ...options,
  });
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = Array.from({ length: 30 }, (_, n): [string, string] => [
    `m:${n}`,
    `lamp lamp ${n === 15 ? 'bright lamp' : 'dull'} number ${n}`,
  ]);
  await knowledge.sync(source.id, { signal: new AbortController().signal }, memorySource(new Map(texts)));
  return async (limit: number) => (await knowledge.search('lamp dull', { limit, reader: owner })).hits;
}

test('the best twenty are put in the order of the reranker, however few are asked for; scores tell the order still', async () => {
  const plain = await (await searched({}))(30);
  const reranker = {
    score: (_query: string, texts: readonly string[]) => Promise.resolve(texts.map((_text, at) => at)),
  };
  const search = await searched({ reranker });
  const order = (hits: typeof plain) => hits.map(({ uri }) => uri);
  const all = await search(30);
  expect(order(all)).toEqual([...order(plain).slice(0, 20).toReversed(), ...order(plain).slice(20)]);
  expect(all.map(({ score }) => score)).toEqual(plain.map(({ score }) => score));
  expect(order(await search(3))).toEqual(order(all).slice(0, 3));
});
