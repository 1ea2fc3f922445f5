import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createOpenAiEmbedder, probeDimensions } from './openai-embedder.ts';

interface Request {
  model: string;
  input: string[];
}

/** A server that answers as it is told, and remembers what it was asked. */
async function startServer(reply: (asked: Request, response: ServerResponse, turn: number) => void) {
  const asked: Request[] = [];
  const heads: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      heads.push(request);
      asked.push(JSON.parse(body) as Request);
      reply(asked.at(-1) as Request, response, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { endpoint: { url, model: 'm', key: 'sk-secret', firstRetryMs: 1, timeoutMs: 2000 }, asked, heads };
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** The vector of a text is its length and 1; the last comes first, as servers may. */
const byLength = ({ input }: Request, response: ServerResponse) => {
  const data = input.map((text, index) => ({ index, embedding: [text.length, 1] }));
  json(response, 200, { data: data.toReversed() });
};

test('texts come back as vectors of length 1 in their order, many in few requests, the empty ones unasked', async () => {
  const { endpoint, asked, heads } = await startServer(byLength);
  expect(await probeDimensions(endpoint)).toBe(2);
  const texts = Array.from({ length: 300 }, (_, n) => 'x'.repeat(n));
  const vectors = await createOpenAiEmbedder(endpoint, 2).embed(texts, 'passage');
  expect(vectors[0]).toEqual(new Float32Array(2));
  for (const [n, vector] of vectors.entries()) {
    if (n === 0) continue;
    expect([...vector]).toEqual([n, 1].map((value) => expect.closeTo(value / Math.hypot(n, 1), 5)));
  }
  expect(asked.slice(1).map(({ input }) => input.length)).toEqual([128, 128, 43]);
  expect(heads.map(({ url, headers }) => [url, headers.authorization])).toContainEqual([
    '/v1/embeddings',
    'Bearer sk-secret',
  ]);
});

test('a busy server is asked again for passages, once for a query', async () => {
  const { endpoint, asked } = await startServer((request, response, turn) => {
    if (turn === 1) json(response, 429, { error: 'busy' }, { 'retry-after': '0' });
    else if (turn === 2) json(response, 503, {});
    else if (turn === 3) byLength(request, response);
    else json(response, 500, {});
  });
  const embedder = createOpenAiEmbedder(endpoint, 2);
  expect(await embedder.embed(['abc'], 'passage')).toHaveLength(1);
  expect(asked).toHaveLength(3);
  await expect(embedder.embed(['abc'], 'query')).rejects.toMatchObject({
    code: 'embedder_unreachable',
    retryable: true,
  });
  expect(asked).toHaveLength(4);
  await expect(embedder.embed(['abc'], 'passage')).rejects.toMatchObject({ code: 'embedder_unreachable' });
  expect(asked).toHaveLength(9);
});

test('passages that somebody waits for are asked for once, all of them within the time of a query', async () => {
  const { endpoint, asked } = await startServer((request, response, turn) => {
    if (turn === 1) json(response, 503, {});
    else setTimeout(() => byLength(request, response), 60);
  });
  const embedder = createOpenAiEmbedder({ ...endpoint, timeoutMs: 100 }, 2);
  const urgent = (count: number) => embedder.embed(Array<string>(count).fill('abc'), 'passage', { isUrgent: true });
  await expect(urgent(1)).rejects.toMatchObject({ code: 'embedder_unreachable' });
  expect(asked).toHaveLength(1);
  await expect(urgent(3 * 128)).rejects.toMatchObject({ message: expect.stringContaining('in time') });
  expect(asked).toHaveLength(3);
});

test('nobody there, and somebody who does not answer, are both unreachable', async () => {
  const nobody = { url: 'http://127.0.0.1:9/v1', model: 'm', key: undefined, firstRetryMs: 1 };
  await expect(createOpenAiEmbedder(nobody, 2).embed(['a'], 'query')).rejects.toMatchObject({
    code: 'embedder_unreachable',
  });
  const { endpoint } = await startServer(() => undefined);
  const slow = createOpenAiEmbedder({ ...endpoint, timeoutMs: 50 }, 2);
  await expect(slow.embed(['a'], 'query')).rejects.toMatchObject({
    code: 'embedder_unreachable',
    message: expect.stringContaining('in time'),
  });
});

test('a refusal is told without the key, and not asked again', async () => {
  const { endpoint, asked } = await startServer((_request, response) =>
    json(response, 401, { error: { message: 'wrong key sk-secret' } }),
  );
  const refused = createOpenAiEmbedder(endpoint, 2).embed(['a'], 'passage');
  await expect(refused).rejects.toMatchObject({ code: 'embedder_refused' });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('sk-secret') });
  expect(asked).toHaveLength(1);
});

test.each([
  ['too few vectors', { data: [] }],
  ['no vectors', { object: 'list' }],
  ['other vectors than before', { data: [{ embedding: [1, 2, 3] }] }],
  ['no numbers', { data: [{ embedding: 'AAAA' }] }],
  ['numbers that are none', { data: [{ embedding: [1, null] }] }],
])('an answer with %s is refused', async (_what, body) => {
  const { endpoint } = await startServer((_request, response) => json(response, 200, body));
  await expect(createOpenAiEmbedder(endpoint, 2).embed(['a'], 'passage')).rejects.toMatchObject({
    code: 'embedder_invalid',
  });
});

test('a key with a line end is refused before anything is sent, and not shown', async () => {
  const { endpoint, asked } = await startServer(byLength);
  const broken = createOpenAiEmbedder({ ...endpoint, key: 'sk-\nsecret' }, 2).embed(['a'], 'passage');
  await expect(broken).rejects.toMatchObject({ code: 'embedder_invalid' });
  await expect(broken).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  expect(asked).toHaveLength(0);
});
