import { expect, test } from 'vitest';
import { AtelierError } from '@atelier/foundation';
import { owner, readerOf } from '../../documents/access.ts';
import { memorySource, openTestHome } from '../../testing/knowledge.fixture.ts';
import type { AskEvent } from '../ask.ts';
import type { ReadAllOptions } from './read-all.ts';
import { mostCitations } from './statements.ts';

async function homeWith(texts: Record<string, string>, access?: string[]) {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:', ...(access && { access }) });
  await knowledge.sync(source.id, run, memorySource(new Map(Object.entries(texts))));
  const askAll = async (question: string, options: Partial<ReadAllOptions> = {}) =>
    await knowledge.askAll(question, { reader: owner, signal: run.signal, ...options });
  return { knowledge, run, source, askAll };
}

const contracts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `m:contracts/c${n}.md`,
      `# Contract ${n}\n\nGoods are delivered to hall ${n}.\n\nThe penalty for late delivery is ${n + 1} % of the price.`,
    ]),
  );

test('every statement of every document is found, however many there are, each with its exact citation', async () => {
  const { knowledge, askAll } = await homeWith({ ...contracts(40), 'm:other/menu.md': 'Soup is served at noon.' });
  const events: AskEvent[] = [];
  const answer = await askAll('Which contracts mention a penalty?', { onEvent: (event) => events.push(event) });
  expect(answer).toMatchObject({ refused: false, model: 'read-all' });
  expect(answer.sentences.map(({ text }) => text).toSorted()).toEqual(
    Array.from({ length: 40 }, (_, n) => `The penalty for late delivery is ${n + 1} % of the price.`).toSorted(),
  );
  for (const { text, citations } of answer.sentences) {
    const [citation] = citations;
    const document = await knowledge.document(owner, citation?.document ?? '');
    expect(document.text.slice(citation?.start, citation?.end)).toBe(text);
  }
  expect(answer.coverage).toMatchObject({
    documents: { in_scope: 41, read: 41 },
    found: { statements: 40, documents: 40 },
    named: ['contracts'],
    elsewhere: 0,
    stopped: null,
  });
  expect(answer.coverage?.passages.read).toBe(answer.coverage?.passages.in_scope);
  expect(events.filter(({ event }) => event === 'sentence').map(({ data }) => data)).toEqual(answer.sentences);
  expect(events.at(-2)?.event).toBe('progress');
  expect(events.at(-1)).toEqual({ event: 'done', data: answer });
});

test('what several documents say alike is told once, with all its sources; another number is another statement', async () => {
  const { askAll } = await homeWith({
    'm:a.md': 'A penalty of 5 % is due when goods come late.',
    'm:b.md': 'A penalty of 5 % is due, when goods come late.',
    'm:c.md': 'A penalty of 6 % is due when goods come late.',
  });
  const { sentences, coverage } = await askAll('Which documents mention a penalty?');
  expect(sentences.map(({ citations }) => citations.map(({ uri }) => uri))).toEqual([['m:a.md', 'm:b.md'], ['m:c.md']]);
  expect(coverage?.found).toEqual({ statements: 2, documents: 3 });
});

test('what stands everywhere cites so many places, counts all, and leaves off when nobody waits any more', async () => {
  const pages = Array.from({ length: mostCitations + 10 }, (_, n) => [`m:${n}.md`, 'A penalty of 5 % is due.']);
  const { askAll, knowledge } = await homeWith({ ...Object.fromEntries(pages), 'm:menu.md': 'Soup.' });
  const question = 'Which documents mention a penalty?';
  const { sentences, coverage } = await askAll(question);
  expect(sentences.map(({ citations }) => citations.length)).toEqual([mostCitations]);
  expect(coverage?.found).toEqual({ statements: 1, documents: mostCitations + 10 });
  const leaving = new AbortController();
  const onEvent = ({ event }: AskEvent) => event === 'progress' && leaving.abort();
  await expect(askAll(question, { signal: leaving.signal, onEvent })).rejects.toMatchObject({ name: 'AbortError' });
  // What is not cited has to be there still, too.
  const removing: Promise<unknown>[] = [];
  const { coverage: after } = await askAll(question, {
    onEvent: ({ event }) => {
      if (event === 'progress') removing.push(knowledge.removeDocument('m:0.md'), knowledge.removeDocument('m:9.md'));
    },
  });
  await Promise.all(removing);
  expect(after?.found).toEqual({ statements: 1, documents: mostCitations + 8 });
});

test('a question that names documents gets what stands in those, and how much stands elsewhere', async () => {
  const { askAll } = await homeWith({
    'm:handbook/leave.md': '# Leave\n\nAsk for leave at least two weeks ahead.\n\nThe calendar is green.',
    'm:sales/dealers.md': '# Dealers\n\nOrders come in by 19 December 2025.',
  });
  const { sentences, coverage } = await askAll('List every deadline in the handbook');
  expect(sentences.map(({ text }) => text)).toEqual(['Ask for leave at least two weeks ahead.']);
  expect(coverage).toMatchObject({ named: ['handbook'], elsewhere: 1, documents: { read: 2 } });
});

