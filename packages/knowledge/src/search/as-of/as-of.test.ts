import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createExtractiveWriter } from '../../answer/extractive-writer.ts';
import { owner, readerOf, type Reader } from '../../documents/access.ts';
import type { Embedder } from '../../embed/embedder.ts';
import { memorySource, openTestHome } from '../../testing/knowledge.fixture.ts';
import { shippedEmbedder } from '../../embed/static-embedder.ts';
import type { Filter } from '../filter.ts';
import { search as searchIn } from '../search.ts';
import { mostOlderPassages } from './older-passages.ts';
import { parseMoment } from './moment.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A home whose documents are what they are told to be, day by day. */
async function homeOfDays(access: string[] = ['everyone']) {
  const { knowledge, database, index, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:', access });
  const texts = new Map<string, string>();
  /** On this day, some texts change; null takes one away. */
  const on = async (day: string, changes: Record<string, string | null>) => {
    vi.setSystemTime(new Date(`${day}T12:00:00Z`));
    for (const [uri, text] of Object.entries(changes)) {
      if (text === null) texts.delete(uri);
      else texts.set(uri, text);
    }
    await knowledge.sync(source.id, { ...run, acceptRemovals: true }, memorySource(texts));
  };
  const asOf = (day: string, reader: Reader = owner) => ({ ...reader, asOf: parseMoment(day) });
  const search = async (query: string, reader: Reader, more = {}) =>
    (await knowledge.search(query, { limit: 20, reader, ...more })).hits;
  const ask = (question: string, reader: Reader) =>
    knowledge.ask(question, { reader, writer: createExtractiveWriter(0), passages: 12, signal: run.signal });
  return { knowledge, database, index, source, on, asOf, search, ask };
}

const notice = (days: number) => `# Notice\n\nThe notice period is ${days} days.`;

test('a document that changed twice gives three answers at three moments, each from its own version', async () => {
  const { knowledge, on, asOf, search, ask } = await homeOfDays();
  await on('2026-01-10', { 'm:notice': notice(30), 'm:other': '# Parking\n\nParking costs 5 pounds.' });
  await on('2026-02-10', { 'm:notice': notice(45) });
  await on('2026-03-10', { 'm:notice': notice(60) });
  const said = new Map<string, string>();
  for (const [day, days] of [
    ['2026-01-10', 30],
    ['2026-02-09', 30],
    ['2026-02-10', 45],
    ['2026-03-09', 45],
    ['2026-03-10', 60],
    ['2030-01-01', 60],
  ] as const) {
    const { answer, sentences, as_of: moment } = await ask('How long is the notice period?', asOf(day));
    expect([day, answer]).toEqual([day, `The notice period is ${days} days.`]);
    expect(moment).toBe(`${day}T23:59:59.999Z`);
    const { version, document, quote } = sentences[0]?.citations[0] ?? expect.fail('no citation');
    expect((await knowledge.document(owner, document, version)).text).toContain(quote);
    said.set(answer, version);
    const hits = await search('notice period', asOf(day));
    expect(hits.map((hit) => [hit.uri, hit.version, hit.text])).toEqual([
      ['m:notice', version, `Notice\n\nThe notice period is ${days} days.`],
    ]);
  }
  expect(new Set(said.values()).size).toBe(3);
  expect((await ask('How long is the notice period?', owner)).answer).toBe('The notice period is 60 days.');
  expect((await ask('How long is the notice period?', owner)).as_of).toBeUndefined();
});

test('what was not there yet is not found, what has not changed is, and both kinds stand in one order', async () => {
  const { on, asOf, search } = await homeOfDays();
  await on('2026-01-10', {
    'm:changed': 'The whale swims. The whale sings.',
    'm:same': 'A whale was seen off the coast by two men in a boat.',
  });
  await on('2026-02-10', { 'm:changed': 'Nothing any more.', 'm:new': 'The whale, the whale, the whale.' });
  expect((await search('whale', asOf('2026-01-09'))).length).toBe(0);
  expect((await search('whale', asOf('2026-01-10'))).map(({ uri }) => uri)).toEqual(['m:changed', 'm:same']);
  expect((await search('whale', asOf('2026-02-10'))).map(({ uri }) => uri)).toEqual(['m:new', 'm:same']);
});

test('whatever changes and comes later, a moment is found as it was searched then', async () => {
  const words = fc.subarray(['whale', 'boat', 'coast', 'net', 'harbour', 'storm'], { minLength: 1 });
  const changes = fc.dictionary(fc.constantFrom('m:a', 'm:b', 'm:c', 'm:d'), words, { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { minLength: 2, maxLength: 5 }), words, async (days, asked) => {
      const { on, asOf, search } = await homeOfDays();
      const found = async (reader: Reader) =>
        (await search(asked.join(' '), reader)).map(({ uri, version, text }) => `${uri} ${version} ${text}`).toSorted();
      const then = new Map<string, string[]>();
      for (const [at, changed] of days.entries()) {
        const day = `2026-01-${10 + at}`;
        const texts = Object.entries(changed).map(([uri, said]) => [uri, `${uri} says ${said.join(' and ')}.`]);
        await on(day, Object.fromEntries(texts));
        then.set(day, await found(owner));
      }
      for (const [day, hits] of then) expect([day, await found(asOf(day))]).toEqual([day, hits]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('phrases and exclusions hold of the versions of then', async () => {
  const { on, asOf, search } = await homeOfDays();
  await on('2026-01-10', { 'm:a': 'The blue whale sings.', 'm:b': 'A whale that is blue.' });
  await on('2026-02-10', { 'm:a': 'The grey seal barks.', 'm:b': 'A blue whale.' });
  const uris = async (query: string, day: string) => (await search(query, asOf(day))).map(({ uri }) => uri);
  expect(await uris('"blue whale"', '2026-01-10')).toEqual(['m:a']);
  expect(await uris('"blue whale"', '2026-02-10')).toEqual(['m:b']);
  expect(await uris('whale -sings', '2026-01-10')).toEqual(['m:b']);
});

test('filters, and questions to tables, are about the versions of then', async () => {
  vi.useRealTimers();
  const { knowledge, run } = await openTestHome();
  const folder = scratchFolder();
  const { source } = await knowledge.add({ location: folder });
  const write = async (title: string, amount: number) => {
    writeFileSync(join(folder, 'state.md'), `# ${title} of the contract\n\nIt is the ${title}.`);
    writeFileSync(join(folder, 'orders.csv'), `Region,Amount\nNorth,${amount}\nSouth,20\nNorth,5\n`);
    await knowledge.sync(source.id, run);
    const reader = { ...owner, asOf: Date.now() };
    await setTimeout(5);
    return reader;
  };
  const [first, second] = [await write('Draft', 10), await write('Final', 11_000)];
  const titles = async (query: string, reader: Reader, filter?: Filter) =>
    (await knowledge.search(query, { limit: 5, reader, filter })).hits.map(({ title }) => title);
  const filter = { field: 'title', op: 'contains', value: 'draft' } as const;
  expect(await titles('contract', first, filter)).toEqual(['Draft of the contract']);
  expect(await titles('title:draft', first)).toEqual(['Draft of the contract']);
  expect(await titles('contract', second, filter)).toEqual([]);
  expect(await titles('contract', second)).toEqual(['Final of the contract']);
  for (const [reader, sum] of [
    [first, '15'],
    [second, '11005'],
  ] as const) {
    const options = { reader, writer: createExtractiveWriter(0), passages: 12, signal: run.signal };
    const answer = await knowledge.ask('What is the total amount in the North region?', options);
    expect(answer).toMatchObject({ model: 'tables', answer: expect.stringContaining(`: ${sum} `) });
  }
});

test('a word that only a version of then has is no typing error', async () => {
  const { knowledge, on, asOf } = await homeOfDays();
  await on('2026-01-10', { 'm:a': 'The zeppelin lands.' });
  await on('2026-02-10', { 'm:a': 'The zeppelins land.', 'm:b': 'The zappelin is a typing error.' });
  const result = await knowledge.search('zeppelin', { limit: 5, reader: asOf('2026-01-10') });
  expect(result).toMatchObject({ corrected: [], hits: [{ text: 'The zeppelin lands.' }] });
});

test('the access list is that of today: going back opens nothing, and hides what is hidden now', async () => {
  const { knowledge, on, asOf, search, ask } = await homeOfDays(['group:hr', 'user:anna']);
  await on('2026-01-10', { 'm:notice': notice(30) });
  await on('2026-02-10', { 'm:notice': notice(45) });
  const anna = asOf('2026-01-10', readerOf(['user:anna']));
  expect((await search('notice', anna)).length).toBe(1);
  expect((await search('notice', asOf('2026-01-10', readerOf(['user:ben'])))).length).toBe(0);
  await knowledge.addCustom({ kind: 'memory', uri: 'memory:', access: ['user:ben'] });
  expect((await search('notice', anna)).length).toBe(0);
  expect((await ask('How long is the notice period?', anna)).refused).toBe(true);
  expect((await search('notice', asOf('2026-01-10', readerOf(['user:ben'])))).length).toBe(1);
});

test('removed is removed: no moment brings it back, not even where the document has come again', async () => {
  const { knowledge, on, asOf, search } = await homeOfDays();
  await on('2026-01-10', { 'm:notice': notice(30), 'm:erased': 'An erased notice.' });
  await on('2026-02-10', { 'm:notice': notice(45), 'm:erased': null });
  expect((await search('notice', asOf('2026-01-10'))).map(({ uri }) => uri)).toEqual(['m:notice']);
  await on('2026-03-10', { 'm:erased': 'An erased notice.' });
  expect((await search('notice', asOf('2026-01-10'))).map(({ uri }) => uri)).toEqual(['m:notice']);
  await knowledge.removeDocument('m:notice');
  expect(await search('notice', asOf('2026-01-10'))).toEqual([]);
  expect(await search('notice', asOf('2026-02-10'))).toEqual([]);
});

test('in a large home, too, and while the index has not heard of a change, each passage of then is found once', async () => {
  const { database, on, asOf, search } = await homeOfDays();
  const boats = Array.from({ length: 1010 }, (_, n) => [`m:${n}`, `The boat number ${n}.`]);
  const whales = { 'm:0': 'A whale.', 'm:1': 'A whale.', 'm:2': 'A whale.', 'm:3': 'A whale.' };
  await on('2026-01-10', { ...Object.fromEntries(boats), ...whales });
  const newer = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`m:new ${n}`, 'Whale, whale.']));
  await on('2026-02-10', { 'm:0': 'A seal.', 'm:1': 'The whale, the whale.', ...newer });
  const third = await database
    .selectFrom('versions')
    .innerJoin('documents', 'documents.id', 'versions.document_id')
    .selectAll('versions')
    .where('uri', '=', 'm:2')
    .executeTakeFirstOrThrow();
  // As if it had come right now: its rows are still on their way.
  const coming = { ...third, id: 'ver_coming', number: 2, indexed_at: Date.parse('2026-03-10') };
  await database.insertInto('versions').values(coming).execute();
  await database.updateTable('documents').set({ current_version: coming.id }).where('uri', '=', 'm:2').execute();
  const uris = async (reader: Reader) => (await search('whale', reader, { limit: 4 })).map(({ uri }) => uri).toSorted();
  expect(await uris(asOf('2026-01-10'))).toEqual(['m:0', 'm:1', 'm:2', 'm:3']);
  expect((await uris(owner)).includes('m:2')).toBe(false);
});

test.each([
  [true, 100],
  [false, 150],
])('of older passages few are embedded for a search over a network (%s)', async (isRemote, most) => {
  const { database, index, on, asOf } = await homeOfDays();
  const texts = (said: string) =>
    Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`m:${n}`, `${said} ${n}.`]));
  await on('2026-01-10', texts('A whale sings'));
  await on('2026-02-10', texts('A seal barks'));
  const embedded = new Set<string>();
  const embedder: Embedder = {
    ...shippedEmbedder,
    isRemote,
    embed(said, role, options) {
      if (role === 'passage') expect(options).toEqual({ isUrgent: true });
      if (role === 'passage') for (const text of said) embedded.add(text);
      return shippedEmbedder.embed(said, role);
    },
  };
  const options = { limit: 200, reader: asOf('2026-01-10') };
  const { hits } = await searchIn({ database, index, embedder }, 'whale', options);
  expect([hits.length, embedded.size]).toEqual([150, most]);
});

