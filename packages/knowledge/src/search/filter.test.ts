import { expect, test } from 'vitest';
import { owner, readerOf } from '../documents/access.ts';
import type { ReadDocument } from '../read/read-document.ts';
import { documentOf, memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import { checkFilter, type Filter } from './filter.ts';

const metadata: Record<string, Record<string, string>> = {
  'f:a.pdf': { author: 'Anna Berg', keywords: 'Pumps, Heat; 50%_off', date: '2025-03-01', department: 'Sales' },
  'f:b.md': { author: 'Bo', date: '2025' },
  'f:c.md': {},
};

async function openShelf(access = ['everyone']) {
  const opened = await openTestHome();
  const { source } = await opened.knowledge.addCustom({ kind: 'memory', uri: 'memory:', access });
  const texts = new Map(Object.keys(metadata).map((uri) => [uri, `The pump of ${uri} is fine.`]));
  const plain = memorySource(texts);
  await opened.knowledge.sync(source.id, opened.run, {
    ...plain,
    open: async (item, signal) => {
      const document: ReadDocument = { ...documentOf(texts.get(item.uri) ?? ''), metadata: metadata[item.uri] ?? {} };
      return { ...(await plain.open(item, signal)), read: () => Promise.resolve({ document, members: [] }) };
    },
  });
  return { ...opened, source };
}

test('conditions on what documents are and say of themselves, joined as one likes', async () => {
  const { knowledge, source } = await openShelf();
  const find = async (filter: Filter) =>
    (await knowledge.search('pump', { limit: 10, reader: owner, filter })).hits
      .map(({ uri }) => uri.slice(2))
      .toSorted();
  const is = (field: string, value: string | string[]): Filter => ({ field, op: 'is', value });
  expect(await find(is('document', 'f:b.md'))).toEqual(['b.md']);
  expect(await find(is('type', 'pdf'))).toEqual(['a.pdf']);
  expect(await find(is('type', ['pdf', 'md']))).toEqual(['a.pdf', 'b.md', 'c.md']);
  expect(await find(is('source', source.id))).toHaveLength(3);
  expect(await find(is('source', 'memory'))).toHaveLength(3);
  expect(await find(is('source', 'other'))).toEqual([]);
  expect(await find(is('author', 'anna berg'))).toEqual(['a.pdf']);
  expect(await find({ field: 'author', op: 'contains', value: 'B' })).toEqual(['a.pdf', 'b.md']);
  expect(await find(is('tag', 'heat'))).toEqual(['a.pdf']);
  expect(await find(is('tag', '50%_OFF'))).toEqual(['a.pdf']);
  expect(await find(is('tag', 'hea%'))).toEqual([]);
  expect(await find(is('metadata.department', 'sales'))).toEqual(['a.pdf']);
  expect(await find(is('metadata.x"] or 1 --', 'sales'))).toEqual([]);
  expect(await find({ field: 'path', op: 'contains', value: '%' })).toEqual([]);
  expect(await find({ field: 'date', op: 'after', value: '2025-02' })).toEqual(['a.pdf']);
  expect(await find({ field: 'date', op: 'before', value: '2025-02' })).toEqual(['b.md']);
  expect(await find(is('date', '2025'))).toEqual(['a.pdf', 'b.md']);
  expect(await find({ field: 'indexed', op: 'after', value: '2020' })).toHaveLength(3);
  expect(await find({ not: is('author', 'Bo') })).toEqual(['a.pdf', 'c.md']);
  expect(await find({ any: [is('author', 'Bo'), is('type', 'pdf')] })).toEqual(['a.pdf', 'b.md']);
  expect(await find({ all: [is('author', 'Bo'), is('type', 'pdf')] })).toEqual([]);
  expect(await find({ all: [] })).toHaveLength(3);
  expect(await find({ any: [] })).toEqual([]);
});

test('a filter never shows what the reader may not see, nor does a question with one', async () => {
  const { knowledge } = await openShelf(['group:hr']);
  const filter: Filter = { any: [{ field: 'document', op: 'is', value: 'f:a.pdf' }, { not: { any: [] } }] };
  const options = { limit: 10, reader: readerOf([]), filter };
  expect((await knowledge.search('pump', options)).hits).toEqual([]);
  expect((await knowledge.search('', options)).hits).toEqual([]);
  expect(await knowledge.searchWords('pump', options)).toEqual([]);
});

test('so many passages of a document, then the next', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const long = Array.from({ length: 8 }, (_, n) => `## Part ${n}\n\n${'The pump pumps water. '.repeat(60)}`).join(
    '\n\n',
  );
  await knowledge.sync(
    source.id,
    run,
    memorySource(
      new Map([
        ['m:long', long],
        ['m:short', 'One pump among many other things here.'],
      ]),
    ),
  );
  const find = async (perDocument?: number) =>
    (await knowledge.search('pump', { limit: 3, reader: owner, perDocument })).hits.map(({ uri }) => uri);
  expect(await find()).toEqual(['m:long', 'm:long', 'm:long']);
  expect((await find(1)).toSorted()).toEqual(['m:long', 'm:short']);
  expect((await find(2)).filter((uri) => uri === 'm:long')).toHaveLength(2);
});

test.each([
  [{ field: 'colour', op: 'is', value: 'red' }, 'There is no field "colour" to filter by.'],
  [{ field: 'constructor', op: 'is', value: 'red' }, 'There is no field "constructor" to filter by.'],
  [{ field: 'title', op: 'after', value: '2025' }, '"title" cannot be compared with "after".'],
  [{ not: { field: 'date', op: 'after', value: 'soon' } }, '"soon" is no value for "date".'],
  [
    { all: Array.from({ length: 201 }, () => ({ field: 'title', op: 'is', value: 'x' })) },
    'The filter has more than 200 values to compare with.',
  ],
  [
    {
      any: Array.from({ length: 2 }, () => ({
        field: 'title',
        op: 'contains',
        value: Array.from({ length: 101 }, (_, n) => `x${n}`),
      })),
    },
    'The filter has more than 200 values to compare with.',
  ],
  [{ any: Array.from({ length: 201 }, () => ({ all: [] })) }, 'The filter has more than 200 values to compare with.'],
  [{ all: [{}] }, 'A part of the filter is no condition.'],
  [{ any: 'x' }, '"any" of the filter is no list.'],
  [{ all: [], any: [] }, '"all" and "any" stand in one condition.'],
  [{ field: 'title', op: 'is', value: 7 }, '7 is no value for "title".'],
  [{ field: 'title', op: 'is', value: [] }, '[] is no value for "title".'],
  [JSON.parse('{"not":'.repeat(100_000) + '{}' + '}'.repeat(100_000)), 'The filter is more than 20 levels deep.'],
] as [unknown, string][])('a filter that cannot be is refused: %#', (filter, message) => {
  expect(() => checkFilter(filter)).toThrow(message);
});
