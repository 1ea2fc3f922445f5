import { expect, test, vi } from 'vitest';
import { untilEnd } from '../../api/ask.ts';
import type { AskEvent, Sentence } from '../../api/types.ts';
import { createAskSession } from './ask-session.ts';

const sentence = (text: string): Sentence => ({ text, citations: [] });
const done = (question: string, refused = false): AskEvent => ({
  event: 'done',
  data: { question, answer: 'A.', refused, sentences: refused ? [] : [sentence('A.')], model: 'm', took_ms: 5 },
});

async function* say(...events: AskEvent[]) {
  for (const event of events) yield event;
}

const delta: AskEvent = { event: 'delta', data: { text: 'Draft' } };
const partial: AskEvent = { event: 'sentence', data: sentence('A.') };

test('an answer is answered only after done, which also ends the draft', async () => {
  const phases: string[] = [];
  const session = createAskSession((question) => say(delta, partial, done(question)));
  session.subscribe(() => phases.push(`${session.entries()[0]?.phase} ${session.entries()[0]?.draft}`.trim()));
  session.ask('q');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(phases).toEqual(['searching', 'writing Draft', 'writing Draft', 'answered']);
  expect(session.entries()[0]).toMatchObject({ model: 'm', tookMs: 5, sentences: [{ text: 'A.' }] });
});

test('a stream that ends without done is shown as failed, with the sentences it had', async () => {
  const bytes = new TextEncoder().encode(`event: sentence\ndata: ${JSON.stringify(sentence('A.'))}\n\n`);
  const session = createAskSession(() => untilEnd(new Blob([bytes]).stream()));
  session.ask('q');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('failed'));
  expect(session.entries()[0]).toMatchObject({ error: { code: 'stream_broken' }, sentences: [{ text: 'A.' }] });
});

test('an error event and a refusal are not answers', async () => {
  const error: AskEvent = { event: 'error', data: { error: { code: 'model_missing', message: 'No model.' } } };
  const session = createAskSession((question) => (question === 'bad' ? say(error) : say(done(question, true))));
  session.ask('bad');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('failed'));
  expect(session.entries()[0]?.error).toEqual({ code: 'model_missing', message: 'No model.', hint: '' });
  session.ask('unknown');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('refused'));
});

test('what another document says instead is known once the answer is final', async () => {
  const disagreement = [{ sentence: 0, otherwise: 1, dates: ['2025', '2023'] as [string, string] }];
  const sentences = [sentence('£175.'), sentence('travel-2023.md says otherwise: £150.')];
  const session = createAskSession((question) => {
    const answer = { question, answer: '', refused: false, sentences, disagreement, model: 'm', took_ms: 5 };
    return say({ event: 'done', data: answer });
  });
  session.ask('q');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  expect(session.entries()[0]?.disagreement).toEqual(disagreement);
});

test('cancel aborts the request, drops the draft, and nothing that comes later counts', async () => {
  let signal: AbortSignal | undefined;
  let release = () => {};
  const session = createAskSession(async function* (question, _asOf, given) {
    signal = given;
    yield delta;
    await new Promise<void>((resolve) => (release = resolve));
    yield done(question);
  });
  session.ask('q');
  await vi.waitFor(() => expect(session.entries()[0]?.draft).toBe('Draft'));
  session.cancel();
  expect(signal?.aborted).toBe(true);
  release();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(session.entries()[0]).toMatchObject({ phase: 'cancelled', draft: '', sentences: [] });
});

test('asking again replaces the earlier entry, ensure does not ask twice', async () => {
  const asked: string[] = [];
  const session = createAskSession((question) => {
    asked.push(question);
    return say(done(question));
  });
  session.ensure('one');
  session.ensure('one');
  session.ask('two');
  session.ask('one');
  await vi.waitFor(() => expect(session.entries().every((entry) => entry.phase !== 'searching')).toBe(true));
  expect(asked).toEqual(['one', 'two', 'one']);
  expect(session.entries().map((entry) => entry.question)).toEqual(['one', 'two']);
});

test('the same question as of another day is another question', async () => {
  const asked: string[] = [];
  const session = createAskSession((question, asOf) => {
    asked.push(asOf);
    return say(done(question, asOf !== ''));
  });
  session.ensure('q');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('answered'));
  session.ensure('q', '2020-01-31');
  await vi.waitFor(() => expect(session.entries()[0]?.phase).toBe('refused'));
  session.ensure('q');
  expect(asked).toEqual(['', '2020-01-31']);
  expect(session.entries().map(({ asOf }) => asOf)).toEqual(['2020-01-31', '']);
});
