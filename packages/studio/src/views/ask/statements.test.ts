import { expect, test } from 'vitest';
import type { Citation, Sentence } from '../../api/types.ts';
import { numberSources } from './citations.ts';
import { statementsByDocument } from './statements.ts';

const cite = (document: string, start: number): Citation => ({
  document,
  version: `${document}-1`,
  title: document,
  uri: `${document}.md`,
  page: null,
  start,
  end: start + 5,
  quote: 'quote',
});
const say = (text: string, ...citations: Citation[]): Sentence => ({ text, citations });

test('statements stand under the document that says them first, each once, with the others that say so too', () => {
  const sentences = [
    say('Fee: 5 %.', cite('a', 0), cite('b', 0)),
    say('Term: 2 years.', cite('a', 9)),
    say('Fee: 7 %.', cite('c', 0)),
  ];
  const groups = statementsByDocument(sentences, numberSources(sentences));
  const told = groups.map(({ first, statements }) => [
    first.document,
    statements.map(({ sentence, here, elsewhere }) => [
      sentence.text,
      here.map(({ number }) => number),
      elsewhere.map(({ citation }) => citation.document),
    ]),
  ]);
  expect(told).toEqual([
    [
      'a',
      [
        ['Fee: 5 %.', [1], ['b']],
        ['Term: 2 years.', [3], []],
      ],
    ],
    ['c', [['Fee: 7 %.', [4], []]]],
  ]);
});
