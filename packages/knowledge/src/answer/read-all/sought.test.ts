import { expect, test } from 'vitest';
import type { ScopedDocument } from './scope.ts';
import { parseSought } from './sought.ts';

const documents: ScopedDocument[] = ['leave', 'travel'].map((name) => ({
  document: name,
  version: name,
  title: `${name} policy`,
  uri: `m:handbook/${name}.md`,
  date: null,
  passages: 1,
}));
const soughtIn = (question: string) => parseSought(question, new Map(), documents);

test.each([
  ['List every deadline in the handbook', 'handbook', ['leave', 'travel']],
  ['List every deadline in our travel policy?', 'travel policy', ['travel']],
  ['Find all deadlines in the travel policy handbook', 'travel policy handbook', ['travel']],
  ['Nenne alle Fristen im Handbook!', 'Handbook', ['leave', 'travel']],
])('the words at the end name documents: %s', (question, named, chosen) => {
  const sought = soughtIn(question);
  expect(sought.named).toEqual([named]);
  expect([...(sought.documents ?? [])].toSorted()).toEqual(chosen);
});

test('the names of documents are not looked at for a question that names none', () => {
  const unread = new Proxy({} as ScopedDocument, {
    get: () => {
      throw new Error('read');
    },
  });
  expect(parseSought('Who pays the penalty?', new Map(), [unread])).toMatchObject({ named: [], documents: null });
});
