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
  expect(terms(text, 'en')).toEqual(expected);
});

test('a term knows where its word stands', () => {
  const text = 'No  Employees?';
  expect(analyze(text, 'en').map(({ term, start, end }) => [term, text.slice(start, end)])).toEqual([
    ['employe', 'Employees'],
  ]);
});

test.each([
  ['de', 'Die Kündigungsfristen', ['kundigungsfrist', 'kundig', 'frist']],
  ['de', 'Kuendigung, Kündigung', ['kundig', 'kundig']],
  ['de', 'Größe GROESSE', ['gross', 'gross']],
  ['de', 'die neue Steuer', ['neu', 'steu']],
  ['de', 'der HX-2140-B für 1,000.50', ['hx-2140-b', 'hx', '2140', 'b', '1000.50', '1', '000', '50']],
  ['fr', "L'indemnité d’un salarié", ['indemnit', 'salari']],
  ['fr', "jusqu'à l'été", ['ete']],
  ['es', '¿Cuántos días de vacaciones?', ['dia', 'vacacion']],
] as const)('in %s, %j', (language, text, expected) => {
  expect(terms(text, language)).toEqual(expected);
});
