import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Answer, Check, SourceView } from '@atelier/server';
import { donorQuestion, handbook, makePlace, type Ended, type RunOptions } from '../testing/atelier.fixture.ts';

/** The tests tell one story in order, each command a process of its own, as a person would type it. */
const place = makePlace(handbook);
const { folder } = place;
const run = (args: string[], options?: RunOptions) => place.run(args, options);
const json = <Result>(args: string[]) => place.json<Result>(args);
afterAll(() => place.remove());

interface Listed {
  document: string;
  title: string;
  uri: string;
  characters: number;
}

interface Found {
  query: string;
  took_ms: number;
  hits: {
    document: string;
    title: string;
    uri: string;
    page: null;
    start: number;
    end: number;
    text: string;
    score: number;
  }[];
}

function expectError({ code, stdout, stderr }: Ended, name: string): void {
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(new RegExp(`^error \\(${name}\\): .*\\n {2}\\S`));
}

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const textOf = async (document: string): Promise<string> =>
  (await run(['documents', 'show', document, '--text'])).stdout;

test.concurrent.each([
  [['search', 'leave'], 'home_missing'],
  [['ask', 'Who?'], 'home_missing'],
  [['documents', 'list'], 'home_missing'],
])('before anything was added, %j fails with a hint', async (args, code) => {
  expectError(await place.run(args), code);
});

test('a path that is not there fails with a hint', async () => {
  expectError(await place.run(['add', 'nowhere']), 'path_not_found');
});

test('add indexes a folder and gives its receipt', async () => {
  place.write({ 'handbook/broken.pdf': '%PDF-1.7 and then nothing' });
  const sources = await json<SourceView[]>(['add', 'handbook']);
  expect(sources).toEqual([
    expect.objectContaining({
      kind: 'folder',
      uri: uriOf('handbook'),
      access: ['everyone'],
      documents: 2,
      last_run: expect.objectContaining({ status: 'done', added: 2, failed: 1 }),
      failures: [expect.objectContaining({ uri: uriOf('handbook/broken.pdf'), message: expect.any(String) })],
    }),
  ]);
});

test('without --json the receipt is for people, and progress stays off standard output', async () => {
  const { code, stdout, stderr } = await run(['add', 'handbook']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^handbook: 0 added, 0 changed, 0 removed, 2 unchanged, 1 not readable in [\d.]+ s\n/);
  expect(stdout).toContain('handbook/broken.pdf');
  expect(stderr).toContain('handbook: done');
});

test('search gives passages that are slices of the extracted text', async () => {
  const [found, people] = await Promise.all([
    json<Found>(['search', 'notice period', '--limit', '1']),
    run(['search', 'notice period']),
  ]);
  expect(found).toEqual({
    query: 'notice period',
    took_ms: expect.any(Number),
    hits: [expect.objectContaining({ title: 'Notice periods', uri: uriOf('handbook/notice.md'), page: null })],
    corrected: [],
  });
  for (const { document, start, end, text } of found.hits)
    expect((await textOf(document)).slice(start, end)).toBe(text);
  expect(people.stdout).toContain('1. Notice periods');
  expect(people.stdout).toContain('handbook/notice.md');
});

test('search keeps to what the query and its flags ask for, and says what it corrected', async () => {
  const [byPath, byFilter, phrase, corrected, wrong] = await Promise.all([
    json<Found>(['search', 'days', '--path', 'notice', 'other', '--type', 'md', '--per-document', '1', '--explain']),
    json<Found>(['search', 'days', '--filter', '{"not": {"field": "title", "op": "contains", "value": "leave"}}']),
    json<Found>(['search', '"paid leave" -notice']),
    run(['search', 'managres', '--context', '1']),
    run(['search', 'days', '--filter', '{']),
  ]);
  for (const { hits } of [byPath, byFilter]) expect(hits.map(({ uri }) => uri)).toEqual([uriOf('handbook/notice.md')]);
  expect(byPath.hits[0]).toMatchObject({ why: [expect.objectContaining({ term: 'day', words: ['days'] })] });
  expect(phrase.hits.map(({ uri }) => uri)).toEqual([uriOf('handbook/leave.md')]);
  expect(corrected.stdout).toMatch(/^No document has "managres": searched for "managers"\./);
  expectError(wrong, 'filter_invalid');
});

