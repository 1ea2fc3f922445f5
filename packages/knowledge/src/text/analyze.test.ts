import { expect, test } from 'vitest';
import { analyze, terms } from './analyze.ts';

test.each([
  ['Employees are running', ['employe', 'run']],
  ['the HX-2140-B', ['hx-2140-b', 'hx', '2140', 'b']],
  ['1,000.50 and 1000.50', ['1000.50', '1', '000', '50', '1000.50', '1000', '50']],
  ["the manager's office", ['manag', 'offic']],
  ['getUserName', ['getusernam', 'get', 'user', 'name']],
  ['HTTPServer', ['httpserver', 'http', 'server']],
  ['Müller, naïve, Straße', ['muller', 'naiv', 'strass']],
  ['snake_case config.yaml', ['snake_case', 'snake', 'case', 'config', 'yaml']],
  ['   ', []],
])('%j', (text, expected) => {
  expect(terms(text)).toEqual(expected);
});

test('a term knows where its word stands', () => {
  const text = 'No  Employees?';
  expect(analyze(text).map(({ term, start, end }) => [term, text.slice(start, end)])).toEqual([
    ['employe', 'Employees'],
  ]);
});
