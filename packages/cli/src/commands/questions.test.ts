import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Answer, QuestionRun, SavedQuestionView } from '@atelier/server';
import { donorQuestion, handbook, makePlace } from '../testing/atelier.fixture.ts';

/** The tests tell one story in order, each command a process of its own, as a person would type it. */
const place = makePlace(handbook);
const { folder, run, json } = place;
afterAll(() => place.remove());

test('questions are saved one by one or from a file, listed and removed', async () => {
  await json(['add', 'handbook']);
  expect((await run(['questions', 'run'])).stderr).toContain('questions_missing');
  place.write({
    'questions.jsonl': `{"question": "Who painted the Mona Lisa?", "answers": []}\n{"question": "What?", "answers": ["x"]}\n`,
  });
  const imported = await json<SavedQuestionView[]>(['questions', 'import', 'questions.jsonl']);
  expect(imported.map(({ refuse }) => refuse)).toEqual([true, false]);
  const saved = await json<SavedQuestionView>([
    'questions',
    'add',
    donorQuestion,
    '--answer',
    '7 days',
    '--source',
    'handbook/leave.md',
  ]);
  expect(saved.sources).toEqual([pathToFileURL(join(folder, 'handbook/leave.md')).href]);
  expect(await json(['questions', 'remove', imported[1]?.id ?? ''])).toMatchObject({ removed: true });
  expect((await run(['questions', 'list'])).stdout).toContain('Mona Lisa');
  expect((await run(['questions', 'add', 'What now?'])).stderr).toContain('question_invalid');
});

test('a run that is all right ends with 0', async () => {
  const { code, stdout } = await run(['questions', 'run']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('2 of 2 right')]);
});

/** When the answer that is asked again was given. */
let asked = '';

test('an answer is the same when it is asked again, as long as nothing has changed', async () => {
  const answer = await json<Answer>(['ask', donorQuestion]);
  asked = new Date().toISOString();
  place.write({ 'answer.json': JSON.stringify(answer) });
  const { code, stdout } = await run(['replay', 'answer.json']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('The same answer')]);
});

test('a sync that breaks a question does not pass the gate, and says what did it', async () => {
  place.write({ 'handbook/leave.md': '# Leave\n\nBone marrow donors get 9 days of paid leave.\n' });
  const { code, stdout } = await run(['sources', 'sync', '--gate']);
  expect(code).toBe(1);
  expect(stdout).toContain('changed: handbook/leave.md');
  const again = await run(['questions', 'run', '--json']);
  expect(again.code).toBe(1);
  const { results } = JSON.parse(again.stdout) as QuestionRun;
  expect(results.find(({ question }) => question === donorQuestion)).toMatchObject({ right: false, broke: false });
  // What is wrong already is not broken by the next sync.
  place.write({ 'handbook/parking.md': '# Parking\n\nBicycles stand in the yard.\n' });
  expect((await run(['sources', 'sync', '--gate'])).code).toBe(0);
});

test('as of its moment an answer is the same, whatever has changed since', async () => {
  const [then, now] = await Promise.all([
    run(['replay', 'answer.json', '--as-of', asked]),
    json<Answer>(['ask', donorQuestion, '--as-of', asked]),
  ]);
  expect([then.code, then.stdout]).toEqual([0, expect.stringContaining('The same answer')]);
  expect([now.answer, now.as_of]).toEqual([expect.stringContaining('7 days'), asked]);
  place.write({ 'then.json': JSON.stringify(now) });
  const [again, wrong] = await Promise.all([
    run(['replay', 'then.json']),
    run(['search', 'donors', '--as-of', 'yesterday']),
  ]);
  expect(again.code).toBe(0);
  expect(wrong.stderr).toContain('as_of_invalid');
});

test('an answer that is another one by now is told with what has changed, and one whose version is gone says so', async () => {
  const changed = await run(['replay', 'answer.json']);
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain('9 days');
  expect(changed.stdout).toContain('changed: handbook/leave.md');
  expect(await run(['replay', 'answer.json', '--json'])).toMatchObject({ code: 1 });
  rmSync(join(folder, 'handbook/leave.md'));
  await json(['sources', 'sync']);
  expect((await run(['replay', 'answer.json'])).stdout).toContain('removed: handbook/leave.md');
  place.write({ 'broken.json': '{"question": 1}' });
  expect((await run(['replay', 'broken.json'])).stderr).toContain('answer_invalid');
});

test('the past does not tell what was removed since', async () => {
  expect(await json<Answer>(['ask', donorQuestion, '--as-of', asked])).toMatchObject({ refused: true });
});
