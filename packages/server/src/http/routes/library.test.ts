import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, DocumentContent, DocumentSummary, SearchResult } from '@atelier/knowledge';
import type { JobView, SourceView } from '../../service/atelier.ts';
import { callWith, type Call } from '../../testing/client.fixture.ts';
import { oddName, startServer, type TestServer } from '../../testing/server.fixture.ts';

let server: TestServer;
let send: ReturnType<typeof callWith>;
let handbook: string;

/** The tests tell one story in order: a folder comes, is asked about, changes, and goes. */
beforeAll(async () => {
  server = await startServer({ paths: [] });
  send = callWith(server);
  ({ handbook } = server);
});
afterAll(() => server.stop());

async function get<Result>(path: string, options: Call = {}, status = 200): Promise<Result> {
  const reply = await send(path, options);
  expect(reply).toMatchObject({ status });
  expect(reply.headers['content-type']).toContain('application/json');
  return reply.json as Result;
}
const post = <Result>(path: string, body: unknown, status = 200) => get<Result>(path, { method: 'POST', body }, status);

/** Asks how a job is until it has ended. */
async function ended(id: string): Promise<JobView> {
  for (;;) {
    const job = await get<JobView>(`/api/jobs/${id}`);
    if (job.status !== 'queued' && job.status !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const list = () => get<{ documents: DocumentSummary[]; total: number }>('/api/documents');
const uriOf = (name: string): string => pathToFileURL(join(handbook, name)).href;
let source = '';

test('an empty home has no sources and no documents, and says so to questions', async () => {
  expect(await get('/api/sources')).toEqual({ sources: [] });
  expect(await list()).toEqual({ documents: [], total: 0 });
  for (const [path, body] of [
    ['/api/search', { query: 'leave' }],
    ['/api/ask', { question: 'How long is the notice period?' }],
  ] as const) {
    expect(await post(path, body, 409)).toMatchObject({ error: { code: 'nothing_indexed' } });
  }
});

test('a folder is added and indexed by a job', async () => {
  const started = await post<{ source: string; job: string }>('/api/sources', { location: handbook }, 202);
  ({ source } = started);
  expect(await ended(started.job)).toMatchObject({
    job: started.job,
    kind: 'sync',
    status: 'done',
    result: { added: 3, failed: 0 },
    error: null,
  });
  const { sources } = await get<{ sources: SourceView[] }>('/api/sources');
  expect(sources).toEqual([
    {
      source,
      kind: 'folder',
      uri: pathToFileURL(handbook).href,
      access: ['everyone'],
      settings: {},
      excludes: [],
      schedule: null,
      documents: 3,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      last_run: expect.objectContaining({ job: started.job, status: 'done', added: 3, changed: 0, failed: 0 }),
      failures: [],
    },
  ]);
});

test('adding it again gives the same source', async () => {
  const again = await post<{ source: string; job: string }>('/api/sources', { location: `${handbook}/` }, 202);
  expect(again.source).toBe(source);
});

test('documents come by uri, a page at a time', async () => {
  const { documents, total } = await list();
  expect(total).toBe(3);
  expect(documents.map(({ uri }) => uri)).toEqual(['leave.md', 'notice.md', oddName].map(uriOf).toSorted());
  expect(await get('/api/documents?limit=1&offset=1')).toEqual({ documents: documents.slice(1, 2), total: 3 });
  expect(await get('/api/documents?limit=0')).toEqual({ documents: [], total: 3 });
});

test('a document has its text and its blocks, by its id and by its uri, whatever its name', async () => {
  const { documents } = await list();
  for (const summary of documents) {
    const document = await get<DocumentContent>(`/api/documents/${summary.document}`);
    expect(document).toMatchObject(summary);
    expect(document.text).toHaveLength(summary.characters);
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph']);
    expect(document.blocks.map(({ start, end }) => document.text.slice(start, end)).join('\n\n')).toBe(document.text);

    expect(await get(`/api/documents/${encodeURIComponent(summary.uri)}`)).toEqual(document);
    expect(await get(`/api/documents/${summary.document}?version=${document.version_id}`)).toEqual(document);
  }
});

test('every hit of a search is the slice of its document', async () => {
  const { query, hits } = await post<SearchResult>('/api/search', { query: 'notice period', limit: 2 });
  expect(query).toBe('notice period');
  expect(hits.length).toBeGreaterThan(0);
  expect(hits[0]).toMatchObject({ uri: uriOf('notice.md'), title: 'Notice periods', page: null });
  for (const hit of hits) {
    const { text } = await get<DocumentContent>(`/api/documents/${hit.document}?version=${hit.version}`);
    expect(text.slice(hit.start, hit.end)).toBe(hit.text);
  }
  expect((await post<SearchResult>('/api/search', { query: 'days', limit: 1 })).hits).toHaveLength(1);
  expect((await post<SearchResult>('/api/search', { query: 'zxqv' })).hits).toEqual([]);
  const filter = { any: [{ field: 'path', op: 'contains', value: 'nowhere' }] };
  expect((await post<SearchResult>('/api/search', { query: 'days', filter })).hits).toEqual([]);
  expect(await post<Answer>('/api/ask', { question: 'How long is the notice period?', filter })).toMatchObject({
    refused: true,
  });
  const options = { filter: { not: filter }, per_document: 1, context: 1, explain: true };
  const [hit] = (await post<SearchResult>('/api/search', { query: 'days', ...options })).hits;
  expect(hit?.highlights?.map(({ start, end }) => hit.text.slice(start - hit.start, end - hit.start))).toContain(
    'days',
  );
  expect(hit).toMatchObject({ context: { text: hit?.text }, why: [{ words: ['days'] }] });
  expect(await get('/api/search', { method: 'POST', body: { query: 'x', filter: { all: [7] } } }, 400)).toMatchObject({
    error: { code: 'filter_invalid' },
  });
});

test('every citation of an answer is the slice of its document', async () => {
  const question = 'How many days of paid leave do bone marrow donors get?';
  const answer = await post<Answer>('/api/ask', { question });
  expect(answer).toMatchObject({ question, refused: false, model: 'extractive' });
  expect(answer.answer).toContain('Bone marrow donors get 7 days of paid leave.');
  for (const { citations } of answer.sentences) {
    expect(citations.length).toBeGreaterThan(0);
    for (const { document, version, start, end, quote } of citations) {
      const { text } = await get<DocumentContent>(`/api/documents/${document}?version=${version}`);
      expect(text.slice(start, end)).toBe(quote);
    }
  }
});

test('what the documents do not answer is refused', async () => {
  const answer = await post<Answer>('/api/ask', { question: 'Who won the chess championship in 1972?' });
  expect(answer).toMatchObject({ refused: true, answer: '', sentences: [] });
});

test('a changed file is read anew by a sync; the old version can still be shown', async () => {
  const before = await get<DocumentContent>(`/api/documents/${encodeURIComponent(uriOf('notice.md'))}`);
  writeFileSync(join(handbook, 'notice.md'), '# Notice periods\n\nThe notice period is 60 days.\n');
  const { job } = await post<{ job: string }>(`/api/sources/${source}/sync`, undefined, 202);
  expect((await ended(job)).result).toMatchObject({ changed: 1, unchanged: 2 });
  const now = await get<DocumentContent>(`/api/documents/${before.document}`);
  expect([now.version, now.text]).toEqual([2, 'Notice periods\n\nThe notice period is 60 days.']);
  expect(await get(`/api/documents/${before.document}?version=${before.version_id}`)).toMatchObject({
    version: 1,
    text: before.text,
  });
});

test('who may not see a document does not find it', async () => {
  const { job } = await post<{ job: string }>('/api/sources', { location: handbook, access: ['group:hr'] }, 202);
  await ended(job);
  const search = (as?: string[]) => post<SearchResult>('/api/search', { query: 'notice period', ...(as && { as }) });
  expect((await search(['user:bob'])).hits).toEqual([]);
  expect((await search(['group:hr'])).hits).not.toEqual([]);
  expect((await search()).hits).not.toEqual([]);
  const question = 'How many days is the notice period?';
  expect((await post<Answer>('/api/ask', { question, as: [] })).refused).toBe(true);
  expect((await post<Answer>('/api/ask', { question, as: ['group:hr'] })).refused).toBe(false);
});

test('a document that is removed is gone from every door, at once and after a sync', async () => {
  const uri = uriOf('notice.md');
  const { document } = await get<DocumentContent>(`/api/documents/${encodeURIComponent(uri)}`);
  const removed = await get<{ job: string }>(`/api/documents/${document}`, { method: 'DELETE' });
  expect(removed).toEqual({ removed: true, document, job: expect.stringMatching(/^job_/) });

  const isGone = async () => {
    for (const id of [document, encodeURIComponent(uri)]) await get(`/api/documents/${id}`, {}, 404);
    expect((await list()).documents.map((summary) => summary.document)).not.toContain(document);
    const { hits } = await post<SearchResult>('/api/search', { query: 'notice period 60 days' });
    expect(hits.map((hit) => hit.document)).not.toContain(document);
    const answer = await post<Answer>('/api/ask', { question: 'How many days is the notice period?' });
    expect(JSON.stringify(answer)).not.toContain('60 days');
  };
  await isGone();
  expect((await ended(removed.job)).status).toBe('done');
  await isGone();
  const { job } = await post<{ job: string }>(`/api/sources/${source}/sync`, undefined, 202);
  await ended(job);
  await isGone();
});

test('reconcile compares the index with the database', async () => {
  const { job } = await post<{ job: string }>('/api/reconcile', undefined, 202);
  expect(await ended(job)).toMatchObject({ kind: 'reconcile', status: 'done', result: { mended: 0, removed: 0 } });
});

test('a source that is removed takes its documents along', async () => {
  const removed = await get<{ job: string }>(`/api/sources/${source}`, { method: 'DELETE' });
  expect(removed).toEqual({ removed: true, source, documents: 2, job: expect.stringMatching(/^job_/) });
  expect(await list()).toEqual({ documents: [], total: 0 });
  expect(await get('/api/sources')).toEqual({ sources: [] });
  expect((await ended(removed.job)).status).toBe('done');
  await get(`/api/sources/${source}`, { method: 'DELETE' }, 404);
});

test('a file that cannot be read is reported with its reason', async () => {
  writeFileSync(join(handbook, 'broken.pdf'), '%PDF-1.7 and then nothing');
  const { job } = await post<{ job: string }>('/api/sources', { location: join(handbook, 'broken.pdf') }, 202);
  expect((await ended(job)).result).toMatchObject({ added: 0, failed: 1 });
  const { sources } = await get<{ sources: SourceView[] }>('/api/sources');
  expect(sources[0]).toMatchObject({
    kind: 'file',
    documents: 0,
    failures: [{ uri: uriOf('broken.pdf'), code: expect.any(String), message: expect.any(String) }],
  });
});
