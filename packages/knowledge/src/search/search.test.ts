import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExtractiveWriter } from '../answer/extractive-writer.ts';
import { owner, readerOf } from '../documents/access.ts';
import { shippedEmbedder } from '../embed/static-embedder.ts';
import { documentOf, memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import { search } from './search.ts';

test('a hit says where it stands: its text is that slice of the document', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const text = '# Handbook\n\n## Leave\n\nDonors get 7 days.\n\n## Travel\n\nBook early.';
  await knowledge.sync(source.id, run, memorySource(new Map([['m:a', text]])));
  const { hits } = await knowledge.search('donor leave', { limit: 5, reader: owner });
  expect(hits[0]).toMatchObject({ uri: 'm:a', heading: 'Handbook > Leave', page: null });
  const document = await knowledge.document(owner, 'm:a');
  for (const { start, end, text: shown } of hits) expect(document.text.slice(start, end)).toBe(shown);
  expect(document.text).toBe(documentOf(text).text);
  expect(document.blocks.map((block) => document.text.slice(block.start, block.end))).toEqual(
    document.text.split('\n\n'),
  );
});

test('a stale index shows nothing that the database does not have', async () => {
  const { knowledge, database, index, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = new Map(Array.from({ length: 30 }, (_, n) => [`m:${n}`, `whale number ${n}`]));
  await knowledge.sync(source.id, run, memorySource(texts));
  // The index is not told: as if the process had been killed between the two.
  const context = { database, index: { ...index, replace: () => Promise.resolve() }, embedder: shippedEmbedder };
  await database.deleteFrom('documents').where('uri', '!=', 'm:7').execute();
  const { hits } = await search(context, 'whale', { limit: 3, reader: owner });
  expect(hits.map((hit) => hit.uri)).toEqual(['m:7']);
});

test('every door shows a reader exactly the documents of their own, whatever is added, changed and removed', async () => {
  const principals = ['everyone', 'group:hr', 'group:it', 'user:anna'];
  const access = fc.subarray(principals.slice(1), { minLength: 0 });
  const step = fc.record({
    document: fc.integer({ min: 0, max: 3 }),
    access,
    action: fc.constantFrom('put', 'put', 'remove', 'restrict'),
    word: fc.constantFrom('salary', 'server', 'contract'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), access, async (steps, asked) => {
      const { knowledge, run } = await openTestHome();
      const expected = new Map<string, { access: string[]; text: string }>();
      for (const { document, access: list, action, word } of steps) {
        const uri = `m:${document}`;
        const text = `The ${word} of place ${document} is ${document + 10}.`;
        const { source } = await knowledge.addCustom({ kind: 'memory', uri, access: list });
        const known = expected.get(uri);
        if (action === 'put') {
          await knowledge.sync(source.id, run, memorySource(new Map([[uri, text]])));
          expected.set(uri, { access: list, text });
        } else if (known !== undefined) {
          if (action === 'remove') {
            await knowledge.removeSource(source.id);
            expected.delete(uri);
          } else expected.set(uri, { ...known, access: list });
        }
      }
      await checkDoors(knowledge, expected, asked, run.signal);
      await knowledge.catchUp();
      const uris = await checkDoors(knowledge, expected, asked, run.signal);
      const { hits } = await knowledge.search('salary server contract place', { limit: 50, reader: readerOf(asked) });
      expect(hits.map((hit) => hit.uri).toSorted()).toEqual(uris);
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function checkDoors(
  knowledge: Awaited<ReturnType<typeof openTestHome>>['knowledge'],
  expected: Map<string, { access: string[]; text: string }>,
  asked: string[],
  signal: AbortSignal,
): Promise<string[]> {
  const reader = readerOf(asked);
  const allowed = [...expected].filter(([, entry]) => entry.access.some((name) => reader.principals.includes(name)));
  const uris = allowed.map(([uri]) => uri).toSorted();
  expect((await knowledge.documents(reader)).documents.map(({ uri }) => uri)).toEqual(uris);
  expect((await knowledge.documents(reader)).total).toBe(uris.length);
  const { hits } = await knowledge.search('salary server contract place', { limit: 50, reader });
  expect(hits.map((hit) => hit.uri).every((uri) => uris.includes(uri))).toBe(true);
  for (const [uri, { text }] of expected) {
    if (uris.includes(uri)) expect((await knowledge.document(reader, uri)).text).toBe(text);
    else await expect(knowledge.document(reader, uri)).rejects.toMatchObject({ code: 'document_not_found' });
    const writer = createExtractiveWriter(0);
    const answer = await knowledge.ask(`What is the ${text.split(' ')[1]} of place ${uri.slice(2)}?`, {
      reader,
      writer,
      passages: 5,
      signal,
    });
    for (const { uri: cited } of answer.sentences.flatMap((sentence) => sentence.citations))
      expect(uris).toContain(cited);
  }
  return uris;
}

test('hits, their order and their scores are those of a home that holds nothing but what the reader may see', async () => {
  const asked = ['blue whale report', 'yearly report of whales', 'report blue'];
  const visible = new Map([
    ['m:1', 'The blue report of the year. Whales are named in it.'],
    ['m:2', 'A yearly report, with a whale in it.'],
    ['m:3', 'Blue, blue and blue again.'],
    ['m:4', 'Another report that says nothing.'],
  ]);
  const answersOf = async (hidden: Map<string, string>) => {
    const { knowledge, run } = await openTestHome();
    const add = async (uri: string, access: string[], texts: Map<string, string>) => {
      const { source } = await knowledge.addCustom({ kind: 'memory', uri, access });
      await knowledge.sync(source.id, run, memorySource(texts));
    };
    await add('n:', ['group:hr'], hidden);
    await add('m:', ['everyone'], visible);
    const results = await Promise.all(
      asked.map((query) => knowledge.search(query, { limit: 10, reader: readerOf(['user:anna']) })),
    );
    return results.map(({ hits }) => hits.map(({ uri, score }) => [uri, score]));
  };
  const hidden = Array.from({ length: 60 }, (_, n): [string, string] => [`n:${n}`, `Blue whale ${n}. `.repeat(n + 1)]);
  expect(await answersOf(new Map(hidden))).toEqual(await answersOf(new Map()));
});
