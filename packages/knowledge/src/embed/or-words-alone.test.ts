import { expect, onTestFinished, test, vi } from 'vitest';
import { AtelierError } from '@atelier/foundation';
import type { Embedder } from './embedder.ts';
import { goneEmbedder, orWordsAlone } from './or-words-alone.ts';

/** Counts how often it is asked, and cannot be had while told so. */
function counting() {
  const asked = { times: 0, isAway: false };
  const embedder: Embedder = {
    id: 'counting',
    dimensions: 2,
    embed(texts, role) {
      asked.times++;
      if (asked.isAway) return goneEmbedder(embedder).embed(texts, role);
      return texts.map((text) => Float32Array.from([text.length, 1]));
    },
  };
  return { asked, serving: orWordsAlone(embedder) };
}

test('a query is embedded once, however often a search asks for it', async () => {
  const { asked, serving } = counting();
  const first = await serving.embed(['whale'], 'query');
  expect(await serving.embed(['whale'], 'query')).toEqual(first);
  expect(asked.times).toBe(1);
  for (let n = 0; n < 200; n++) await serving.embed([`query ${n}`], 'query');
  await serving.embed(['whale'], 'query');
  expect(asked.times).toBe(202);
});

test('one that cannot be had is left alone for a while, and what it did not say is not remembered', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { asked, serving } = counting();
  asked.isAway = true;
  expect(await serving.embed(['whale'], 'query')).toEqual([new Float32Array(2)]);
  expect(await serving.embed(['whale', 'fox'], 'passage')).toEqual([new Float32Array(2), new Float32Array(2)]);
  expect([serving.isAway(), asked.times]).toEqual([true, 1]);
  asked.isAway = false;
  vi.advanceTimersByTime(31_000);
  expect(await serving.embed(['whale'], 'query')).toEqual([Float32Array.from([5, 1])]);
  expect(serving.isAway()).toBe(false);
});

test.each([
  [400, false],
  [413, false],
  [401, true],
  [403, true],
])('a query that is refused with %i leaves the queries of others without an embedder: %s', async (status, isAway) => {
  const { serving, asked } = counting();
  const refusing = orWordsAlone({
    ...serving.source,
    embed(texts, role) {
      if (texts[0] !== 'bad') return serving.source.embed(texts, role);
      throw new AtelierError({ code: 'embedder_refused', message: 'No.', details: { status } });
    },
  });
  expect(await refusing.embed(['bad'], 'query')).toEqual([new Float32Array(2)]);
  expect(refusing.isAway()).toBe(isAway);
  await refusing.embed(['whale'], 'query');
  expect(asked.times).toBe(isAway ? 0 : 1);
});

test('an embedder that refuses whatever it is asked is away', async () => {
  const error = new AtelierError({ code: 'embedder_refused', message: 'No such model.', details: { status: 404 } });
  const serving = orWordsAlone({ id: 'x', dimensions: 1, embed: () => Promise.reject(error) });
  await serving.look();
  expect(serving.isAway()).toBe(true);
});

test('a search does not wait as long as indexing does', async () => {
  const told: unknown[] = [];
  const serving = orWordsAlone({ id: 'x', dimensions: 1, embed: (_texts, _role, options) => (told.push(options), []) });
  await serving.embed(['a', 'b'], 'passage');
  expect(told).toEqual([{ isUrgent: true }]);
});

test('what is wrong with an embedder otherwise is told', async () => {
  const broken = orWordsAlone({ id: 'x', dimensions: 1, embed: () => Promise.reject(new Error('a bug')) });
  await expect(broken.embed(['a'], 'query')).rejects.toThrow('a bug');
});
