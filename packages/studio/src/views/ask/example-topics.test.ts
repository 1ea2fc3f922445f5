import { expect, test } from 'vitest';
import type { DocumentSummary } from '../../api/types.ts';
import { exampleTopics } from './example-topics.ts';

const titled = (...titles: string[]) =>
  titles.map((title): DocumentSummary => ({
    document: title,
    title,
    uri: '',
    source: '',
    version: 1,
    characters: 1,
    pages: null,
    indexed_at: '',
  }));

test('titles become topics, file names, numbers, questions and instructions do not', () => {
  expect(exampleTopics(titled('Paid parental leave', 'FMLA', 'Travel Guide'), 9)).toEqual([
    'Paid parental leave',
    'FMLA',
    'Travel Guide',
  ]);
  expect(
    exampleTopics(titled('my-form.pdf', 'Q3_report', 'How do I travel?', 'Getting started', '404', 'A'), 9),
  ).toEqual([]);
});

test('they are spread over all documents and never repeat', () => {
  const many = titled(...'Alpha Beta Gamma Delta Epsilon Zeta Zeta'.split(' '));
  expect(exampleTopics(many, 3)).toEqual(['Alpha', 'Gamma', 'Epsilon']);
});
