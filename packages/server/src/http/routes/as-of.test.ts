import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexed, startServer, type TestServer } from '../../testing/server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await indexed(server);
});
afterAll(() => server.stop());

async function post(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const question = 'How many days of paid leave do bone marrow donors get?';

test('before there was a document nothing is found, and the moment is told', async () => {
  expect((await post('/api/search', { query: 'donors', as_of: '2020-01-31' })).body).toMatchObject({
    hits: [],
    as_of: '2020-01-31T23:59:59.999Z',
  });
  expect((await post('/api/ask', { question, as_of: '2020-01-31T12:00' })).body).toMatchObject({
    refused: true,
    as_of: '2020-01-31T12:00:00.000Z',
  });
});

test('the end of today is as it is now', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const [now, then] = await Promise.all([post('/api/ask', { question }), post('/api/ask', { question, as_of: today })]);
  expect(then.body['sentences']).toEqual(now.body['sentences']);
  expect(now.body['as_of']).toBeUndefined();
});

test.each(['/api/search', '/api/ask'])('a moment that is none is refused by %s', async (path) => {
  const asked = path === '/api/ask' ? { question } : { query: 'donors' };
  const { status, body } = await post(path, { ...asked, as_of: 'yesterday' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { code: 'as_of_invalid', hint: expect.any(String) } });
});
