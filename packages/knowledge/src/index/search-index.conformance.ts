import { describe, expect, test } from 'vitest';
import type { IndexQuery, IndexRow, NearestQuery, SearchIndex } from './search-index.ts';

/** What every search index must do. `open` gives a new, empty one with vectors of three numbers; `reopen` the same one in another process's eyes. */
export function describeSearchIndex(
  name: string,
  open: () => Promise<{ index: SearchIndex; reopen: () => Promise<SearchIndex> }>,
): void {
  const row = (chunk: number, words: string, more: Partial<IndexRow> = {}): IndexRow => ({
    chunk,
    document: `doc${chunk}`,
    version: 'v1',
    access: ['everyone'],
    terms: words.split(' '),
    vector: Float32Array.from([1, 0, 0]),
    ...more,
  });
  const chunks = async (index: SearchIndex, words: string, principals: string[] | null = null, limit = 10) =>
    (await index.search({ terms: words.split(' '), principals, limit })).map((hit) => hit.chunk);

  describe(`${name} as a search index`, () => {
    test('finds what contains any of the terms, the better match first', async () => {
      const { index } = await open();
      await index.replace(['doc1', 'doc2', 'doc3'], [row(1, 'red fox'), row(2, 'red dog barks'), row(3, 'blue bird')]);
      for (const optimized of [false, true]) {
        if (optimized) await index.optimize();
        expect(await chunks(index, 'red fox')).toEqual([1, 2]);
        expect(await chunks(index, 'whale')).toEqual([]);
        const hits = await index.search({ terms: ['red', 'fox'], principals: null, limit: 10 });
        expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 0);
      }
    });

    test('an empty index, an empty query and a limit are no trouble', async () => {
      const { index } = await open();
      expect(await chunks(index, 'red')).toEqual([]);
      await index.optimize();
      await index.purge();
      await index.replace([], [row(1, 'red'), row(2, 'red'), row(3, 'red')]);
      expect(await index.search({ terms: [], principals: null, limit: 5 })).toEqual([]);
      expect(await chunks(index, 'red', null, 2)).toHaveLength(2);
    });

    test('of equal matches the one that was there first comes first, whatever else the index holds', async () => {
      const { index } = await open();
      const equal = Array.from({ length: 40 }, (_, chunk) => row(chunk + 1, 'red fox'));
      for (const part of [equal.slice(20), equal.slice(0, 20)]) await index.replace([], part);
      for (const optimized of [false, true]) {
        if (optimized) await index.optimize();
        expect(await chunks(index, 'red', null, 100)).toEqual(equal.map(({ chunk }) => chunk));
      }
    });

    test('replacing a document leaves exactly its new rows, however often it is done', async () => {
      const { index } = await open();
      await index.replace(['a'], [row(1, 'old words', { document: 'a' }), row(2, 'old too', { document: 'a' })]);
      await index.optimize();
      for (let again = 0; again < 2; again++) {
        await index.replace(['a'], [row(3, 'new words', { document: 'a', version: 'v2' })]);
        expect(await chunks(index, 'old')).toEqual([]);
        expect(await chunks(index, 'new')).toEqual([3]);
        expect(await index.count()).toBe(1);
      }
      await index.replace(['a', 'never there'], []);
      expect(await index.count()).toBe(0);
    });

    test('only rows that carry one of the principals are found', async () => {
      const { index } = await open();
      await index.replace(
        [],
        [
          row(1, 'pay', { access: ['everyone'] }),
          row(2, 'pay', { access: ['group:hr', 'user:anna'] }),
          row(3, 'pay', { access: [] }),
          row(4, 'pay', { access: ["o'neil \\ %"] }),
        ],
      );
      await index.optimize();
      expect((await chunks(index, 'pay', null)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
      expect(await chunks(index, 'pay', ['everyone'])).toEqual([1]);
      expect((await chunks(index, 'pay', ['everyone', 'user:anna'])).toSorted((a, b) => a - b)).toEqual([1, 2]);
      expect(await chunks(index, 'pay', ["o'neil \\ %"])).toEqual([4]);
      expect(await chunks(index, 'pay', ["') or true --"])).toEqual([]);
      expect(await chunks(index, 'pay', [])).toEqual([]);
    });

    test('terms can count for less, be required, be excluded, and be looked for in some documents only', async () => {
      const { index } = await open();
      await index.replace([], [row(1, 'red fox'), row(2, 'red dog'), row(3, 'fox den'), row(4, 'blue bird')]);
      const found = async (query: Partial<IndexQuery>) =>
        (await index.search({ terms: [], principals: null, limit: 10, ...query })).map((hit) => hit.chunk);
      const inOrder = (chunks: number[]) => chunks.toSorted((a, b) => a - b);
      for (const optimized of [false, true]) {
        if (optimized) await index.optimize();
        const weights = new Map([['dog', 0.1]]);
        expect(inOrder(await found({ terms: ['dog', 'bird'], weights }))).toEqual([2, 4]);
        if (optimized) expect(await found({ terms: ['dog', 'bird'], weights })).toEqual([4, 2]);
        expect(inOrder(await found({ required: [['fox']] }))).toEqual([1, 3]);
        expect(await found({ terms: ['dog'], required: [['fox', 'dog'], ['red']] })).toEqual([2, 1]);
        expect(await found({ terms: ['fox'], excluded: ['den', 'blue'] })).toEqual([1]);
        expect(await found({ terms: ['fox'], documents: ['doc3', "it's"] })).toEqual([3]);
        expect(await found({ terms: ['fox'], documents: ['doc3'], principals: ['nobody'] })).toEqual([]);
        expect(await found({ terms: ['fox'], documents: [] })).toEqual([]);
      }
    });

    test('codes, accents removed or not, and words with signs are terms like any other', async () => {
      const { index } = await open();
      await index.replace([], [row(1, 'hx-2140-b 日本語'), row(2, 'hx-2140-c'), row(3, 'snake_case a.b')]);
      await index.optimize();
      expect(await chunks(index, 'hx-2140-b')).toEqual([1]);
      expect(await chunks(index, '日本語')).toEqual([1]);
      expect(await chunks(index, 'snake_case')).toEqual([3]);
    });

    test('the nearest vectors come first, under the same filters, also of rows that just came', async () => {
      const { index } = await open();
      const turned = (chunk: number, degrees: number, more: Partial<IndexRow> = {}) => {
        const radians = (degrees * Math.PI) / 180;
        return row(chunk, `word${chunk}`, {
          vector: Float32Array.from([Math.cos(radians), Math.sin(radians), 0]),
          ...more,
        });
      };
      await index.replace([], [turned(1, 40), turned(2, 0), turned(3, 180), turned(4, 10, { access: ['group:hr'] })]);
      await index.optimize();
      await index.replace([], [turned(5, 20)]);
      const vector = Float32Array.from([1, 0, 0]);
      const nearest = async (more: Partial<NearestQuery> = {}) =>
        (await index.nearest({ vector, principals: null, limit: 10, ...more })).map((hit) => hit.chunk);
      expect(await nearest()).toEqual([2, 4, 5, 1, 3]);
      expect(await nearest({ limit: 2 })).toEqual([2, 4]);
      expect(await nearest({ principals: ['everyone'] })).toEqual([2, 5, 1, 3]);
      expect(await nearest({ principals: [] })).toEqual([]);
      expect(await nearest({ documents: ['doc3', 'doc4'], principals: ['everyone'] })).toEqual([3]);
      expect(await nearest({ documents: [] })).toEqual([]);
      const [best] = await index.nearest({ vector, principals: null, limit: 1 });
      expect(best?.score).toBeCloseTo(1, 5);
      await index.replace(['doc2'], []);
      await index.purge();
      expect(await nearest()).toEqual([4, 5, 1, 3]);
    });

    test('gives what rows were found by along with them', async () => {
      const { index } = await open();
      await index.replace([], [row(1, 'one two'), row(2, 'one', { vector: Float32Array.from([0, 0.5, 0]) })]);
      const query = { terms: ['one'], principals: null, limit: 10 };
      for (const optimized of [false, true]) {
        if (optimized) await index.optimize();
        const rows = await index.searchRows(query);
        expect(rows.map(({ chunk, score }) => ({ chunk, score }))).toEqual(await index.search(query));
        const inOrder = rows.toSorted((a, b) => a.chunk - b.chunk);
        expect(inOrder.map(({ chunk, terms, vector }) => [chunk, terms, [...vector]])).toEqual([
          [1, ['one', 'two'], [1, 0, 0]],
          [2, ['one'], [0, 0.5, 0]],
        ]);
      }
      expect(await index.searchRows({ ...query, principals: [] })).toEqual([]);
    });

    test('tells what it holds, document by document', async () => {
      const { index } = await open();
      await index.replace(
        [],
        [row(1, 'x', { document: 'a' }), row(2, 'x', { document: 'a' }), row(3, 'x', { document: 'b', version: 'v7' })],
      );
      expect(Object.fromEntries(await index.contents())).toEqual({
        a: { version: 'v1', rows: 2 },
        b: { version: 'v7', rows: 1 },
      });
    });

    test('what was written is there for another process and after reopening', async () => {
      const { index, reopen } = await open();
      const other = await reopen();
      await index.replace([], [row(1, 'shared')]);
      expect(await chunks(other, 'shared')).toEqual([1]);
      await index.replace(['doc1'], []);
      expect(await chunks(other, 'shared')).toEqual([]);
      other.close();
    });

    test('purging keeps what is live', async () => {
      const { index } = await open();
      await index.replace([], [row(1, 'keep this'), row(2, 'drop that', { access: ['group:hr'] })]);
      await index.optimize();
      await index.replace(['doc2'], []);
      await index.purge();
      expect(await chunks(index, 'keep drop')).toEqual([1]);
      await index.replace([], [row(5, 'keep more')]);
      await index.optimize();
      expect((await chunks(index, 'keep')).toSorted((a, b) => a - b)).toEqual([1, 5]);
      expect(await chunks(index, 'keep', ['group:hr'])).toEqual([]);
    });
  });
}
