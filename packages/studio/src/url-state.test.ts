import { expect, test } from 'vitest';
import { formatUrl, home, parseUrl, type UrlState } from './url-state.ts';

test('home is the bare address, and the bare address is home', () => {
  expect(formatUrl(home)).toBe('/');
  expect(parseUrl('')).toEqual(home);
});

test('every state survives the address bar', () => {
  const states: UrlState[] = [
    { ...home, q: 'How many days of leave & what of 50 % + “quotes”?' },
    { ...home, view: 'search', q: 'überstunden 日本' },
    { ...home, q: 'leave', asOf: '2026-03-01' },
    { ...home, q: 'leave', all: true },
    { ...home, view: 'documents', document: 'doc_1' },
    { ...home, view: 'sources', document: 'doc_1', version: 'ver_2', start: 0, end: 12 },
    { ...home, document: 'doc_1', start: 3, end: 9, layout: 'page', page: 4 },
    { ...home, q: 'leave', layout: 'page' },
  ];
  for (const state of states) expect(parseUrl(formatUrl(state).slice(1))).toEqual(state);
});

test('nonsense falls back instead of reaching a view', () => {
  expect(parseUrl('?view=admin').view).toBe('ask');
  expect(parseUrl('?asOf=0202-03-01').asOf).toBe('');
  expect(parseUrl('?all=maybe').all).toBe(false);
  expect(parseUrl('?document=doc_1&start=9&end=3')).toMatchObject({ document: 'doc_1', start: null, end: null });
  expect(parseUrl('?document=doc_1&start=-1&end=x')).toMatchObject({ start: null, end: null });
  expect(parseUrl('?start=1&end=3&version=ver_1&page=2')).toEqual(home);
  expect(parseUrl('?document=doc_1&page=0&layout=book')).toMatchObject({ page: null, layout: 'text' });
});
