import { expect, test } from 'vitest';
import { owner } from '../../documents/access.ts';
import { memorySource, openTestHome } from '../../testing/knowledge.fixture.ts';
import { collectTexts } from './pairs.ts';

const guide = '# Winter guide\n\nWear boots.\n\n## Snow\n\nClear the steps before eight.\n\n## Ice\n\nSpread grit.';

async function openLibrary() {
  const { knowledge, database, run } = await openTestHome();
  const sync = async (uri: string, access: string[], texts: Record<string, string>) => {
    const { source } = await knowledge.addCustom({ kind: 'memory', uri, access });
    await knowledge.sync(source.id, { ...run, acceptRemovals: true }, memorySource(new Map(Object.entries(texts))));
  };
  const collect = async (allDocuments = false) => await collectTexts(database, { allDocuments });
  const said = async (allDocuments = false) =>
    (await collect(allDocuments)).passages.map(({ path, text }) => [...path, text].join(' | '));
  return { knowledge, sync, collect, said };
}

test('passages come with the title and headings above them and without those in them, those of a document in order', async () => {
  const { sync, said } = await openLibrary();
  await sync('m:', ['everyone'], { 'm:guide': guide });
  expect(await said()).toEqual([
    expect.stringMatching(/Wear boots\.$/),
    expect.stringMatching(/Snow \| Clear the steps before eight\.$/),
    expect.stringMatching(/Ice \| Spread grit\.$/),
  ]);
});

test('what not everyone may see, and former versions, are left out; a text that stands twice counts once', async () => {
  const { sync, said } = await openLibrary();
  await sync('m:', ['everyone'], { 'm:a': 'Old words.', 'm:b': 'Twice.', 'm:c': 'Twice.' });
  await sync('m:', ['everyone'], { 'm:a': 'New words.', 'm:b': 'Twice.', 'm:c': 'Twice.' });
  await sync('h:', ['group:hr'], { 'h:pay': 'Salaries of all.' });
  const texts = (lines: string[]) => lines.map((line) => line.replace(/^.* \| /, '')).toSorted();
  expect(texts(await said())).toEqual(['New words.', 'Twice.']);
  expect(texts(await said(true))).toEqual(['New words.', 'Salaries of all.', 'Twice.']);
});

type Knowledge = Awaited<ReturnType<typeof openTestHome>>['knowledge'];

/** Opens what `words` find in a document, as if after another query. */
const clicker = (knowledge: Knowledge) => async (uri: string, query: string, words: string) => {
  const { document, version_id: version } = await knowledge.document(owner, uri);
  const { hits } = await knowledge.search(words, { limit: 1, reader: owner });
  await knowledge.logClick(owner, { query, document, version, start: hits[0]?.start ?? -1 });
};

test('whoever clicks again and again adds nothing, and of many queries for a passage the latest five count', async () => {
  const { knowledge, sync, collect } = await openLibrary();
  await sync('m:', ['everyone'], { 'm:tea': 'Boil the water.' });
  const click = clicker(knowledge);
  for (const n of [1, 2, 3, 4, 5, 6, 1, 1, 1]) await click('m:tea', `drink ${n}`, 'water');
  const queries = (await collect()).clicks.map(({ query }) => query);
  expect(queries.toSorted()).toEqual(['drink 1', 'drink 3', 'drink 4', 'drink 5', 'drink 6']);
  expect(await knowledge.forgetClicks()).toBe(6);
});

test('clicks on passages of present versions count, and go with their documents and on demand', async () => {
  const { knowledge, sync, collect } = await openLibrary();
  await sync('m:', ['everyone'], { 'm:guide': guide, 'm:tea': 'Boil the water.' });
  const click = clicker(knowledge);
  await click('m:guide', 'slippery way', 'grit');
  await click('m:tea', 'hot drink', 'water');
  const clicked = async () => {
    const { passages, clicks } = await collect();
    return clicks.map(({ query, passage }) => [query, passages[passage]?.text]);
  };
  expect(await clicked()).toEqual([
    ['hot drink', 'Boil the water.'],
    ['slippery way', 'Spread grit.'],
  ]);
  await knowledge.removeDocument('m:tea');
  expect(await clicked()).toEqual([['slippery way', 'Spread grit.']]);
  expect(await knowledge.forgetClicks()).toBe(1);
  expect(await clicked()).toEqual([]);
});

test('a click on what the reader may not see is refused as one on what is not there', async () => {
  const { knowledge, sync } = await openLibrary();
  await sync('h:', ['group:hr'], { 'h:pay': 'Salaries of all.' });
  const { document, version_id: version } = await knowledge.document(owner, 'h:pay');
  const refused = async (named: string, start: number) =>
    await knowledge
      .logClick({ principals: ['everyone'] }, { query: 'pay', document: named, version, start })
      .catch((error: Error) => error.message.replace(named, '<named>'));
  expect(await refused(document, 0)).toBe(await refused('doc_none', 0));
  await expect(knowledge.logClick(owner, { query: 'pay', document, version, start: 7 })).rejects.toMatchObject({
    code: 'document_not_found',
  });
});
