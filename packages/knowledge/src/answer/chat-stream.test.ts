import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AtelierError } from '@atelier/foundation';
import { streamChat, type ChatEndpoint } from './chat-stream.ts';
import {
  contentEvent,
  doneEvent,
  event,
  finishEvent,
  roleEvent,
  sendAnswer,
  sendPieces,
  startModel,
} from './testing/model-server.fixture.ts';

const never = new AbortController().signal;
const endpoint = (url: string, more: Partial<ChatEndpoint> = {}): ChatEndpoint => ({
  url,
  model: 'test-model',
  key: undefined,
  timeoutMs: 10_000,
  ...more,
});

async function textOf(options: ChatEndpoint, signal = never): Promise<string> {
  let text = '';
  for await (const delta of streamChat(options, [{ role: 'user', content: 'Hello?' }], signal)) text += delta;
  return text;
}

async function errorOf(options: ChatEndpoint): Promise<AtelierError> {
  const error = await textOf(options).catch((thrown: unknown) => thrown);
  if (!AtelierError.is(error)) throw new Error(`expected an AtelierError, got ${inspect(error)}`);
  return error;
}

test('streams the content of the chunks and asks for a stream of the named model', async () => {
  const { url, requests } = await startModel((response) => sendAnswer(response, 'Seven days of leave.'));
  const deltas: string[] = [];
  for await (const delta of streamChat(endpoint(url), [{ role: 'user', content: 'How many?' }], never)) {
    deltas.push(delta);
  }
  expect(deltas).toEqual(['Seven ', 'days ', 'of ', 'leave.']);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    path: '/v1/chat/completions',
    body: { model: 'test-model', stream: true, messages: [{ role: 'user', content: 'How many?' }] },
  });
});

test('a base URL may end with a slash', async () => {
  const { url, requests } = await startModel((response) => sendAnswer(response, 'Yes.'));
  await textOf(endpoint(`${url}/`));
  expect(requests[0]?.path).toBe('/v1/chat/completions');
});

test('reads CRLF lines, comments, event names, usage without choices and chunks without content', async () => {
  const { url } = await startModel(async (response) => {
    const usage = event({ choices: [], usage: { total_tokens: 12 } });
    const stream = [
      ': keep-alive\n\n',
      'event: completion\n',
      roleEvent,
      event({ error: null, choices: [{ delta: { content: null } }] }),
      'data:{"choices":[{"delta":{"content":"One"}}]}\n\n',
      contentEvent(' two'),
      ': keep-alive\n\n',
      finishEvent('stop'),
      usage,
      doneEvent,
    ].join('');
    await sendPieces(response, [stream.replaceAll('\n', '\r\n')]);
    response.end();
  });
  expect(await textOf(endpoint(url))).toBe('One two');
});

test('characters and lines that are split between packets arrive whole', async () => {
  const text = 'Zwölf Tage – 70 € 🦉';
  const bytes = Buffer.from(`${contentEvent(text)}${finishEvent('stop')}`.replaceAll('\n', '\r\n'));
  const { url } = await startModel(async (response) => {
    await sendPieces(
      response,
      Array.from(bytes, (byte) => Uint8Array.of(byte)),
    );
    response.end();
  });
  expect(await textOf(endpoint(url))).toBe(text);
});

test('a server that answers in one piece is read as well', async () => {
  const { url } = await startModel((response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ message: { content: 'Whole.' }, finish_reason: 'stop' }] }));
  });
  expect(await textOf(endpoint(url))).toBe('Whole.');
});

test.each([
  ['closes without a finish reason', [contentEvent('Half an')]],
  ['says [DONE] without a finish reason', [contentEvent('Half an'), doneEvent]],
  ['stops at its limit of tokens', [contentEvent('Half an'), finishEvent('length'), doneEvent]],
  ['is cut by a content filter', [contentEvent('Half an'), finishEvent('content_filter'), doneEvent]],
  [
    'sends a chunk that is no JSON',
    [contentEvent('Half'), 'data: {"choi\n\n', contentEvent('an'), finishEvent('stop')],
  ],
])('a stream that %s has broken off', async (_how, pieces) => {
  const { url } = await startModel(async (response) => {
    await sendPieces(response, pieces);
    response.end();
  });
  expect(await errorOf(endpoint(url))).toMatchObject({ code: 'model_broke_off', retryable: true });
});

