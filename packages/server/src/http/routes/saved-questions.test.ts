import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { QuestionRun, SavedQuestion } from '@atelier/knowledge';
import { callWith } from '../../testing/client.fixture.ts';
import { indexed, startServer } from '../../testing/server.fixture.ts';

async function start(environment: Record<string, string> = { ATELIER_QUESTIONS_AFTER_SYNC: 'false' }) {
  const server = await startServer({ environment });
  onTestFinished(server.stop);
  await indexed(server);
  const call = callWith(server);
  const json = async <Result>(path: string, options?: Parameters<typeof call>[1]) =>
    (await call(path, options)).json as Result;
  const save = (body: object) => json<SavedQuestion>('/api/questions', { method: 'POST', body });
  const ended = async (id: string) => {
    for (;;) {
      const { status, result } = await server.running.atelier.job(id);
      if (status === 'done') return result;
      if (status === 'failed') throw new Error('the job failed');
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const runs = async () => (await json<{ runs: QuestionRun[] }>('/api/questions/runs')).runs;
  const run = async (): Promise<QuestionRun> => {
    await ended((await json<{ job: string }>('/api/questions/run', { method: 'POST' })).job);
    return (await runs())[0] as QuestionRun;
  };
  const sync = async () => {
    for (const { source } of await server.running.atelier.sources())
      await ended((await server.running.atelier.syncSource(source)).job);
  };
  const uriOf = (name: string) => pathToFileURL(join(server.handbook, name)).href;
  return { server, call, json, save, run, runs, sync, uriOf };
}

const notice = 'How long is the notice period?';

test('saved questions are asked, and right is what says the text, cites the source, or is refused', async () => {
  const { save, run, json, uriOf } = await start();
  await save({ question: notice, answers: ['30 days'], sources: [uriOf('notice.md')] });
  await save({ question: 'How many days do donors get?', answers: ['8 days'] });
  await save({ question: 'How much leave do bone marrow donors get?', sources: [uriOf('notice.md')] });
  await save({ question: 'Who painted the Mona Lisa?', refuse: true });
  const { results, questions, right, broke, ran_on } = await run();
  expect([questions, right, broke]).toEqual([4, 2, 0]);
  expect(results.map((result) => result.right)).toEqual([true, false, false, true]);
  expect(results[0]).toMatchObject({ correct: true, cited_correct: true, source_cited: true, refused: false });
  expect(results[0]?.citations[0]).toMatchObject({ uri: uriOf('notice.md') });
  expect(results[2]).toMatchObject({ source_cited: false, correct: null });
  expect(ran_on).toMatchObject({ writer: 'extractive', threshold: 0.3, documents: 3 });
  const { questions: listed } = await json<{ questions: object[] }>('/api/questions');
  expect(listed[0]).toMatchObject({ question: notice, last: { right: true } });
});

test('a question that broke names the document that changed, and one that is removed leaves no word of its answer', async () => {
  const { server, save, run, runs, sync, uriOf } = await start();
  await save({ question: notice, answers: ['30 days'] });
  const before = await run();
  writeFileSync(join(server.handbook, 'notice.md'), '# Notice periods\n\nThe notice period is 45 days.\n');
  writeFileSync(join(server.handbook, 'other.md'), '# Parking\n\nBicycles stand in the yard.\n');
  await sync();
  const { results, broke } = await run();
  expect(broke).toBe(1);
  expect(results[0]?.changes).toMatchObject([
    {
      what: 'document',
      change: 'changed',
      uri: uriOf('notice.md'),
      from: before.results[0]?.citations[0]?.version,
      to: results[0]?.citations[0]?.version,
      cited: true,
    },
  ]);
  expect(results[0]?.answer).toContain('45 days');
  expect((await run()).broke).toBe(0);

  await server.running.atelier.removeDocument(uriOf('notice.md'));
  const told = await runs();
  expect(told.map((each) => each.results[0]?.answer)).toEqual([null, null, null]);
  expect(told.map((each) => each.results[0]?.citations[0]?.uri)).toEqual([null, null, null]);
  expect(JSON.stringify(told)).not.toContain('45 days');
  expect(JSON.stringify(told)).not.toContain('notice.md');
});

test('a document that went is named by its id', async () => {
  const { server, save, run, sync } = await start();
  await save({ question: notice, answers: ['30 days'] });
  const before = await run();
  rmSync(join(server.handbook, 'notice.md'));
  await sync();
  const document = before.results[0]?.citations[0]?.document;
  expect((await run()).results[0]?.changes).toMatchObject([{ change: 'removed', document, title: null, to: null }]);
});

test('after a sync that changed something they are asked by themselves, and after one that did not they are not', async () => {
  const { server, save, runs, sync } = await start({});
  await save({ question: notice, answers: ['30 days'] });
  await sync();
  expect(await runs()).toEqual([]);
  writeFileSync(join(server.handbook, 'other.md'), '# Parking\n\nBicycles stand in the yard.\n');
  await sync();
  await expect.poll(runs).toMatchObject([{ questions: 1, right: 1 }]);
});

test('saving again sets anew what is expected; what cannot be right is refused; removed is removed', async () => {
  const { call, json, save } = await start();
  const saved = await save({ question: notice, answers: ['30 days'] });
  expect(await save({ question: ` ${notice}`, answers: ['a month'] })).toMatchObject({ id: saved.id });
  expect(await save({ question: notice, answers: ['a month'], as: ['group:hr'] })).not.toMatchObject({ id: saved.id });
  for (const body of [
    { question: 'What now?' },
    { question: 'What now?', refuse: true, answers: ['x'] },
    { question: '  ', answers: ['x'] },
  ]) {
    expect((await call('/api/questions', { method: 'POST', body })).json).toMatchObject({
      error: { code: 'question_invalid' },
    });
  }
  expect(await json(`/api/questions/${saved.id}`, { method: 'DELETE' })).toEqual({ removed: true, id: saved.id });
  expect((await call(`/api/questions/${saved.id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await json<{ questions: object[] }>('/api/questions')).questions).toHaveLength(1);
});

test('a question is asked as those it is saved for', async () => {
  const { server, save, run, sync } = await start();
  await server.running.atelier.addSource({ location: server.handbook, access: ['group:hr'] });
  await sync();
  await save({ question: notice, refuse: true, as: ['user:anna'] });
  await save({ question: notice, answers: ['30 days'], as: ['group:hr'] });
  expect((await run()).right).toBe(2);
});
