import { expect, test } from 'vitest';
import { excerpt, findTerms, searchTerms } from './search-terms.ts';

const marked = (text: string, query: string) =>
  findTerms(text, searchTerms(query)).map(({ start, end }) => text.slice(start, end));

test('marks the words of the search and their close variants, not the small words', () => {
  expect(marked('Employees may request the leave. Requests are approved.', 'how do I request leaves?')).toEqual([
    'request',
    'leave',
    'Requests',
  ]);
  expect(marked('A policy and policies of the police', 'policies')).toEqual(['policy', 'policies', 'police']);
});

test('a short term marks only itself', () => {
  expect(marked('PTO, ptolemy, pt', 'pto')).toEqual(['PTO']);
  expect(marked('form SF-1199A, sfo', 'SF 1199A')).toEqual(['SF', '1199A']);
});

test('other scripts and regular expression characters are only text', () => {
  expect(marked('Die Überstunden (überstunden)', 'überstunden')).toEqual(['Überstunden', 'überstunden']);
  expect(marked('a.*b', '.*')).toEqual([]);
});

test('an excerpt is the part with most of the terms, cut between words', () => {
  const text = `${'filler words here '.repeat(40)}the travel card pays lodging ${'and so on '.repeat(40)}`;
  const { start, end } = excerpt(text, searchTerms('travel card lodging'), 120);
  const cut = text.slice(start, end);
  expect(cut).toContain('travel card pays lodging');
  expect(cut.length).toBeLessThanOrEqual(121);
  expect(text[start - 1]).toBe(' ');
  expect(text[end]).toBe(' ');
});

test('a short text is its own excerpt', () => {
  expect(excerpt('short', ['x'], 100)).toEqual({ start: 0, end: 5 });
});