test('a connection that dies in the middle has broken off', async () => {
  const { url } = await startModel(async (response) => {
    await sendPieces(response, [contentEvent('Half an')]);
    response.destroy();
  });
  expect((await errorOf(endpoint(url))).code).toBe('model_broke_off');
});

test('an error inside the stream is a refusal with its message', async () => {
  const { url } = await startModel(async (response) => {
    await sendPieces(response, [contentEvent('Half'), event({ error: { message: 'The context is too long' } })]);
    response.end();
  });
  const error = await errorOf(endpoint(url));
  expect(error.code).toBe('model_refused');
  expect(error.message).toContain('The context is too long');
});

test.each([
  [401, JSON.stringify({ error: { message: 'Unknown key' } }), 'Unknown key'],
  [500, JSON.stringify({ error: 'Out of memory' }), 'Out of memory'],
  [503, '<h1>Busy</h1>', 'Busy'],
])('status %i is a refusal with what the server says', async (status, body, said) => {
  const { url } = await startModel((response) => {
    response.writeHead(status).end(body);
  });
  const error = await errorOf(endpoint(url));
  expect(error.code).toBe('model_refused');
  expect(error.message).toContain(String(status));
  expect(error.message).toContain(said);
  expect(error.hint).toContain('ATELIER_MODEL');
});

test.each(['before the answer', 'in the middle of the answer'])('a model that hangs %s times out', async (where) => {
  const { url } = await startModel(async (response) => {
    if (where !== 'before the answer') await sendPieces(response, [contentEvent('Half an')]);
  });
  const error = await errorOf(endpoint(url, { timeoutMs: 200 }));
  expect(error.code).toBe('model_timeout');
  expect(error.message).toContain('0.2 s');
});

test('a port where nobody listens is unreachable', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const error = await errorOf(endpoint(`http://127.0.0.1:${port}/v1`));
  expect(error.code).toBe('model_unreachable');
  expect(error.message).toContain('ECONNREFUSED');
});

test('a redirect is not followed, so the key does not travel to another host', async () => {
  const other = await startModel((response) => sendAnswer(response, 'Caught.'));
  const { url } = await startModel((response) => {
    response.writeHead(307, { location: `${other.url}/chat/completions` }).end();
  });
  const error = await errorOf(endpoint(url, { key: 'sk-secret' }));
  expect(error.code).toBe('model_unreachable');
  expect(error.message).toContain('redirect');
  expect(other.requests).toHaveLength(0);
});

test('whoever asked and left gets the abort, not an error of the model', async () => {
  const leaving = new AbortController();
  const { url } = await startModel(async (response) => {
    await sendPieces(response, [contentEvent('Half an')]);
    leaving.abort();
  });
  const thrown = await textOf(endpoint(url), leaving.signal).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: 'AbortError' });
});

test('the key is sent as a bearer; without one there is no such header', async () => {
  const { url, requests } = await startModel((response) => sendAnswer(response, 'Yes.'));
  await textOf(endpoint(url, { key: 'sk-secret' }));
  await textOf(endpoint(url));
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-secret', undefined]);
});

test('the key never stands in an error, even where the server repeats it', async () => {
  const key = 'sk-very-secret-0123456789';
  const { url } = await startModel((response, { headers }) => {
    response.writeHead(401).end(JSON.stringify({ error: { message: `Bad header: ${headers.authorization}` } }));
  });
  const inStream = await startModel(async (response, { headers }) => {
    await sendPieces(response, [event({ error: `Bad header: ${headers.authorization}` })]);
    response.end();
  });
  const errors = [
    await errorOf(endpoint(url, { key })),
    await errorOf(endpoint(inStream.url, { key })),
    await errorOf(endpoint('http://127.0.0.1:1/v1', { key })),
    await errorOf(endpoint(url, { key: `${key}\nx` })),
    await errorOf(endpoint(url, { key: `${key}–` })),
  ];
  // Also not in the causes that a log would print.
  for (const error of errors) expect(inspect(error, { depth: 10 })).not.toContain(key);
  expect(errors.map(({ code }) => code)).toEqual([
    'model_refused',
    'model_refused',
    'model_unreachable',
    'model_key_invalid',
    'model_key_invalid',
  ]);
});
