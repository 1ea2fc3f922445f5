import { asApiError, errorOf } from './api-error.ts';
import { reportSignedOut } from './signed-out.ts';
import type { DocumentPage, DocumentText, Job, SearchResult, Source } from './types.ts';

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

export function listDocuments(limit: number, offset: number, signal?: AbortSignal): Promise<DocumentPage> {
  return call('GET', `/api/documents?limit=${limit}&offset=${offset}`, { signal });
}

/** A document's text; `version` picks the exact version that a citation read, null the newest. */
export function getDocument(document: string, version: string | null, signal?: AbortSignal): Promise<DocumentText> {
  const query = version === null ? '' : `?version=${segment(version)}`;
  return call('GET', `/api/documents/${segment(document)}${query}`, { signal });
}

export function removeDocument(document: string): Promise<{ removed: boolean }> {
  return call('DELETE', `/api/documents/${segment(document)}`);
}

export async function listSources(signal?: AbortSignal): Promise<Source[]> {
  return (await call<{ sources: Source[] }>('GET', '/api/sources', { signal })).sources;
}

export function addSource(path: string): Promise<{ source: string; job: string }> {
  return call('POST', '/api/sources', { body: { path } });
}

export function syncSource(source: string): Promise<{ job: string }> {
  return call('POST', `/api/sources/${segment(source)}/sync`);
}

export function removeSource(source: string): Promise<{ removed: boolean; documents: number }> {
  return call('DELETE', `/api/sources/${segment(source)}`);
}

export function getJob(job: string, signal?: AbortSignal): Promise<Job> {
  return call('GET', `/api/jobs/${segment(job)}`, { signal });
}

export function search(query: string, limit: number, signal?: AbortSignal): Promise<SearchResult> {
  return call('POST', '/api/search', { body: { query, limit }, signal });
}
