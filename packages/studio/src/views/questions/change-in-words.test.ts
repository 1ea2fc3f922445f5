import { expect, test } from 'vitest';
import { changeInWords } from './change-in-words.ts';

test('a change is told in words, and a document that is gone has no name', () => {
  const document = { what: 'document', document: 'doc_1', cited: true } as const;
  expect(changeInWords({ what: 'setting', name: 'threshold', from: 0.15, to: 0.9 })).toBe('threshold: 0.15, now 0.9');
  expect(changeInWords({ what: 'setting', name: 'model', from: '', to: 'small' })).toBe('model: none, now small');
  expect(changeInWords({ ...document, change: 'changed', title: 'Leave' })).toBe('Leave has changed');
  expect(changeInWords({ ...document, change: 'removed', title: null })).toBe('A document that it cited is gone');
  expect(changeInWords({ ...document, change: 'came', title: 'Rules', cited: false })).toBe('Rules is new (not cited)');
});
