import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import { scratchFolder } from '@atelier/foundation/testing';
import {
  createExtractiveWriter,
  createKnowledge,
  createReaderPool,
  knowledgeMigrations,
  openLanceIndex,
  type KnowledgeSchema,
} from '@atelier/knowledge';
import { openBeir } from '../datasets/beir.ts';
import { readQuestions } from '../datasets/questions.ts';
import { evaluateAnswers } from './evaluate-answers.ts';
import { evaluateRetrieval } from './evaluate-retrieval.ts';

async function emptyHome() {
  const home = scratchFolder();
  const database = openSqlite<KnowledgeSchema>(join(home, 'atelier.db'));
  await migrate(database, knowledgeMigrations);
  const index = await openLanceIndex(join(home, 'index'));
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(async () => {
    await readers.close();
    index.close();
    await database.destroy();
  });
  return {
    knowledge: createKnowledge({
      database,
      index,
      readers,
      secrets: createSecretBox(home),
      cache: join(home, 'cache'),
    }),
    signal: new AbortController().signal,
  };
}

const lines = (records: unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

function beirFolder(files: Record<string, string> = {}): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'qrels'));
  const corpus = [
    { _id: '1', title: 'Whales', text: 'Whales are mammals that live in the sea.' },
    { _id: '2', title: 'Trains', text: 'Trains run on rails.' },
    { _id: 'three/3', title: '', text: 'The blue whale is the largest animal.' },
  ];
  const all = {
    'corpus.jsonl': lines(corpus),
    'queries.jsonl': lines([
      { _id: 'q1', text: 'largest whale' },
      { _id: 'q2', text: 'rails' },
      { _id: 'unjudged', text: 'nothing' },
    ]),
    'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\tthree/3\t1\nq2\t2\t1\n',
    ...files,
  };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  return folder;
}

test('retrieval is scored over a BEIR folder', async () => {
  expect(await evaluateRetrieval(await emptyHome(), beirFolder())).toMatchObject({
    documents: 3,
    chunks: 3,
    queries: 2,
    'ndcg@10': 1,
    'recall@10': 1,
    'recall@100': 1,
    'mrr@10': 1,
    index_seconds: expect.any(Number),
    p50_ms: expect.any(Number),
    p99_ms: expect.any(Number),
  });
});

test('the split is test, or the only one there, or the one that is named', async () => {
  const one = beirFolder();
  expect((await openBeir(one, 'test')).queries.size).toBe(2);
  await expect(openBeir(one, 'dev')).rejects.toMatchObject({
    code: 'dataset_missing',
    hint: expect.stringContaining('test'),
  });
  const two = beirFolder({ 'qrels/dev.tsv': 'query-id\tcorpus-id\tscore\nq2\t2\t1\n' });
  expect((await openBeir(two)).queries.size).toBe(2);
  expect((await openBeir(two, 'dev')).queries.size).toBe(1);
});

test('a broken line is named by its number', async () => {
  await expect(openBeir(beirFolder({ 'queries.jsonl': '{"_id":"q1","text":"x"}\n{oops\n' }))).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining('line 2'),
  });
  await expect(openBeir(beirFolder({ 'qrels/test.tsv': 'q1 1 1\n' }))).rejects.toMatchObject({
    code: 'dataset_invalid',
  });
  await expect(openBeir(scratchFolder())).rejects.toMatchObject({ code: 'dataset_missing' });
});

const squad = {
  data: [
    {
      title: 'Sea_animals',
      paragraphs: [
        {
          context: 'The blue whale is the largest animal. It weighs up to 190 tonnes.',
          qas: [
            { question: 'Which animal is the largest?', answers: [{ text: 'blue whale' }, { text: 'blue whale' }] },
            { question: 'Who painted the Mona Lisa in Florence?', answers: [], is_impossible: true },
          ],
        },
      ],
    },
  ],
};

test('answers are scored over the texts that a SQuAD file brings along', async () => {
  const file = join(scratchFolder(), 'squad.json');
  writeFileSync(file, JSON.stringify(squad));
  const run = { ...(await emptyHome()), writer: createExtractiveWriter(0.2), passages: 5 };
  expect(await evaluateAnswers(run, file)).toMatchObject({
    questions: 2,
    answered: 1,
    refused: 1,
    correct: 2,
    cited_correct: 1,
    wrong: 0,
    false_refusals: 0,
  });
});

test('the tables of a TAT-QA file become tables, and computed answers are compared as numbers', async () => {
  const table = [
    ['', 'Years ended March 31,', ''],
    ['(in millions)', '2019', '2018'],
    ['Revenue:', '', ''],
    ['Service', '$ 1,200', '$ 1,000'],
    ['Product', '300', '400'],
  ];
  const questions = [
    { question: 'What was the service revenue in 2019?', answer: ['$ 1,200'], answer_type: 'span', scale: 'million' },
    {
      question: 'What was the percentage change in service revenue from 2018 to 2019?',
      answer: 20,
      answer_type: 'arithmetic',
      scale: 'percent',
    },
    {
      question: 'What was the change in product revenue from 2018 to 2019?',
      answer: 100,
      answer_type: 'arithmetic',
      scale: 'million',
    },
  ];
  const file = join(scratchFolder(), 'tatqa.json');
  writeFileSync(
    file,
    JSON.stringify([{ table: { uid: 't1', table }, paragraphs: [{ order: 1, text: 'Notes.' }], questions }]),
  );
  const run = { ...(await emptyHome()), writer: createExtractiveWriter(0.2), passages: 5 };
  // The last has the wrong sign.
  expect(await evaluateAnswers(run, file)).toMatchObject({ questions: 3, answered: 3, correct: 2, wrong: 1 });
});

