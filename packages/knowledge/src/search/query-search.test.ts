import fc from 'fast-check';
import { expect, test } from 'vitest';
import { owner, readerOf } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';

const texts = {
  'm:handbook/leave.md': '# Leave\n\nBone marrow donors get seven days of leave. The benefits are paid.',
  'm:handbook/marrow.md': '# Soup\n\nThe marrow of a bone makes a soup. Donors of recipes are welcome.',
  'm:policies/wind-2025.md': '# Wind power\n\nA windmill turns in the wind. Windows are closed then.',
  'm:policies/pump-2024-06.md': '# Pumps\n\nThe HX-2140-B heats. The HX-2140-C cools. Solar power is an alternative.',
};

async function openShelf(more: Record<string, string> = {}, access: string[] = ['everyone']) {
  const opened = await openTestHome();
  const { source } = await opened.knowledge.addCustom({ kind: 'memory', uri: 'memory:', access });
  await opened.knowledge.sync(source.id, opened.run, memorySource(new Map(Object.entries({ ...texts, ...more }))));
  const find = async (query: string) =>
    (await opened.knowledge.search(query, { limit: 10, reader: owner })).hits.map((hit) =>
      hit.uri.replace(/^m:\w+\//, ''),
    );
  return { ...opened, find };
}

test('phrases, exclusions, beginnings of words and fields', async () => {
  const { find } = await openShelf();
  expect((await find('bone marrow')).toSorted()).toEqual(['leave.md', 'marrow.md']);
  expect(await find('"bone marrow"')).toEqual(['leave.md']);
  expect(await find('"BONE, Marrow" donors')).toEqual(['leave.md']);
  expect(await find('"marrow bone"')).toEqual([]);
  expect(await find('donors -soup')).toEqual(['leave.md']);
  expect(await find('marrow -"bone marrow"')).toEqual(['marrow.md']);
  expect(await find('power -HX-2140-B')).toEqual(['wind-2025.md']);
  expect(await find('windm*')).toEqual(['wind-2025.md']);
  expect(await find('zzz*')).toEqual([]);
  expect(await find('power path:policies/pump')).toEqual(['pump-2024-06.md']);
  expect(await find('power -title:wind')).toEqual(['pump-2024-06.md']);
  expect(await find('power after:2025')).toEqual(['wind-2025.md']);
  expect(await find('power before:2025')).toEqual(['pump-2024-06.md']);
  expect(await find('path:policies')).toHaveLength(2);
  expect(await find('"')).toEqual([]);
});

test('a phrase that many passages almost have is found behind all of them', async () => {
  const many = Array.from({ length: 120 }, (_, n) => [`m:many/${n}`, `Green and red and green and red, part ${n}.`]);
  const { find } = await openShelf({
    ...Object.fromEntries(many),
    'm:one/x': 'Once upon a time a red green thing was seen by all of us.',
  });
  expect(await find('"red green"')).toEqual(['x']);
});

test('a word that no document has is corrected to the nearest one, and that is said', async () => {
  const { knowledge } = await openShelf();
  const search = (query: string) => knowledge.search(query, { limit: 10, reader: owner });
  for (const [typed, right] of [
    ['benifits', 'benefits'],
    ['windmlil', 'windmill'],
    ['altrenetive', 'alternative'],
  ] as const) {
    const { hits, corrected } = await search(typed);
    expect(corrected, typed).toEqual([{ from: typed, to: right }]);
    expect(hits[0]?.text.toLowerCase()).toContain(right);
  }
  for (const query of ['benefits', 'HX-2140-D', 'qqqqqqqq', 'NASA', 'den'])
    expect((await search(query)).corrected).toEqual([]);
});

test('no correction comes from a document that the reader may not see, or that was removed', async () => {
  const { knowledge, run } = await openShelf({}, ['group:hr']);
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'open:', access: ['everyone'] });
  await knowledge.sync(source.id, run, memorySource(new Map([['o:1', 'The canteen opens at noon.']])));
  const ask = async (groups: string[]) =>
    (await knowledge.search('benifits cantene', { limit: 5, reader: readerOf(groups) })).corrected.map(({ to }) => to);
  expect(await ask([])).toEqual(['canteen']);
  expect(await ask(['group:hr'])).toEqual(['benefits', 'canteen']);
  await knowledge.removeDocument('m:handbook/leave.md');
  expect(await ask(['group:hr'])).toEqual(['canteen']);
});

test('every hit shows what was looked for, and says why it was found when asked', async () => {
  const { knowledge } = await openShelf();
  const options = { limit: 1, reader: owner, explain: true, context: 1 };
  const { hits } = await knowledge.search('"bone marrow" donor benefit', options);
  const [hit] = hits;
  if (hit === undefined) throw new Error('nothing was found');
  const document = await knowledge.document(owner, hit.uri);
  expect(hit.highlights?.map(({ start, end }) => document.text.slice(start, end))).toEqual([
    'Bone marrow',
    'donors',
    'benefits',
  ]);
  expect(hit.why?.map(({ term }) => term).toSorted()).toEqual(['benefit', 'bone', 'donor', 'marrow']);
  expect(hit.why?.find(({ term }) => term === 'benefit')).toMatchObject({ words: ['benefits'], count: 1, weight: 1 });
  expect(hit.context?.text).toBe(document.text.slice(hit.context?.start, hit.context?.end));
});

test('no query is an error, whatever is typed', async () => {
  const { find } = await openShelf();
  const piece = fc.constantFrom(
    '"',
    '-',
    'wind',
    'after:2025',
    ' ',
    "'",
    '%',
    'path:',
    '*',
    '\\',
    'tag:a',
    'benifit',
    '\u0000',
    '(',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
      expect((await find(pieces.join(''))).length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 60 },
  );
}, 60_000);