test('a section that is called what is sought is told whole', async () => {
  const { askAll } = await homeWith({
    'm:a.md': '# Agreement\n\n## Termination\n\nEither side may end it in March.\n\n## Law\n\nEnglish law.',
  });
  const { sentences } = await askAll('Which documents mention termination?');
  expect(sentences.map(({ text }) => text)).toEqual(['Either side may end it in March.']);
});

test('nothing found is a refusal that says how much was read', async () => {
  const { askAll } = await homeWith(contracts(3));
  const answer = await askAll('Which contracts mention a sabbatical?');
  expect(answer).toMatchObject({ refused: true, answer: '', sentences: [], coverage: { documents: { read: 3 } } });
});

test('a filter bounds what is read', async () => {
  const { askAll } = await homeWith(contracts(5));
  const filter = { field: 'path', op: 'contains', value: 'c3' } as const;
  const { sentences, coverage } = await askAll('Which contracts mention a penalty?', { filter });
  expect(sentences).toHaveLength(1);
  expect(coverage?.documents).toEqual({ in_scope: 1, read: 1 });
});

test.each([
  ['time', { milliseconds: 0, statements: 1000 }],
  ['statements', { milliseconds: 60_000, statements: 5 }],
] as const)('where it has to stop early (%s), the receipt says how far it came', async (stopped, limits) => {
  const { askAll } = await homeWith(contracts(250));
  const { coverage } = await askAll('Which contracts mention a penalty?', { limits });
  expect(coverage).toMatchObject({ stopped, documents: { in_scope: 250, read: 200 }, passages: { read: 200 } });
});

test('somebody else hears neither of the documents nor of how many there are', async () => {
  const { askAll } = await homeWith(contracts(3), ['group:hr']);
  const answer = await askAll('Which contracts mention a penalty?', { reader: readerOf(['group:it']) });
  expect(answer).toMatchObject({ refused: true, sentences: [] });
  expect(answer.coverage).toEqual({
    documents: { in_scope: 0, read: 0 },
    passages: { in_scope: 0, read: 0 },
    unreadable: { files: 0, first: [] },
    found: { statements: 0, documents: 0 },
    named: [],
    elsewhere: 0,
    stopped: null,
  });
});

test('what is deleted while it reads is not told', async () => {
  const { knowledge, askAll } = await homeWith(contracts(250));
  const removing: Promise<unknown>[] = [];
  const { sentences } = await askAll('Which contracts mention a penalty?', {
    onEvent: ({ event }) => {
      if (event === 'progress' && removing.length === 0) {
        removing.push(knowledge.removeDocument('m:contracts/c0.md'));
      }
    },
  });
  await Promise.all(removing);
  expect(sentences).toHaveLength(249);
  expect(sentences.some(({ text }) => text.includes(' 1 %'))).toBe(false);
});

test('files that could not be read count, for those who may see their source, where the filter lets them in', async () => {
  const { knowledge, run, source, askAll } = await homeWith(contracts(2), ['group:hr']);
  const good = memorySource(new Map(Object.entries(contracts(2))));
  await knowledge.sync(source.id, run, {
    async *list(signal, known) {
      yield* good.list(signal, known);
      yield { uri: 'm:contracts/broken.pdf', stamp: '1' };
    },
    open: async (item, signal) => {
      if (!item.uri.endsWith('broken.pdf')) return await good.open(item, signal);
      throw new AtelierError({ code: 'file_damaged', message: 'The file is damaged.' });
    },
  });
  const question = 'Which contracts mention a penalty?';
  const unreadable = async (options: Partial<ReadAllOptions>) => (await askAll(question, options)).coverage?.unreadable;
  const told = {
    files: 1,
    first: [{ uri: 'm:contracts/broken.pdf', code: 'file_damaged', message: 'The file is damaged.' }],
  };
  expect(await unreadable({})).toEqual(told);
  // Whether they might see that very file is not known.
  expect(await unreadable({ reader: readerOf(['group:hr']) })).toEqual({ files: 1, first: [] });
  expect(await unreadable({ reader: readerOf([]) })).toEqual({ files: 0, first: [] });
  expect(await unreadable({ filter: { field: 'type', op: 'is', value: 'pdf' } })).toEqual(told);
  expect(await unreadable({ filter: { field: 'type', op: 'is', value: 'docx' } })).toEqual({ files: 0, first: [] });
  // What it says of itself is not known, so it may fit.
  expect(await unreadable({ filter: { field: 'author', op: 'is', value: 'Ann' } })).toEqual(told);
});
