import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { owner, readerOf, type Answer } from '../packages/knowledge/src/index.ts';
import { openWorld, places, type Place, type Shape, type World } from './support/leak-world.ts';
import { expectNone } from './support/expect-none.ts';
import { createPast } from './support/leak-past.ts';
import { addUsers, checkReach, checkUser, type UserOfWorld } from './support/leak-users.ts';

/**
 * Nobody hears of what is not theirs, or is gone. Companies are made up, changed step by step, and asked through every door
 * as everybody, after each step: first while the index still has to follow, then when all is in sync.
 */

const principals = ['group:hr', 'user:anna', "user:o'neil"];
const askers: string[][] = [[], ['group:hr'], ['user:anna', "user:o'neil"], ['everyone%', "') or true --"]];

/** Kept by the home and asked after every sync; what it once answered must go with the documents. */
const yearly = 'Which report says that reports are yearly?';

type Step =
  | { does: 'write'; place: Place; slot: number; shape: Shape }
  | { does: 'edit' | 'erase' | 'remove'; nth: number }
  | { does: 'share'; place: Place; access: string[] }
  | { does: 'unshare'; place: Place };

const place = fc.constantFrom(...places);
const nth = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('write' as const),
      place,
      slot: fc.nat(2),
      shape: fc.constantFrom<Shape>('text', 'table', 'zip'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('share' as const),
      place,
      access: fc.oneof(fc.subarray<string>(principals), fc.constant<string[]>(['everyone'])),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('edit' as const, 'erase', 'remove'), nth }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('unshare' as const), place }) },
);

