import { ApiError, asApiError, errorOf } from './api-error.ts';
import { reportSignedOut } from './signed-out.ts';
import type {
  DocumentPage,
  DocumentText,
  Hit,
  Job,
  Me,
  NewQuestion,
  Run,
  SavedQuestion,
  SearchResult,
  Source,
  SourceKind,
  SourceRequest,
} from './types.ts';

interface Options {
  body?: unknown;
  accept?: string;
  signal?: AbortSignal | undefined;
}

/**
 * One call to the server, authenticated by its same-origin cookie.
 * Throws `ApiError` for every failure but an abort, whose `AbortError` passes through.
 */
export async function send(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers: Record<string, string> = { accept: options.accept ?? 'application/json' };
  const init: RequestInit = { method, headers, signal: options.signal ?? null };
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  const response = await fetch(path, init).catch((thrown: unknown) => {
    throw options.signal?.aborted ? thrown : asApiError(thrown);
  });
  if (response.status === 401) reportSignedOut();
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function call<T>(method: string, path: string, options?: Options): Promise<T> {
  const response = await send(method, path, options);
  return (await response.json()) as T;
}

const segment = encodeURIComponent;

export function getMe(signal?: AbortSignal): Promise<Me> {
  return call('GET', '/api/me', { signal });
}

/** Signs this browser in: the server sets a cookie that no script sees. */
export function signIn(token: string): Promise<Me> {
  return call('POST', '/api/session', { body: { token } });
}

export function signOut(): Promise<{ signed_out: boolean }> {
  return call('DELETE', '/api/session');
}

export function listDocuments(limit: number, offset: number, signal?: AbortSignal): Promise<DocumentPage> {
  return call('GET', `/api/documents?limit=${limit}&offset=${offset}`, { signal });
}

/** A document's text; `version` picks the exact version that a citation read, null the newest. */
export function getDocument(document: string, version: string | null, signal?: AbortSignal): Promise<DocumentText> {
  const query = version === null ? '' : `?version=${segment(version)}`;
  return call('GET', `/api/documents/${segment(document)}${query}`, { signal });
}

/** Where the picture of a page is, for an image to show. */
export function pageAddress(document: string, version: string, page: number): string {
  return `/api/documents/${segment(document)}/pages/${page}?version=${segment(version)}`;
}

/** Why a page has no picture: an image that fails does not say. */
export async function pageProblem(address: string): Promise<ApiError> {
  try {
    await send('GET', address, { accept: 'image/png' });
  } catch (thrown) {
    return asApiError(thrown);
  }
  return new ApiError({ code: 'page_unreadable', message: 'The picture of this page could not be loaded.' }, 0);
}

export function removeDocument(document: string): Promise<{ removed: boolean }> {
  return call('DELETE', `/api/documents/${segment(document)}`);
}

export async function listSources(signal?: AbortSignal): Promise<Source[]> {
  return (await call<{ sources: Source[] }>('GET', '/api/sources', { signal })).sources;
}

export async function listSourceKinds(signal?: AbortSignal): Promise<SourceKind[]> {
  return (await call<{ kinds: SourceKind[] }>('GET', '/api/source-kinds', { signal })).kinds;
}

export function addSource(request: SourceRequest): Promise<{ source: string; job: string }> {
  return call('POST', '/api/sources', { body: request });
}

/** Looks for changes. `acceptRemovals`: what is gone is meant to be gone, however much it is. */
export function syncSource(source: string, { acceptRemovals = false } = {}): Promise<{ job: string }> {
  return call('POST', `/api/sources/${segment(source)}/sync${acceptRemovals ? '?accept_removals=true' : ''}`);
}

/** The runs of a source that are remembered, the newest first. */
export async function listRuns(source: string, signal?: AbortSignal): Promise<Run[]> {
  return (await call<{ runs: Run[] }>('GET', `/api/sources/${segment(source)}/runs`, { signal })).runs;
}

export function removeSource(source: string): Promise<{ removed: boolean; documents: number }> {
  return call('DELETE', `/api/sources/${segment(source)}`);
}

/** The saved questions, the oldest first. */
export async function listQuestions(signal?: AbortSignal): Promise<SavedQuestion[]> {
  return (await call<{ questions: SavedQuestion[] }>('GET', '/api/questions', { signal })).questions;
}

/** Saves a question; one that is saved already is expected to be answered as told now. */
export function saveQuestion(question: NewQuestion): Promise<{ id: string }> {
  return call('POST', '/api/questions', { body: question });
}

export function removeQuestion(id: string): Promise<{ removed: boolean }> {
  return call('DELETE', `/api/questions/${segment(id)}`);
}

/** Asks all saved questions. */
export function runQuestions(): Promise<{ job: string }> {
  return call('POST', '/api/questions/run');
}

export function getJob(job: string, signal?: AbortSignal): Promise<Job> {
  return call('GET', `/api/jobs/${segment(job)}`, { signal });
}

/** `asOf`: a day, or empty for now. */
export function search(query: string, limit: number, asOf: string, signal?: AbortSignal): Promise<SearchResult> {
  return call('POST', '/api/search', { body: { query, limit, as_of: asOf || undefined }, signal });
}

/** Tells which passage was opened for a query. Nobody waits for it, and the server keeps it only where it is set to. */
export function tellClick(query: string, { document, version, start }: Hit): void {
  void call('POST', '/api/search/click', { body: { query, document, version, start } }).catch(() => undefined);
}
