import { resolve } from 'node:path';
import { AtelierError, type ErrorShape, type JobProgress, type User } from '@atelier/foundation';
import { kindOf, type Answer, type AskEvent, type QuestionRun } from '@atelier/knowledge';
import { readEvents } from '../http/server-events.ts';
import type { Atelier, JobView, SavedQuestionView, SourceKindView, SourceRun, SourceView } from './atelier.ts';

const pollMs = 250;

/** The service of a server that runs on the same home, over HTTP. */
export function remoteAtelier(url: string, token: string): Atelier {
  async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(path === '/api/ask' ? { accept: 'text/event-stream' } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new AtelierError({
        code: 'server_unreachable',
        message: `The server at ${url} does not answer (${String(cause)}).`,
        hint: 'It may be stopping: try again.',
        cause,
      });
    });
    if (response.ok) return response;
    const { error } = (await response.json().catch(() => ({}))) as { error?: ErrorShape };
    throw new AtelierError(error ?? { code: 'server_error', message: `${url} answered ${response.status}.` });
  }
  const call = async <Result>(method: string, path: string, body?: unknown): Promise<Result> =>
    (await (await send(method, path, body)).json()) as Result;
  const part = encodeURIComponent;
  const job = (id: string): Promise<JobView> => call('GET', `/api/jobs/${part(id)}`);

  return {
    // A relative path counts from here; the server was started somewhere else.
    addSource: (request) => call('POST', '/api/sources', { ...request, location: absolute(request.location) }),
    sources: async () => (await call<{ sources: SourceView[] }>('GET', '/api/sources')).sources,
    sourceKinds: async () => (await call<{ kinds: SourceKindView[] }>('GET', '/api/source-kinds')).kinds,
    syncSource: (id, { acceptRemovals } = {}) =>
      call('POST', `/api/sources/${part(id)}/sync${acceptRemovals ? '?accept_removals=true' : ''}`),
    runs: async (id) => (await call<{ runs: SourceRun[] }>('GET', `/api/sources/${part(id)}/runs`)).runs,
    removeSource: (id) => call('DELETE', `/api/sources/${part(id)}`),
    documents: ({ limit, offset }) => {
      const query = new URLSearchParams({
        ...(limit === undefined ? {} : { limit: String(limit) }),
        ...(offset === undefined ? {} : { offset: String(offset) }),
      });
      return call('GET', `/api/documents?${query.toString()}`);
    },
    document: (idOrUri, version) =>
      call('GET', `/api/documents/${part(idOrUri)}${version === undefined ? '' : `?version=${part(version)}`}`),
    async page({ document, version, page }) {
      const query = version === undefined ? '' : `?version=${part(version)}`;
      const response = await send('GET', `/api/documents/${part(document)}/pages/${page}${query}`);
      const size = (name: string) => Number(response.headers.get(name));
      const png = new Uint8Array(await response.arrayBuffer());
      return { png, width: size('x-width'), height: size('x-height') };
    },
    tables: (idOrUri, version) =>
      call('GET', `/api/documents/${part(idOrUri)}/tables${version === undefined ? '' : `?version=${part(version)}`}`),
    queryTable: (request) => call('POST', '/api/tables/query', request),
    removeDocument: (idOrUri) => call('DELETE', `/api/documents/${part(idOrUri)}`),
    search: (request) => call('POST', '/api/search', request),
    async ask(request, { signal, onEvent }) {
      const response = await send('POST', '/api/ask', request, signal);
      return await readAnswer(response, onEvent).catch((error: unknown) => {
        if (signal.aborted || AtelierError.is(error)) throw error;
        throw brokenOff(error);
      });
    },
    questions: async () => (await call<{ questions: SavedQuestionView[] }>('GET', '/api/questions')).questions,
    saveQuestion: (question) => call('POST', '/api/questions', question),
    removeQuestion: (id) => call('DELETE', `/api/questions/${part(id)}`),
    runQuestions: () => call('POST', '/api/questions/run'),
    questionRuns: async (limit) => {
      const query = limit === undefined ? '' : `?limit=${limit}`;
      return (await call<{ runs: QuestionRun[] }>('GET', `/api/questions/runs${query}`)).runs;
    },
    users: async () => (await call<{ users: User[] }>('GET', '/api/users')).users,
    addUser: (request) => call('POST', '/api/users', request),
    setUser: ({ user, ...changes }) => call('PATCH', `/api/users/${part(user)}`, changes),
    removeUser: (user) => call('DELETE', `/api/users/${part(user)}`),
    renewToken: (user) => call('POST', `/api/users/${part(user)}/token`),
    embedder: () => call('GET', '/api/embedder'),
    switchEmbedder: ({ force }) => call('POST', `/api/embedder/switch${force ? '?force=true' : ''}`),
    adaptSearch: (request) => call('POST', '/api/adapt/search', request),
    adaptation: () => call('GET', '/api/adapt/search'),
    undoAdaptation: () => call('DELETE', '/api/adapt/search'),
    logClick: (request) => call('POST', '/api/search/click', request),
    forgetClicks: () => call('DELETE', '/api/search/clicks'),
    reconcile: () => call('POST', '/api/reconcile'),
    job,
    async waitForJob(id, onProgress?: (progress: JobProgress) => void) {
      for (;;) {
        const view = await job(id);
        if (view.progress !== null) onProgress?.(view.progress);
        if (view.status !== 'queued' && view.status !== 'running') return view;
        await new Promise((done) => setTimeout(done, pollMs));
      }
    },
    close: () => Promise.resolve(),
  };
}

/** The path of a folder or file, from the root of the file system; any other location as it is. */
function absolute(location: string): string {
  const isPath = kindOf(location).kind === 'folder' && !location.startsWith('file:');
  return isPath ? resolve(location) : location;
}

async function readAnswer(response: Response, onEvent?: (event: AskEvent) => void): Promise<Answer> {
  if (response.body !== null) {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'error') throw new AtelierError((data as { error: ErrorShape }).error);
      const told = { event, data } as AskEvent;
      onEvent?.(told);
      if (told.event === 'done') return told.data;
    }
  }
  throw brokenOff();
}

function brokenOff(cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'answer_broken_off',
    message: 'The answer broke off before its end.',
    hint: 'Ask again; the server may have been stopped.',
    retryable: true,
    cause,
  });
}
