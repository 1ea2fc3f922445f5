import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '@atelier/server';
import { donorQuestion, handbook, makePlace } from '../testing/atelier.fixture.ts';
import { finish, startModel, write } from '../testing/model.fixture.ts';

const place = makePlace(handbook);
beforeAll(async () => {
  await place.json(['add', 'handbook']);
});
afterAll(() => place.remove());

test('a model that the environment names writes the answer, and only what it can cite', async () => {
  const { env, keys } = await startModel((response) => {
    write(response, 'Bone marrow donors get 7 days of leave [1]. They also get a car [1].');
    finish(response);
  });
  const answer = await place.json<Answer>(['ask', donorQuestion], { env });
  expect(answer).toMatchObject({
    answer: 'Bone marrow donors get 7 days of leave.',
    refused: false,
    model: 'test-model',
    sentences: [{ citations: [{ title: 'Leave for donors', quote: 'Bone marrow donors get 7 days of paid leave.' }] }],
  });
  expect(keys).toEqual(['Bearer sk-secret-of-the-test']);
});

test('a sentence that its source does not bear out is left out and counted, or marked with the reason', async () => {
  const { env } = await startModel((response) => {
    write(response, 'Bone marrow donors get 7 days of leave [1]. Bone marrow donors get 9 days of leave [1].');
    finish(response);
  });
  const dropped = await place.run(['ask', donorQuestion], { env });
  expect(dropped.stdout).not.toContain('9 days');
  expect(dropped.stdout).toContain('1 of 2 sentences are borne out by their sources; 1 left out.');
  const marked = await place.run(['ask', donorQuestion], { env: { ...env, ATELIER_ANSWERS_UNSUPPORTED: 'mark' } });
  expect(marked.stdout).toContain(
    '? Bone marrow donors get 9 days of leave. [1]\n  not borne out: the source says 7 days, not 9 days',
  );
  expect(marked.stdout).toContain('1 of 2 sentences are borne out by their sources; 1 marked.');
});

test('a model that breaks off is an error, not a short answer; the key is not in it', async () => {
  const { env } = await startModel((response) => {
    write(response, 'Bone marrow donors get 7 days [1]. And');
    response.end();
  });
  const { code, stdout, stderr } = await place.run(['ask', donorQuestion, '--json'], { env });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^error \(model_broke_off\)/);
  expect(stderr).not.toContain('sk-secret');
});

test('a model without a name is a mistake in the settings', async () => {
  const { code, stderr } = await place.run(['ask', donorQuestion], {
    env: { ATELIER_MODEL_URL: 'http://127.0.0.1:1/v1' },
  });
  expect(code).toBe(2);
  expect(stderr).toContain('ATELIER_MODEL');
});

test('Ctrl-C while the model writes ends the command at once, without a stack', async () => {
  let asked: () => void = () => undefined;
  const writing = new Promise<void>((resolve) => (asked = resolve));
  const { env } = await startModel((response) => {
    write(response, 'Bone marrow');
    asked();
  });
  const asking = place.start(['ask', donorQuestion], { env });
  await writing;
  const { code, stdout, stderr } = await asking.stop('SIGINT');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe('Interrupted.\n');
});
