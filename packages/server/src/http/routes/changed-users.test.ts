import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/client.fixture.ts';
import { finish } from '../../testing/slow-model.fixture.ts';
import { serverWithSlowModel } from '../../testing/slow-model-server.fixture.ts';
import { readEvents } from '../server-events.ts';

const question = 'How many days of paid leave do bone marrow donors get?';

const { model, server } = await serverWithSlowModel();

const post = (token: string, path: string, body: object) =>
  call(server.url, path, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } });
const owners = (method: string, path: string, body?: object) =>
  call(server.url, path, { method, body, headers: { authorization: `Bearer ${server.token}` } });

let count = 0;
async function newUser(): Promise<{ user: string; token: string }> {
  return await server.running.atelier.addUser({ user: `user${++count}`, groups: ['hr'] });
}

const changes = [
  ['removed', (user: string) => owners('DELETE', `/api/users/${user}`)],
  ['put into other groups', (user: string) => owners('PATCH', `/api/users/${user}`, { groups: ['it'] })],
  ['given a new token', (user: string) => owners('POST', `/api/users/${user}/token`)],
] as const;

describe.each(changes)('an answer to somebody who is %s', (_how, change) => {
  test('ends there with an error, and the model is taken off its work', async () => {
    const [anna, ben] = [await newUser(), await newUser()];
    const streamed = fetch(`${server.url}/api/ask`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${anna.token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ question }),
    });
    const streaming = await model.asked();
    const whole = post(anna.token, '/api/ask', { question });
    const writing = await model.asked();
    const others = post(ben.token, '/api/ask', { question });
    const forBen = await model.asked();
    const closed = [streaming, writing].map((response) => new Promise((resolve) => response.once('close', resolve)));

    expect((await change(anna.user)).status).toBe(200);
    const told: string[] = [];
    for await (const { event, data } of readEvents((await streamed).body ?? new ReadableStream())) {
      told.push(event === 'error' ? (data as { error: { code: string } }).error.code : event);
    }
    expect(told.at(-1)).toBe('access_changed');
    expect(await whole).toMatchObject({ status: 409, json: { error: { code: 'access_changed' } } });
    await Promise.all(closed);
    finish(forBen);
    expect((await others).status).toBe(200);
  });

  test('is not begun where the question was still on its way', async () => {
    const anna = await newUser();
    const body = JSON.stringify({ query: 'donors' });
    const { hostname, port } = new URL(server.url);
    const headers = {
      authorization: `Bearer ${anna.token}`,
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, method: 'POST', path: '/api/search', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      request.write(body.slice(0, 5));
      // The server has looked up who asks by then.
      setTimeout(() => void change(anna.user).then(() => request.end(body.slice(5))), 200);
    });
    expect(status).toBe(409);
  });
});
