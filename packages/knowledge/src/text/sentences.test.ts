import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from './sentences.ts';

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['Two sentences. Here is one.', ['Two sentences.', 'Here is one.']],
  ['Ask Dr. Smith, e.g. by mail. He answers.', ['Ask Dr. Smith, e.g. by mail.', 'He answers.']],
  ['It costs 3.50 euros, ca. 4 dollars. Cheap!', ['It costs 3.50 euros, ca. 4 dollars.', 'Cheap!']],
  ['J. R. Hartley wrote it. Really? Yes.', ['J. R. Hartley wrote it.', 'Really?', 'Yes.']],
  ['He said "Stop." Then he left.', ['He said "Stop."', 'Then he left.']],
  ['A line\nanother line', ['A line', 'another line']],
  ['Das gilt z.B. für Hamburg. Nr. 5 nicht.', ['Das gilt z.B. für Hamburg.', 'Nr. 5 nicht.']],
  ['Bis zum 31. Dezember. Danach nicht.', ['Bis zum 31. Dezember.', 'Danach nicht.']],
  ['see example.com for more. thanks', ['see example.com for more. thanks']],
  ['1. Open the valve. 2. Close it.', ['1. Open the valve.', '2. Close it.']],
  ['', []],
])('%j', (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test('nothing but white space is lost between sentences', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(split(text).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
});
