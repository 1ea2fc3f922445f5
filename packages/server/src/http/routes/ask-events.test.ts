import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '@atelier/knowledge';
import { indexed, startServer, type TestServer } from '../../testing/server.fixture.ts';
import { finish, sendDelta } from '../../testing/slow-model.fixture.ts';
import { serverWithSlowModel } from '../../testing/slow-model-server.fixture.ts';
import { readEvents, type ServerEvent } from '../server-events.ts';

const question = 'How many days of paid leave do bone marrow donors get?';

async function ask(server: TestServer, asked: unknown, signal: AbortSignal | null = null): Promise<Response> {
  return await fetch(`${server.url}/api/ask`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.token}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify({ question: asked }),
    signal,
  });
}

/** The events of an answer, to its end; `onEvent` hears each as it arrives. */
async function eventsOf(response: Response, onEvent?: (event: ServerEvent) => void): Promise<ServerEvent[]> {
  if (response.body === null) throw new Error('the answer has no body');
  const events: ServerEvent[] = [];
  for await (const event of readEvents(response.body)) {
    events.push(event);
    onEvent?.(event);
  }
  return events;
}

const names = (events: ServerEvent[]): string[] => events.map(({ event }) => event);

describe('with the built-in writer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await indexed(server);
  });
  afterAll(() => server.stop());

  test('what was found comes first, then each checked sentence, then the whole answer', async () => {
    const response = await ask(server, question);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const events = await eventsOf(response);
    const sentences = events.filter(({ event }) => event === 'sentence');
    expect(sentences.length).toBeGreaterThan(0);
    expect(names(events)).toEqual(['passages', ...sentences.map(() => 'sentence'), 'done']);
    expect(events[0]?.data).toEqual({
      hits: expect.arrayContaining([expect.objectContaining({ title: 'Leave for donors' })]),
    });
    const done = events.at(-1)?.data as Answer;
    expect(done).toMatchObject({ question, refused: false });
    expect(done.sentences).toEqual(sentences.map(({ data }) => data));
    expect(done.answer).toContain('7 days');
  });

  test('reading all tells how far it is, and ends with the receipt', async () => {
    const body = JSON.stringify({ question: 'Which documents mention donors?', all: true });
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/api/ask`, {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream' },
      body,
    });
    const events = await eventsOf(response);
    const done = events.at(-1)?.data as Answer;
    expect(names(events)).toEqual([...done.sentences.map(() => 'sentence'), 'progress', 'done']);
    expect(done.sentences.length).toBeGreaterThan(0);
    expect(events.at(-2)?.data).toEqual(done.coverage);
    const { passages } = done.coverage ?? {};
    expect(passages?.read).toBe(passages?.in_scope);
  });

  test('a refusal has no sentences and still ends with done', async () => {
    const events = await eventsOf(await ask(server, 'Who won the chess championship in 1972?'));
    expect(names(events)).toEqual(['passages', 'done']);
    expect(events.at(-1)?.data).toMatchObject({ refused: true, sentences: [] });
  });

  test.each([
    ['question_empty', ''],
    ['question_empty', ' \n'],
    ['question_too_long', 'why '.repeat(1001)],
  ])('a question that cannot be asked ends with an error: %s', async (code, asked) => {
    const events = await eventsOf(await ask(server, asked));
    expect(names(events)).toEqual(['error']);
    expect(events[0]?.data).toEqual({ error: { code, message: expect.any(String), hint: expect.any(String) } });
  });

  test('a request that does not fit is refused before any event', async () => {
    const response = await ask(server, 7);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'request_invalid' } });
  });
});

describe('with a model', async () => {
  const { model, server } = await serverWithSlowModel();

  test('raw text arrives while the model is still writing', async () => {
    const [response, writing] = await Promise.all([ask(server, question), model.asked()]);
    let deltas = 0;
    const seen = await eventsOf(response, ({ event }) => {
      if (event !== 'delta' || ++deltas > 1) return;
      // Only now does the model go on.
      sendDelta(writing, 'donors get 7 days of paid leave [1].');
      finish(writing);
    });
    expect(names(seen)).toEqual(['passages', 'delta', 'delta', 'sentence', 'done']);
    expect(seen.at(-1)?.data).toMatchObject({
      model: 'slow-model',
      answer: 'Bone marrow donors get 7 days of paid leave.',
    });
  });

  test('a model that breaks off ends the stream with an error, never with done', async () => {
    const [response, writing] = await Promise.all([ask(server, question), model.asked()]);
    writing.destroy();
    const events = await eventsOf(response);
    expect(names(events)).toEqual(['passages', 'delta', 'error']);
    expect(events.at(-1)?.data).toMatchObject({ error: { code: 'model_broke_off' } });
  });

  test.each(['text/event-stream', 'application/json'])(
    'a client that leaves takes the model off its work (%s)',
    async (accept) => {
      const leaving = new AbortController();
      const left = fetch(`${server.url}/api/ask`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', accept },
        body: JSON.stringify({ question }),
        signal: leaving.signal,
      }).catch(() => null);
      const writing = await model.asked();
      const closed = new Promise((resolve) => writing.once('close', resolve));
      leaving.abort();
      await Promise.all([closed, left]);
      expect(writing.writableFinished).toBe(false);
      // The server is as well as before.
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
  );

  test('without events, a model that breaks off is a bad gateway', async () => {
    const [response] = await Promise.all([
      fetch(`${server.url}/api/ask`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ question }),
      }),
      model.asked().then((writing) => writing.destroy()),
    ]);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: 'model_broke_off' } });
  });
});
