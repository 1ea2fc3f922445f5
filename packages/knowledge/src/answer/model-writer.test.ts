import { expect, test } from 'vitest';
import { owner } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import type { AskEvent } from './ask.ts';
import { createModelWriter } from './model-writer.ts';
import { sendAnswer, startModel, type ModelRequest } from './testing/model-server.fixture.ts';

const handbook = new Map([
  [
    'memory://donors',
    '# Leave for donors\n\nBlood donors may leave two hours early.\n\nBone marrow donors get 7 paid days of leave.',
  ],
  ['memory://notice', '# Notice periods\n\nThe notice period for donors of time is 30 days.'],
]);

/** The number that a prompt gives the passage with these words. */
function numberOf(words: string, { body }: ModelRequest): number {
  const prompt = body.messages.at(-1)?.content ?? '';
  const heads = [...prompt.slice(0, prompt.indexOf(words)).matchAll(/^\[(\d+)\] /gm)];
  return Number(heads.at(-1)?.[1]);
}

/** Asks a real home whose model answers as told. */
async function ask(question: string, answer: (request: ModelRequest) => string, unsupported?: 'drop' | 'mark') {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory://handbook' });
  await knowledge.sync(source.id, run, memorySource(handbook));
  const { url, requests } = await startModel((response, request) => sendAnswer(response, answer(request)));
  const writer = createModelWriter({ url, model: 'test-model', key: undefined, timeoutMs: 10_000 }, unsupported);
  const events: AskEvent[] = [];
  const result = await knowledge.ask(question, {
    reader: owner,
    writer,
    passages: 5,
    signal: run.signal,
    onEvent: (event) => events.push(event),
  });
  const text = async (document: string, version: string) => (await knowledge.document(owner, document, version)).text;
  return { result, events, requests, text };
}

test('every sentence of the answer cites the slice of the document that says it', async () => {
  const { result, text } = await ask('How many days do donors get?', (request) => {
    const donors = numberOf('Bone marrow', request);
    const notice = numberOf('The notice period', request);
    return `Bone marrow donors get 7 days [${donors}]. Parking is free [${donors}]. The notice period is 30 days [${notice}].`;
  });
  expect(result).toMatchObject({
    answer: 'Bone marrow donors get 7 days. The notice period is 30 days.',
    refused: false,
    model: 'test-model',
    sentences: [
      { citations: [{ uri: 'memory://donors', quote: 'Bone marrow donors get 7 paid days of leave.' }] },
      { citations: [{ uri: 'memory://notice', quote: 'The notice period for donors of time is 30 days.' }] },
    ],
  });
  for (const { citations } of result.sentences) {
    for (const { document, version, start, end, quote } of citations) {
      expect((await text(document, version)).slice(start, end)).toBe(quote);
    }
  }
});

test('the model reads the rules, the numbered passages and the question', async () => {
  const { requests } = await ask('How many days do donors get?', () => 'NO ANSWER');
  const [system, user] = requests[0]?.body.messages ?? [];
  expect(system).toMatchObject({ role: 'system' });
  expect(system?.content).toContain('NO ANSWER');
  expect(user?.content).toMatch(/^Passages:\n\n\[1\] [^\n]*\n/);
  expect(user?.content).toContain('Bone marrow donors get 7 paid days of leave.');
  expect(user?.content).toMatch(/Question: How many days do donors get\?$/);
});

test('raw text comes as deltas, then the checked sentences, then the whole', async () => {
  const { events, result } = await ask(
    'How many days do donors get?',
    (request) => `Bone marrow donors get 7 days [${numberOf('Bone marrow', request)}].`,
  );
  expect(events.map(({ event }) => event)).toEqual([
    'passages',
    ...Array.from({ length: 7 }, () => 'delta'),
    'sentence',
    'done',
  ]);
  expect(events.at(-1)?.data).toEqual(result);
});

test.each([
  ['says that the passages do not answer', () => 'NO ANSWER'],
  ['cites nothing', () => 'Donors get 7 days.'],
  ['gets the number wrong', (request: ModelRequest) => `Donors get 8 days [${numberOf('Bone marrow', request)}].`],
])('a model that %s is a refusal', async (_what, answer) => {
  const { result } = await ask('How many days do donors get?', answer);
  expect(result).toMatchObject({ refused: true, answer: '', sentences: [] });
});

test('where nothing is found, the model is not asked', async () => {
  const { result, requests } = await ask('Zxqv?', () => 'Everything is fine [1].');
  expect(result.refused).toBe(true);
  expect(requests).toEqual([]);
});

const twoClaims = (request: ModelRequest) => {
  const donors = numberOf('Bone marrow', request);
  return `Bone marrow donors get 7 days [${donors}]. Blood donors may leave three hours early [${donors}].`;
};

test('what is not borne out is dropped and counted', async () => {
  const { result, events } = await ask('How many days do donors get?', twoClaims);
  expect(result.verified).toEqual({ sentences: 2, supported: 1, dropped: 1, marked: 0 });
  expect(result.answer).toBe('Bone marrow donors get 7 days.');
  expect(events.filter(({ event }) => event === 'sentence')).toHaveLength(1);
});

test('or marked, with the reason, in the answer and on the way to it', async () => {
  const { result, events } = await ask('How many days do donors get?', twoClaims, 'mark');
  expect(result.verified).toEqual({ sentences: 2, supported: 1, dropped: 0, marked: 1 });
  const marked = { supported: false, reasons: ['the source says two hours, not three hours'] };
  expect(result.sentences).toMatchObject([{}, marked]);
  expect(result.sentences[0]).not.toHaveProperty('supported');
  expect(events.filter(({ event }) => event === 'sentence').map(({ data }) => data)).toEqual(result.sentences);
});
