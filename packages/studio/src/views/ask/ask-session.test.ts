import { expect, test, vi } from 'vitest';
import { type Asked, untilEnd } from '../../api/ask.ts';
import type { Answer, AskEvent, Coverage, Sentence } from '../../api/types.ts';
import { createAskSession } from './ask-session.ts';

const sentence = (text: string): Sentence => ({ text, citations: [] });
const about = (question: string): Asked => ({ question, asOf: '', all: false });
const done = (question: string, refused = false): AskEvent => ({
  event: 'done',
  data: { ...answer(question), refused, ...(refused && { sentences: [] }) },
});

const answer = (question: string): Answer => ({
  question,
  answer: 'A.',
  refused: false,
  sentences: [sentence('A.')],
  model: 'm',
  took_ms: 5,
});
const coverage = (read: number): Coverage => ({
  documents: { in_scope: 54, read: 54 },
  passages: { in_scope: 600, read },
  unreadable: { files: 0, first: [] },
  found: { statements: 0, documents: 0 },
  named: [],
  elsewhere: 0,
  stopped: null,
});

async function* say(...events: AskEvent[]) {
  for (const event of events) yield event;
}

const delta: AskEvent = { event: 'delta', data: { text: 'Draft' } };
const partial: AskEvent = { event: 'sentence', data: sentence('A.') };

test('an answer is answered only after done, which also ends the draft', async () => {
  const phases: string[] = [];
  const session = createAskSession(({ question }) => say(delta, partial, done(question)));
  session.subscribe(() => phases.push(`${session.entries()[0]?.phase} ${session.entries()[0]?.draft}`.trim()));
  session.ask(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(phases).toEqual(['searching', 'writing Draft', 'writing Draft', 'answered']);
  expect(session.entries()[0]).toMatchObject({ model: 'm', tookMs: 5, sentences: [{ text: 'A.' }] });
});

test('a stream that ends without done is shown as failed, with the sentences it had', async () => {
  const bytes = new TextEncoder().encode(`event: sentence\ndata: ${JSON.stringify(sentence('A.'))}\n\n`);
  const session = createAskSession(() => untilEnd(new Blob([bytes]).stream()));
  session.ask(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('failed'));
  expect(session.entries()[0]).toMatchObject({ error: { code: 'stream_broken' }, sentences: [{ text: 'A.' }] });
});

test('an error event and a refusal are not answers', async () => {
  const error: AskEvent = { event: 'error', data: { error: { code: 'model_missing', message: 'No model.' } } };
  const session = createAskSession(({ question }) => (question === 'bad' ? say(error) : say(done(question, true))));
  session.ask(about('bad'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('failed'));
  expect(session.entries()[0]?.error).toEqual({ code: 'model_missing', message: 'No model.', hint: '' });
  session.ask(about('unknown'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('refused'));
});

test('what another document says instead is known once the answer is final', async () => {
  const disagreement = [{ sentence: 0, otherwise: 1, dates: ['2025', '2023'] as [string, string] }];
  const sentences = [sentence('£175.'), sentence('travel-2023.md says otherwise: £150.')];
  const session = createAskSession(({ question }) => {
    return say({ event: 'done', data: { ...answer(question), sentences, disagreement } });
  });
  session.ask(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(session.entries()[0]?.disagreement).toEqual(disagreement);
});

test('cancel aborts the request, drops the draft, and nothing that comes later counts', async () => {
  let signal: AbortSignal | undefined;
  let release = () => {};
  const session = createAskSession(async function* ({ question }, given) {
    signal = given;
    yield delta;
    await new Promise<void>((resolve) => (release = resolve));
    yield done(question);
  });
  session.ask(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.draft).toBe('Draft'));
  session.cancel();
  expect(signal?.aborted).toBe(true);
  release();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(session.entries()[0]).toMatchObject({ phase: 'cancelled', draft: '', sentences: [] });
});

test('asking again replaces the earlier entry, ensure does not ask twice', async () => {
  const asked: string[] = [];
  const session = createAskSession(({ question }) => {
    asked.push(question);
    return say(done(question));
  });
  session.ensure(about('one'));
  session.ensure(about('one'));
  session.ask(about('two'));
  session.ask(about('one'));
  await vi.waitFor(() => expect(session.entries().every((entry) => entry.phase !== 'searching')).toBe(true));
  expect(asked).toEqual(['one', 'two', 'one']);
  expect(session.entries().map((entry) => entry.question)).toEqual(['one', 'two']);
});

test('the same question as of another day is another question', async () => {
  const asked: string[] = [];
  const session = createAskSession(({ question, asOf }) => {
    asked.push(asOf);
    return say(done(question, asOf !== ''));
  });
  session.ensure(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  session.ensure({ ...about('q'), asOf: '2020-01-31' });
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('refused'));
  session.ensure(about('q'));
  expect(asked).toEqual(['', '2020-01-31']);
  expect(session.entries().map(({ asOf }) => asOf)).toEqual(['2020-01-31', '']);
});

test('reading all documents says how far it is, and ends with how much was read', async () => {
  const asked: Asked[] = [];
  const read: string[] = [];
  const session = createAskSession((one) => {
    asked.push(one);
    const whole: AskEvent = { event: 'progress', data: coverage(600) };
    return say({ event: 'progress', data: coverage(412) }, partial, whole, {
      event: 'done',
      data: { ...answer(one.question), coverage: { ...coverage(600), found: { statements: 1, documents: 1 } } },
    });
  });
  session.subscribe(() => {
    const [entry] = session.entries();
    read.push(`${entry?.phase} ${entry?.coverage?.passages.read} ${entry?.sentences.length}`);
  });
  session.ask({ ...about('q'), all: true });
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(asked).toEqual([{ question: 'q', asOf: '', all: true }]);
  expect(read).toEqual(['searching undefined 0', 'writing 412 0', 'writing 412 1', 'writing 600 1', 'answered 600 1']);
  expect(session.entries()[0]?.coverage?.found).toEqual({ statements: 1, documents: 1 });
});

test('reading that is cancelled keeps what it found and how far it came', async () => {
  const session = createAskSession(async function* (_asked, signal) {
    yield partial;
    yield { event: 'progress', data: coverage(412) };
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  });
  session.ask({ ...about('q'), all: true });
  await vi.waitFor(() => expect(session.entries()[0]?.coverage).toBeDefined());
  session.cancel();
  const [entry] = session.entries();
  expect(entry).toMatchObject({ phase: 'cancelled', sentences: [{ text: 'A.' }], coverage: coverage(412) });
});

test('a question that looks like one over all documents can be asked so, beside its plain answer', async () => {
  const session = createAskSession(({ question, all }) =>
    say({ event: 'done', data: { ...answer(question), ...(all ? { coverage: coverage(600) } : { hint: 'Ask so.' }) } }),
  );
  session.ensure(about('q'));
  await vi.waitFor(() => expect(session.entries()[0]?.couldReadAll).toBe(true));
  session.ensure({ ...about('q'), all: true });
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(session.entries().map(({ all, couldReadAll }) => [all, couldReadAll])).toEqual([
    [true, false],
    [false, true],
  ]);
});
