import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openOnnxEmbedder } from './onnx-embedder.ts';
import { embedderFolder } from './testing/model-folder.fixture.ts';

const words = { red: [1, 0, 0], blue: [0, 1, 0], deep: [0, 0, 1], query: [0, 2, 0], ':': [0, 0, 0] };

test('a text is the mean of its tokens, of length 1, whatever stands beside it in the batch', async () => {
  const embedder = await openOnnxEmbedder(embedderFolder(words));
  expect(embedder.dimensions).toBe(3);
  const texts = ['red', 'Red, blue', '', 'red red red blue blue deep deep deep', ' \n'];
  const vectors = await embedder.embed(texts, 'passage');
  expect(vectors[0]).toEqual(Float32Array.from([1, 0, 0]));
  const half = Math.fround(Math.SQRT1_2);
  expect(vectors[1]).toEqual(Float32Array.from([half, half, 0]));
  expect([vectors[2], vectors[4]]).toEqual([new Float32Array(3), new Float32Array(3)]);
  const long = Math.hypot(3, 2, 3);
  expect([...(vectors[3] ?? [])]).toEqual([3, 2, 3].map((count) => expect.closeTo(count / long, 5)));
  for (const [at, text] of texts.entries()) expect((await embedder.embed([text], 'passage'))[0]).toEqual(vectors[at]);
});

test('many texts come back in their order', async () => {
  const embedder = await openOnnxEmbedder(embedderFolder(words));
  const texts = Array.from({ length: 150 }, (_, n) => `${'deep '.repeat(n % 7)}${n % 2 === 0 ? 'red' : 'blue'}`);
  const vectors = await embedder.embed(texts, 'passage');
  for (const [n, vector] of vectors.entries()) {
    const [red = 0, blue = 0] = vector;
    expect(n % 2 === 0 ? red > 0 && blue === 0 : blue > 0 && red === 0).toBe(true);
  }
});

test('a text that is too long is cut, and the model gets its closing sign all the same', async () => {
  const embedder = await openOnnxEmbedder(
    embedderFolder(words, { 'sentence_bert_config.json': { max_seq_length: 5 } }),
  );
  expect(await embedder.embed(['red red red blue blue'], 'passage')).toEqual(await embedder.embed(['red'], 'passage'));
});

test('the folder says how tokens are pooled, and what stands before a query', async () => {
  const first = await openOnnxEmbedder(
    embedderFolder(
      { ...words, '[X]': [0, 0, 0] },
      { '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false } },
    ),
  );
  // The first token is the sign before the text, which this model gives nothing.
  expect((await first.embed(['red'], 'passage'))[0]).toEqual(new Float32Array(3));
  const prompted = await openOnnxEmbedder(
    embedderFolder(words, { 'config_sentence_transformers.json': { prompts: { query: 'query: ', document: '' } } }),
  );
  expect((await prompted.embed(['blue'], 'passage'))[0]).toEqual(Float32Array.from([0, 1, 0]));
  const [red = 0, blue = 0] = (await prompted.embed(['red'], 'query'))[0] ?? [];
  expect(blue).toBeCloseTo(2 * red, 5);
});

test('another model has another id, the same one the same', async () => {
  const id = async (folder: string) => (await openOnnxEmbedder(folder)).id.split(' ').slice(2).join(' ');
  expect(await id(embedderFolder(words))).toBe(await id(embedderFolder(words)));
  expect(await id(embedderFolder(words))).not.toBe(await id(embedderFolder({ ...words, red: [1, 0, 0.001] })));
});

test.each([
  ['nothing', { 'tokenizer.json': null }, 'tokenizer.json'],
  ['no model', { 'onnx/model.onnx': null }, 'model.onnx'],
  ['a pooling that is not known', { '1_Pooling/config.json': { pooling_mode_lasttoken: true } }, 'lasttoken'],
  ['further steps', { 'modules.json': [{ type: 'sentence_transformers.models.Dense' }] }, 'Dense'],
])('a folder with %s is refused, and told why', async (_what, files, told) => {
  await expect(openOnnxEmbedder(embedderFolder(words, files))).rejects.toMatchObject({
    code: 'model_folder_invalid',
    message: expect.stringContaining(told),
  });
});

test('what is no model, or gives other vectors than told, is refused when it is used', async () => {
  const folder = embedderFolder(words);
  writeFileSync(join(folder, 'onnx/model.onnx'), 'no model');
  const broken = await openOnnxEmbedder(folder);
  await expect(broken.embed(['red'], 'passage')).rejects.toMatchObject({ code: 'model_folder_invalid' });
  const other = await openOnnxEmbedder(embedderFolder(words, { 'config.json': { hidden_size: 5 } }));
  await expect(other.embed(['red'], 'passage')).rejects.toMatchObject({
    code: 'model_folder_invalid',
    message: expect.stringContaining('5'),
  });
});