async function take(world: World, taken: Step): Promise<void> {
  if (taken.does === 'write') world.write(taken.place, taken.slot, taken.shape);
  else if (taken.does === 'share') await world.share(taken.place, taken.access);
  else if (taken.does === 'unshare') await world.unshare(taken.place);
  else {
    const paths = [...world.documents.keys()];
    const path = paths[taken.nth % paths.length];
    if (path === undefined) return;
    if (taken.does === 'remove') await world.remove(path);
    else if (taken.does === 'erase') world.erase(path);
    else world.edit(path.replace(/#.*/, ''));
  }
}

/** What came back, without the time it took and the words that were asked with. */
function answerOf(text: string, asked: string): unknown {
  const {
    took_ms: _took,
    query: _query,
    question: _question,
    ...rest
  } = JSON.parse(text.replaceAll(asked, '<asked>')) as Record<string, unknown>;
  return rest;
}

async function askedWith(world: World, as: string[], word: string): Promise<unknown[]> {
  const search = (query: string) => world.request('POST', '/api/search', { query, as, limit: 100 });
  const ask = (question: string) => world.request('POST', '/api/ask', { question, as });
  const replies = [
    await search(word),
    await search(`yearly report ${word}`),
    await search(`"${word}"`),
    await search(word.slice(0, -2)),
    await ask(`What is the code of ${word}?`),
    await ask(`Which reports are yearly, ${word}?`),
    await world.request('POST', '/api/ask', { question: `List every code of ${word}`, all: true, as }),
  ];
  return replies.map(({ status, text }) => [status, answerOf(text, word)]);
}

async function failureOf(work: Promise<unknown>, named: string): Promise<string> {
  const failure = await work.then(
    () => 'no failure',
    (error: Error & { toJSON?: () => unknown; code?: string; hint?: string; details?: unknown }) =>
      JSON.stringify([error.code, error.message, error.hint, error.details]),
  );
  return failure.replaceAll(named, '<named>');
}

/** Everything that takes `as` or a reader, for one asker. */
async function checkAsker(world: World, as: string[], isSynced: boolean): Promise<void> {
  const words = world.forbidden(as);
  const { knowledge } = world.home;
  const reader = readerOf(as);
  const everything = `report code yearly amount ${words.filter((word) => !word.includes('/')).join(' ')}`.slice(
    0,
    3900,
  );

  for (const body of [
    { path: '/api/search', body: { query: everything, as, limit: 100 } },
    { path: '/api/ask', body: { question: everything, as } },
    { path: '/api/ask', body: { question: 'What does the report say about the code?', as } },
    { path: '/api/ask', body: { question: 'Which reports mention a code?', all: true, as } },
    { path: '/api/ask', body: { question: everything, all: true, as } },
  ]) {
    const { text } = await world.request('POST', body.path, body.body);
    const { query: _query, question: _question, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expectNone(JSON.stringify(rest), words, `${body.path} as ${as.join()}`);
  }
  const streamed = await world.request('POST', '/api/ask', { question: 'What does the yearly report say?', as }, true);
  expectNone(streamed.text, words, 'the events of an answer');
  const readAll = await world.request(
    'POST',
    '/api/ask',
    { question: 'Which reports mention a code?', all: true, as },
    true,
  );
  expectNone(readAll.text, words, 'the events of reading all');

  const listed = await knowledge.documents(reader);
  expectNone(JSON.stringify(listed), words, 'the list of documents');
  expect(listed.total).toBe(listed.documents.length);
  const { coverage } = JSON.parse(readAll.text.split('event: done\ndata: ')[1] ?? '') as Answer;
  expect(coverage?.documents).toEqual({ in_scope: listed.total, read: listed.total });
  const visible = [...world.visible(as).values()].map(({ uri }) => uri).toSorted();
  if (isSynced) expect(listed.documents.map(({ uri }) => uri).toSorted()).toEqual(visible);

  // A word of theirs says no more than one that nobody has ever written.
  const hidden = words.filter((word) => !word.includes('/')).slice(-2);
  const nonsense = await askedWith(world, as, world.nonsense());
  if (isSynced) for (const word of hidden) expect(await askedWith(world, as, word)).toEqual(nonsense);

  await checkNames(world, as);
}

/** What is there and not for this asker is answered like what never was, whichever way it is named. */
async function checkNames(world: World, as: string[]): Promise<void> {
  const { knowledge } = world.home;
  const reader = readerOf(as);
  const mine = new Set((await knowledge.documents(reader)).documents.map(({ document }) => document));
  const others = (await knowledge.documents(owner)).documents.filter(({ document }) => !mine.has(document));
  const absent = 'doc_01kb3v00000000000000000000';
  const doors = (id: string, version?: string) => [
    failureOf(knowledge.document(reader, id, version), id),
    failureOf(knowledge.tables(reader, id, version), id),
    failureOf(knowledge.pagePicture(reader, { document: id, version, page: 1 }), id),
  ];
  const expected = await Promise.all(doors(absent));
  expect(expected.every((failure) => failure.includes('document_not_found'))).toBe(true);
  for (const { document, uri } of others.slice(0, 3)) {
    const { version_id: version } = await knowledge.document(owner, document);
    expect(await Promise.all(doors(document))).toEqual(expected);
    expect(await Promise.all(doors(uri))).toEqual(expected);
    expect(await Promise.all(doors(document, version))).toEqual(expected);
    for (const { table } of (await knowledge.tables(owner, document)).tables) {
      const query = async (id: string, more: object) => {
        const { status, text } = await world.request('POST', '/api/tables/query', { table: id, as, ...more });
        return [status, text.replaceAll(id, '<named>')];
      };
      for (const more of [{}, { version }, { aggregate: 'sum', column: 'Amount' }, { column: 'No such' }]) {
        expect(await query(table, more)).toEqual(await query('tbl_01kb3v00000000000000000000', more));
      }
    }
  }
}

/** The doors of the owner, who sees everything but what is gone. */
async function checkOwner(world: World): Promise<void> {
  const words = world.forbidden(null);
  const doors = ['/api/documents', '/api/sources', '/api/questions'];
  const { sources } = JSON.parse((await world.request('GET', '/api/sources')).text) as {
    sources: { source: string; last_run: { job: string } | null }[];
  };
  for (const { source, last_run: run } of sources) {
    doors.push(`/api/sources/${source}/runs`, ...(run === null ? [] : [`/api/jobs/${run.job}`]));
  }
  for (const door of doors) expectNone((await world.request('GET', door)).text, words, door);
  // The versions of before are kept as long as their document is, and so are answers that quote them.
  const kept = new Set([...world.visible(null).values()].flatMap(({ former }) => former));
  const runs = await world.request('GET', '/api/questions/runs?limit=50');
  const withoutKept = words.filter((word) => !kept.has(word));
  expectNone(runs.text, withoutKept, 'the runs of saved questions');
  const search = await world.request('POST', '/api/search', { query: 'report code yearly amount', limit: 100 });
  expectNone(search.text, words, 'the search of the owner');
  const failures = await Promise.all(
    [...world.formerIds, 'doc_01kb3v00000000000000000000'].map((id) =>
      failureOf(world.home.knowledge.document(owner, id), id),
    ),
  );
  expect(new Set(failures).size).toBe(1);
}

type Past = ReturnType<typeof createPast>;

async function check(world: World, users: UserOfWorld[], past: Past, isSynced: boolean): Promise<void> {
  await checkOwner(world);
  await past.check([null, ...askers], isSynced);
  for (const as of askers) await checkAsker(world, as, isSynced);
  for (const user of users) await checkUser(world, user, isSynced);
}

function inWorld(run: (world: World) => Promise<void>) {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atelier-leaks-'));
    const world = await openWorld(folder);
    try {
      await run(world);
    } finally {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

test('whatever happens to documents and access lists, nobody hears of what is not theirs or is gone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), (steps) =>
      inWorld(async (world) => {
        await world.request('POST', '/api/questions', { question: yearly, answers: ['yearly'] });
        await world.request('POST', '/api/questions', { question: yearly, answers: ['yearly'], as: ['group:hr'] });
        const users = await addUsers(world);
        await world.share('lib', ['everyone']);
        world.write('lib', 0, 'text');
        world.write('lib/inner', 0, 'table');
        await world.sync();
        expect((await world.request('GET', '/api/questions/runs')).text).toContain('Reports are yearly');
        await checkReach(world, users);
        const past = createPast(world);
        past.remember();
        const [first = ''] = world.documents.keys();
        await past.checkReach(first);
        for (const taken of steps) {
          await take(world, taken);
          // What is done to files comes with the sync; everything else holds at once.
          if (!('slot' in taken) && taken.does !== 'edit' && taken.does !== 'erase')
            await check(world, users, past, false);
          await world.sync();
          past.remember();
          await check(world, users, past, true);
        }
        await world.home.knowledge.wipe();
        expect(world.left(world.gone)).toEqual([]);
      })(),
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 300_000);