test('ask keeps to what its flags ask for', async () => {
  const answers = ['leave', 'notice'].map((path) => json<Answer>(['ask', donorQuestion, '--path', path]));
  expect((await Promise.all(answers)).map(({ refused }) => refused)).toEqual([false, true]);
});

test('ask --all reads everything, and says what could not be read', async () => {
  const question = 'Which documents mention donors?';
  const [answer, people, plain] = await Promise.all([
    json<Answer>(['ask', '--all', question]),
    run(['ask', '--all', question]),
    json<Answer>(['ask', question]),
  ]);
  expect(answer).toMatchObject({ model: 'read-all', refused: false });
  expect(answer.coverage).toMatchObject({
    documents: { in_scope: 2, read: 2 },
    unreadable: { files: 1, first: [{ uri: uriOf('handbook/broken.pdf') }] },
    stopped: null,
  });
  for (const { text } of answer.sentences) expect(people.stdout).toContain(`- ${text}`);
  expect(people.stdout).toMatch(
    /\d+ found in 1 document\. Read all \d+ passages of 2 documents; 1 file could not be read\./,
  );
  expect(people.stdout).toContain('handbook/broken.pdf');
  expect(plain.hint).toContain('--all');
});

test('ask answers with quotes that are slices of the extracted text', async () => {
  const [answer, people] = await Promise.all([json<Answer>(['ask', donorQuestion]), run(['ask', donorQuestion])]);
  expect(answer).toMatchObject({ question: donorQuestion, refused: false, model: 'extractive' });
  expect(answer.answer).toContain('7 days of paid leave');
  const [citation] = answer.sentences[0]?.citations ?? [];
  expect(citation).toMatchObject({ uri: uriOf('handbook/leave.md'), page: null });
  const text = await textOf(citation?.document ?? '');
  expect(text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
  expect(people.stdout).toMatch(/7 days of paid leave\.[^\n]* \[1\]/);
  expect(people.stdout).toContain('[1] Leave for donors handbook/leave.md');
});

test('what the documents do not answer is refused', async () => {
  const question = 'Who won the chess championship in 1972?';
  const [answer, people] = await Promise.all([json(['ask', question]), run(['ask', question])]);
  expect(answer).toMatchObject({ refused: true, answer: '', sentences: [] });
  expect(people).toMatchObject({ code: 0, stdout: 'The documents do not answer this.\n' });
});

test('documents are listed and shown by id, path and uri', async () => {
  const [list, table, shown] = await Promise.all([
    json<Listed[]>(['documents', 'list']),
    run(['documents', 'list']),
    json<Listed & { text: string; blocks: unknown[] }>(['documents', 'show', 'handbook/leave.md']),
  ]);
  expect(list.map(({ uri }) => uri)).toEqual([uriOf('handbook/leave.md'), uriOf('handbook/notice.md')]);
  const [leave] = list;
  expect(shown).toMatchObject(leave ?? {});
  expect(shown.text).toHaveLength(shown.characters);
  const texts = await Promise.all([leave?.document, leave?.uri].map((named) => textOf(named ?? '')));
  expect(texts).toEqual([shown.text, shown.text]);
  expect(table.stdout).toContain('2 documents');
});

test('a reader who has had enough of the output is no error', async () => {
  const long = Array.from({ length: 5000 }, (_, index) => `Crate ${index} stands in row ${index}.`);
  place.write({ 'long.md': `# Crates\n\n${long.join('\n\n')}\n` });
  const env = { ATELIER_HOME: 'second' };
  expect((await run(['add', 'long.md'], { env })).code).toBe(0);
  const showing = place.start(['documents', 'show', 'long.md', '--text'], { env });
  showing.process.stdout?.once('data', () => showing.process.stdout?.destroy());
  const { code, stderr } = await showing.ended;
  expect([code, stderr]).toEqual([0, '']);
});

test('sources are listed with what could not be read, and synced', async () => {
  const [source] = await json<SourceView[]>(['sources']);
  expect(source).toMatchObject({
    uri: uriOf('handbook'),
    documents: 2,
    failures: [{ uri: uriOf('handbook/broken.pdf') }],
  });
  place.write({ 'handbook/parking.md': '# Parking\n\nVisitors park in row 12.\n' });
  expect(await json<SourceView[]>(['sources', 'sync', 'handbook'])).toEqual([
    expect.objectContaining({ documents: 3, last_run: expect.objectContaining({ added: 1, unchanged: 2 }) }),
  ]);
});

test('a document that is removed is gone and does not come back', async () => {
  const removed = await json<{ removed: boolean; document: string }>(['documents', 'remove', 'handbook/parking.md']);
  expect(removed).toMatchObject({ removed: true });
  await json(['sources', 'sync']);
  const [found, shown] = await Promise.all([
    json<Found>(['search', 'parking row 12']),
    run(['documents', 'show', 'handbook/parking.md']),
  ]);
  expect(found.hits).toEqual([]);
  expectError(shown, 'document_not_found');
  // secure_delete and the wiped index: the words are in no file of the home any more.
  expect(readFileSync(join(place.home, 'atelier.db')).includes('Visitors park')).toBe(false);
});

test('reconcile finds nothing to mend', async () => {
  expect(await json(['reconcile'])).toEqual({ mended: 0, removed: 0 });
});

test.concurrent('doctor tries every part for real', async () => {
  const { checks } = await json<{ version: string; checks: Check[] }>(['doctor']);
  expect(checks.map(({ name }) => name)).toEqual([
    'Node.js',
    'database',
    'search index',
    'readers',
    'text recognition',
    'web page',
    'home',
    'disk',
    'model',
  ]);
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(checks.find(({ name }) => name === 'home')?.found).toContain('1 sources, 2 documents');
});

test.concurrent('doctor says what is wrong, and ends with 1', async () => {
  const { code, stdout } = await run(['doctor', '--json'], { env: { ATELIER_MODEL_URL: 'http://127.0.0.1:1/v1' } });
  expect(code).toBe(1);
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  expect(checks.find(({ name }) => name === 'model')).toMatchObject({ status: 'failed', hint: 'Set ATELIER_MODEL.' });
});

test.concurrent('evaluate retrieval scores a BEIR folder without touching the home', async () => {
  const corpus = ['leave for donors', 'notice period', 'parking for visitors'].map((text, index) =>
    JSON.stringify({ _id: `d${index}`, title: '', text }),
  );
  const queries = ['donors', 'parking'].map((text, index) => JSON.stringify({ _id: `q${index}`, text }));
  place.write({
    'beir/corpus.jsonl': `${corpus.join('\n')}\n`,
    'beir/queries.jsonl': `${queries.join('\n')}\n`,
    'beir/qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq0\td0\t1\nq1\td2\t1\n',
  });
  expect(await json(['evaluate', 'retrieval', 'beir'])).toEqual({
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

test.concurrent('evaluate answers asks the home', async () => {
  place.write({
    'questions.jsonl': [
      { question: donorQuestion, answers: ['7 days'] },
      { question: 'Who won the chess championship in 1972?', answers: [] },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  });
  expect(await json(['evaluate', 'answers', 'questions.jsonl'])).toMatchObject({
    questions: 2,
    answered: 1,
    refused: 1,
    correct: 2,
    cited_correct: 1,
    wrong: 0,
    false_refusals: 0,
  });
});

test.concurrent('a data set that is not there is named', async () => {
  expectError(await run(['evaluate', 'retrieval', 'nowhere', '--json']), 'dataset_missing');
});

test('a source that is removed takes its documents along', async () => {
  expect(await json(['sources', 'remove', 'handbook'])).toMatchObject({ removed: true, documents: 2 });
  const [list, found] = await Promise.all([json(['documents', 'list']), run(['search', 'leave'])]);
  expect(list).toEqual([]);
  expectError(found, 'nothing_indexed');
});