test('more passages of older versions than are searched is an error, which a filter avoids', async () => {
  const { database, on, asOf, search } = await homeOfDays();
  await on('2026-01-10', { 'm:long': 'whale', 'm:short': 'A whale.' });
  await on('2026-02-10', { 'm:long': 'seal', 'm:short': 'A seal.' });
  const old = await database
    .selectFrom('chunks')
    .innerJoin('documents', 'documents.id', 'chunks.document_id')
    .selectAll('chunks')
    .where('uri', '=', 'm:long')
    .whereRef('version_id', '!=', 'current_version')
    .executeTakeFirstOrThrow();
  for (let first = 1; first < mostOlderPassages; first += 1000) {
    const rows = Array.from({ length: 1000 }, (_, n) => ({ ...old, id: undefined, ordinal: first + n }));
    await database
      .insertInto('chunks')
      .values(rows.map(({ id: _id, ...row }) => row))
      .execute();
  }
  await expect(search('whale', asOf('2026-01-10'))).rejects.toMatchObject({
    code: 'as_of_too_far',
    message: expect.stringContaining('20002 passages'),
  });
  const filter = { field: 'document', op: 'is', value: 'm:short' };
  expect((await search('whale', asOf('2026-01-10'), { filter })).map(({ uri }) => uri)).toEqual(['m:short']);
  expect((await search('seal', asOf('2026-02-10'))).length).toBe(2);
});
