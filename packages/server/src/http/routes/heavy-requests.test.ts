import { expect, onTestFinished, test, vi } from 'vitest';
import { call, type Reply } from '../../testing/client.fixture.ts';
import { finish, sendDelta } from '../../testing/slow-model.fixture.ts';
import { serverWithSlowModel } from '../../testing/slow-model-server.fixture.ts';

const question = 'How many days of paid leave do bone marrow donors get?';
const today = new Date().toISOString().slice(0, 10);

const { model, server } = await serverWithSlowModel();

const post = (token: string, path: string, body: object) =>
  call(server.url, path, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } });
let count = 0;
async function newUser(): Promise<{ user: string; token: string }> {
  return await server.running.atelier.addUser({ user: `user${++count}`, groups: ['hr'] });
}

const heavy = [
  ['/api/search', { query: 'donors', as_of: today }],
  ['/api/ask', { question, as_of: today }],
  ['/api/ask', { question, all: true }],
] as const;

test.each(heavy)('a user has one request at a time that keeps the server busy: %s %j', async (path, body) => {
  const [anna, ben] = [await newUser(), await newUser()];
  const first = post(anna.token, '/api/ask', { question, as_of: today });
  const writing = await model.asked();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const replies: Reply[] = [];
  void post(anna.token, path, body).then((reply) => replies.push(reply));
  // What is light is answered all the while, and so are others.
  expect((await post(anna.token, '/api/search', { query: 'donors' })).status).toBe(200);
  expect((await post(ben.token, '/api/search', heavy[0][1])).status).toBe(200);
  expect(replies).toEqual([]);
  while (replies.length === 0) {
    await vi.advanceTimersByTimeAsync(10_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [reply] = replies;
  expect([reply?.status, reply?.headers['retry-after']]).toEqual([429, '10']);
  expect(reply?.json).toMatchObject({ error: { code: 'too_busy', hint: expect.any(String) } });
  finish(writing);
  expect((await first).status).toBe(200);
  expect((await post(anna.token, '/api/search', heavy[0][1])).status).toBe(200);
});

test('a second one waits for the end of the first', async () => {
  const anna = await newUser();
  const first = post(anna.token, '/api/ask', { question, as_of: today });
  const writing = await model.asked();
  const order: string[] = [];
  const second = post(anna.token, '/api/ask', { question, all: true }).finally(() => order.push('second'));
  expect((await post(anna.token, '/api/search', { query: 'donors' })).status).toBe(200);
  void first.finally(() => order.push('first'));
  sendDelta(writing, 'donors get 7 days of paid leave [1].');
  finish(writing);
  expect([(await first).status, (await second).status, order]).toEqual([200, 200, ['first', 'second']]);
});
