import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { EmbedderState, QuestionRun } from '../packages/server/src/index.ts';
import { embedderFolder } from '../packages/knowledge/src/embed/testing/model-folder.fixture.ts';
import { donorQuestion, handbook, makePlace } from '../packages/cli/src/testing/atelier.fixture.ts';

/** The tests tell one story in order, each command a process of its own, as a person would type it. */
const place = makePlace(handbook);
const { run, json } = place;
afterAll(() => place.remove());

const shipped = 'atelier-words-256-1';
const words = { bone: [1, 0], marrow: [1, 0], notice: [0, 1], holiday: [1, 0] };
const onnx = {
  env: {
    ATELIER_EMBEDDER_KIND: 'onnx',
    ATELIER_EMBEDDER_FOLDER: embedderFolder(words, {}, join(place.folder, 'model')),
  },
};

test('the embedder that ships serves unless another is set', async () => {
  await json(['add', 'handbook']);
  await json(['questions', 'add', donorQuestion, '--answer', '7 days']);
  expect(await json<EmbedderState>(['embedder'])).toEqual({
    embedder: shipped,
    serving: shipped,
    words_alone: false,
    waiting: 0,
    shadow: null,
    report: null,
  });
});

test('one that is set serves after the switch, and the saved questions are asked with both', async () => {
  const before = await json<EmbedderState>(['embedder'], onnx);
  expect(before).toMatchObject({ serving: shipped, embedder: expect.stringContaining('onnx ') });
  const after = await json<EmbedderState>(['embedder', 'switch'], onnx);
  expect(after).toMatchObject({
    serving: before.embedder,
    shadow: null,
    report: { questions: 1, right: { serving: 1, shadow: 1 }, lost: [], won: [], switched: true },
  });
  const asked = await json<QuestionRun>(['questions', 'run'], onnx);
  expect(asked.ran_on).toMatchObject({ embedder: after.serving });
  expect((await run(['embedder'], onnx)).stdout).toContain('1 with');
});

/** A server whose model stops answering after so many passages, until it is told to go on. */
async function startModel(most: number) {
  const told = { embedded: 0, stalls: true, stalled: Promise.withResolvers<void>() };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      if (told.stalls && told.embedded >= most) {
        told.stalled.resolve();
        return;
      }
      told.embedded += input.length;
      const data = input.map((text, index) => ({ index, embedding: [text.length, 1] }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const env = { ATELIER_EMBEDDER_KIND: 'openai', ATELIER_EMBEDDER_URL: url, ATELIER_EMBEDDER_MODEL: 'm' };
  return { told, env };
}

test('a switch that is killed goes on where it was', async () => {
  const files = Array.from({ length: 120 }, (_, n): [string, string] => [`many/${n}.md`, `Bone number ${n}.\n`]);
  place.write(Object.fromEntries(files));
  await json(['add', 'many'], onnx);
  const { told, env } = await startModel(50);
  const killed = place.start(['embedder', 'switch'], { env });
  await told.stalled.promise;
  await killed.stop('SIGKILL');
  const between = await json<EmbedderState>(['embedder'], { env });
  expect(between).toMatchObject({ serving: expect.stringContaining('onnx '), shadow: { done: 50, total: 122 } });
  expect((await run(['search', 'bone number 77'], { env })).stdout).toContain('77.md');

  told.stalls = false;
  told.embedded = 0;
  const after = await json<EmbedderState>(['embedder', 'switch'], { env });
  expect(after).toMatchObject({ serving: between.embedder, shadow: null, waiting: 0 });
  // What was embedded before the kill is not embedded again; some queries and a look at the server come on top.
  expect(told.embedded).toBeLessThan(100);
  expect((await run(['search', 'bone number 77'], { env })).stdout).toContain('77.md');
}, 120_000);

test('a setting that lacks its other half, and a folder that holds no model, are told', async () => {
  const half = await run(['embedder'], { env: { ATELIER_EMBEDDER_KIND: 'openai' } });
  expect([half.code, half.stderr]).toEqual([2, expect.stringContaining('ATELIER_EMBEDDER_URL')]);
  const none = await run(['search', 'bone'], {
    env: { ATELIER_EMBEDDER_KIND: 'onnx', ATELIER_EMBEDDER_FOLDER: place.folder },
  });
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('tokenizer.json')]);
});
