import { expect, test } from 'vitest';
import type { Citation, Hit } from '../../api/types.ts';
import { numbersOf, numberSources, quoteInContext } from './citations.ts';

const text = `Opening words. ${'Much before. '.repeat(30)}You get four hours of leave. ${'Much after. '.repeat(30)}End.`;
const quote = 'You get four hours of leave.';

function cite(start: number, end: number, document = 'doc_1'): Citation {
  return {
    document,
    version: 'ver_1',
    title: 'Leave',
    uri: '/leave.md',
    page: null,
    start,
    end,
    quote: text.slice(start, end),
  };
}

const hit: Hit = {
  document: 'doc_1',
  version: 'ver_1',
  title: 'Leave',
  uri: '/leave.md',
  page: null,
  heading: 'Leave > Annual',
  start: 1000,
  end: 1000 + text.length,
  text,
  score: 1,
};
const at = 1000 + text.indexOf(quote);
const citation: Citation = { ...cite(0, 0), start: at, end: at + quote.length, quote };

test('passages are numbered once, in order of first citation', () => {
  const sentences = [
    { text: 'A.', citations: [cite(5, 9), cite(0, 4)] },
    { text: 'B.', citations: [cite(0, 4), cite(0, 4, 'doc_2'), cite(5, 9)] },
  ];
  const sources = numberSources(sentences);
  expect(sources.map(({ number, citation: { document, start } }) => [number, document, start])).toEqual([
    [1, 'doc_1', 5],
    [2, 'doc_1', 0],
    [3, 'doc_2', 0],
  ]);
  expect(sentences.map((sentence) => numbersOf(sentence, sources).map(({ number }) => number))).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
});

test('a quote is shown between whole words of its passage', () => {
  const { heading, before, after, quote: shown } = quoteInContext(citation, [hit]);
  expect(heading).toBe('Leave > Annual');
  expect(shown).toBe(quote);
  expect(before).toMatch(/^… (Much|before\.)( before\.| Much)+ $/);
  expect(after).toMatch(/^ Much after\..* …$/);
  expect(text).toContain(before.slice(2) + quote + after.slice(0, -2));
});

test('without a passage that truly contains it the quote stands alone', () => {
  expect(quoteInContext(citation, [])).toEqual({ heading: '', before: '', quote, after: '' });
  expect(quoteInContext(citation, [{ ...hit, text: text.toUpperCase() }])).toMatchObject({ before: '', after: '' });
  expect(quoteInContext(citation, [{ ...hit, document: 'doc_2' }])).toMatchObject({ heading: '', before: '' });
});