test('answers are scored over a corpus', async () => {
  const file = join(scratchFolder(), 'questions.jsonl');
  writeFileSync(file, lines([{ question: 'What do trains run on?', answers: ['rails'] }]));
  const run = { ...(await emptyHome()), writer: createExtractiveWriter(0), passages: 5 };
  expect(await evaluateAnswers(run, file, beirFolder())).toMatchObject({ questions: 1, cited_correct: 1 });
});

test('the three formats of questions are read, others refused', async () => {
  const folder = scratchFolder();
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const tatqa = [
    {
      table: {
        uid: 't1',
        table: [
          ['', '2019'],
          ['Sales', '12.5'],
        ],
      },
      paragraphs: [
        { order: 2, text: 'Second.' },
        { order: 1, text: 'First.' },
      ],
      questions: [
        { question: 'Which years?', answer: ['2019', 2018], scale: '' },
        { question: 'What change?', answer: -1.5, answer_type: 'arithmetic', scale: 'percent' },
      ],
    },
  ];
  expect(await readQuestions(write('t.json', JSON.stringify(tatqa)))).toEqual({
    contexts: [
      {
        id: 't1',
        title: '',
        table: [
          ['', '2019'],
          ['Sales', '12.5'],
        ],
        text: 'First.\n\nSecond.',
      },
    ],
    questions: [
      { question: 'Which years?', answers: [['2019', '2018']] },
      { question: 'What change?', answers: [['-1.5']], number: { value: -1.5, scale: 'percent' } },
    ],
  });
  expect((await readQuestions(write('s.json', JSON.stringify(squad)))).questions[0]?.answers).toEqual([['blue whale']]);
  await expect(readQuestions(write('x.json', '{"a": 1}'))).rejects.toMatchObject({ code: 'dataset_invalid' });
  await expect(readQuestions(write('y.json', '{'))).rejects.toMatchObject({ code: 'dataset_invalid' });
  await expect(readQuestions(write('z.jsonl', '{"question": 1}\n'))).rejects.toMatchObject({
    message: expect.stringContaining('line 1'),
  });
});

const twins = [
  { _id: 'whales', title: 'Whales', text: 'The blue whale is the largest animal of the sea.' },
  { _id: 'trains', title: 'Trains', text: 'Trains run on rails.' },
];

test('the curve says what each threshold answers, how much of it is wrong, and what it refuses without the answer', async () => {
  const file = join(scratchFolder(), 'questions.jsonl');
  const questions = [
    { question: 'What do trains run on?', answers: ['rails'] },
    { question: 'Which animal of the sea is the largest?', answers: ['whale'] },
    { question: 'What do trains cost?', answers: [] },
  ];
  writeFileSync(file, lines(questions));
  const run = {
    ...(await emptyHome()),
    writer: createExtractiveWriter(1),
    passages: 5,
    curve: { boldWriter: createExtractiveWriter(0), leaveOut: true },
  };
  const report = await evaluateAnswers(run, file, beirFolder({ 'corpus.jsonl': lines(twins) }));
  expect(report).toMatchObject({ questions: 3, answered: 0, refused: 3, correct: 1, false_refusals: 2 });
  const curve = report.curve ?? [];
  expect(curve.map(({ threshold }) => threshold)).toEqual(Array.from({ length: 21 }, (_, step) => step / 20));
  expect(curve[0]).toMatchObject({ answered: 1, wrong: 0.3333 });
  expect(curve.at(-1)).toEqual({ threshold: 1, answered: 0, wrong: 0, left_out_refused: 1 });
  for (const [index, { answered, left_out_refused: refused }] of curve.entries()) {
    expect(answered).toBeLessThanOrEqual(curve[index - 1]?.answered ?? 1);
    expect(refused).toBeGreaterThanOrEqual(curve[index - 1]?.left_out_refused ?? 0);
  }
  // Without the page about trains, nothing says what they run on.
  const middle = curve.find(({ threshold }) => threshold === 0.3);
  expect(middle?.left_out_refused).toBe(1);
  expect(middle?.answered).toBeGreaterThan(0);
});

test('a writer that does not say how sure it is has no curve', async () => {
  const file = join(scratchFolder(), 'questions.jsonl');
  writeFileSync(file, lines([{ question: 'What do trains run on?', answers: ['rails'] }]));
  const model = { name: 'model', write: () => Promise.resolve({ sentences: [] }) };
  const run = { ...(await emptyHome()), writer: model, passages: 5, curve: { boldWriter: model, leaveOut: false } };
  await expect(evaluateAnswers(run, file)).rejects.toMatchObject({ code: 'writer_without_threshold' });
});

test('an answer of several parts is right with all of them', async () => {
  const file = join(scratchFolder(), 'questions.jsonl');
  const question = 'What do trains run on?';
  writeFileSync(
    file,
    lines([
      { question, answers: [['trains', 'rails']] },
      { question, answers: [['rails', 'sea']] },
    ]),
  );
  const run = { ...(await emptyHome()), writer: createExtractiveWriter(0), passages: 5 };
  expect(await evaluateAnswers(run, file, beirFolder())).toMatchObject({ correct: 1, wrong: 1 });
});
