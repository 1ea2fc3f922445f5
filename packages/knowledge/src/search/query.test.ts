import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFilter } from './filter.ts';
import { parseQuery, plainQuery } from './query.ts';

test.each([
  'How many days of leave do I get?',
  'HX-2140-B e-mail 1,000.50 C++',
  'a - b, and -',
  'see https://example.com/a:b?c=d and C:\\temp',
  'note: this is one',
  'title: and after:yesterday',
  'an inch is 2.54 cm, 5" is more',
  '* ** a*',
  '   ',
])('%j is a plain query', (text) => {
  expect(parseQuery(text)).toEqual({ ...plainQuery(text), words: text.trim().split(/\s+/).join(' ') });
});

test.each([
  ['"bone marrow" leave', { words: 'leave', phrases: ['bone marrow'] }],
  ['„drei Wochen“ Urlaub', { words: 'Urlaub', phrases: ['drei Wochen'] }],
  ['leave -parental -"bone marrow"', { words: 'leave', excluded: ['parental', 'bone marrow'] }],
  ['-HX-2140-B pump', { words: 'pump', excluded: ['HX-2140-B'] }],
  ['Wind* power', { words: 'power', prefixes: ['wind'] }],
  ['Übertr*', { words: '', prefixes: ['ubertr'] }],
  ['title:travel cost', { words: 'cost', filter: { field: 'title', op: 'contains', value: 'travel' } }],
  ['type:PDF', { words: '', filter: { field: 'type', op: 'is', value: 'PDF' } }],
  ['-tag:"old stuff" pump', { words: 'pump', filter: { not: { field: 'tag', op: 'is', value: 'old stuff' } } }],
  [
    'cost after:2025 BEFORE:2026-03-01',
    {
      words: 'cost',
      filter: {
        all: [
          { field: 'date', op: 'after', value: '2025' },
          { field: 'date', op: 'before', value: '2026-03-01' },
        ],
      },
    },
  ],
])('%j asks for more than words', (text, expected) => {
  expect(parseQuery(text)).toEqual({ ...plainQuery(''), ...expected });
});

test('no input is an error, and what comes of it is well formed', () => {
  const piece = fc.constantFrom(
    '"',
    '-',
    'title:',
    'after:',
    '2025',
    'wind*',
    ' ',
    'a',
    '“',
    '\\',
    'type:"',
    '- ',
    '\u0000',
    '𝕏',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const query = parseQuery(typed);
      if (query.filter !== null) checkFilter(query.filter);
      expect(query.prefixes.every((prefix) => prefix.length > 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
