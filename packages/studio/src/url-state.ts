import { useMemo, useSyncExternalStore } from 'react';

// What the page shows is written in the URL's query and nowhere else, so reload, back and a copied link all work.

export const views = ['ask', 'search', 'documents', 'sources', 'questions'] as const;
export type View = (typeof views)[number];

/** The views that are the owner's. */
export const managing: readonly View[] = ['sources', 'questions'];

/** Whether an open document shows its text, or pictures of its pages. */
export type Layout = 'text' | 'page';

export interface UrlState {
  view: View;
  /** the question or the search */
  q: string;
  /** the day whose end is asked about, as 2026-03-01; empty is now */
  asOf: string;
  /** whether every document is read for the question, in place of the best passages */
  all: boolean;
  /** the open document, and the version and passage of it to show */
  document: string | null;
  version: string | null;
  start: number | null;
  end: number | null;
  /** kept from document to document; one without pages shows its text whatever stands here */
  layout: Layout;
  /** the page that was turned to, from 1; null is the page of the passage */
  page: number | null;
}

export const home: UrlState = {
  view: 'ask',
  q: '',
  asOf: '',
  all: false,
  document: null,
  version: null,
  start: null,
  end: null,
  layout: 'text',
  page: null,
};

/** The state with a document open at its beginning, or with none open; the layout stays. */
export function withDocument(state: UrlState, document: string | null): UrlState {
  return { ...state, document, version: null, start: null, end: null, page: null };
}

/** Reads `location.search`; what is missing or makes no sense falls back to `home`. */
export function parseUrl(query: string): UrlState {
  const parameters = new URLSearchParams(query);
  const document = parameters.get('document') || null;
  const start = offset(parameters.get('start'));
  const end = offset(parameters.get('end'));
  const hasRange = document !== null && start !== null && end !== null && start < end;
  return {
    view: views.find((view) => view === parameters.get('view')) ?? 'ask',
    q: parameters.get('q') ?? '',
    asOf: day(parameters.get('asOf') ?? ''),
    all: parameters.get('all') === 'true',
    document,
    version: document === null ? null : parameters.get('version') || null,
    start: hasRange ? start : null,
    end: hasRange ? end : null,
    layout: parameters.get('layout') === 'page' ? 'page' : 'text',
    page: document === null ? null : offset(parameters.get('page')) || null,
  };
}

/** A day of our times; a date that is still being typed may be one of long ago. */
export function day(text: string): string {
  return /^(?:19[7-9]|20\d)\d-\d\d-\d\d$/.test(text) ? text : '';
}

function offset(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** The shortest address of a state: `/` for home, otherwise `/?...` with the parts that differ from it. */
export function formatUrl(state: UrlState): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== null && value !== home[name as keyof UrlState]) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '/' : `/?${parameters}`;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** Goes to a state. `replace` leaves no step behind, so that back leads past it. */
export function navigate(state: UrlState, how: 'push' | 'replace' = 'push'): void {
  if (formatUrl(parseUrl(location.search)) === formatUrl(state)) return;
  const changesView = parseUrl(location.search).view !== state.view;
  if (how === 'replace') history.replaceState(null, '', formatUrl(state));
  else history.pushState(null, '', formatUrl(state));
  if (changesView) scrollTo(0, 0);
  for (const listener of listeners) listener();
}

export function useUrlState(): UrlState {
  const query = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => parseUrl(query), [query]);
}
