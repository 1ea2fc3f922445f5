import { expect, test } from 'vitest';
import { fold } from './analyze.ts';
import { isFunctionWord, languageOf } from './language.ts';

test.each([
  ['How many days of leave do we have?', 'en'],
  ['Wie viele Urlaubstage haben die Beschäftigten in Hamburg?', 'de'],
  ['Quel est le montant des titres-restaurant à Lyon ?', 'fr'],
  ['¿Cuántos días de vacaciones tiene el personal?', 'es'],
  ['HX-2140-B', 'en'],
])('%s is %s', (text, language) => {
  expect(languageOf(text.split(/[^\p{L}\p{N}]+/u).map(fold))).toBe(language);
});

test('a function word belongs to its language', () => {
  expect(isFunctionWord('die', 'de')).toBe(true);
  expect(isFunctionWord('die', 'en')).toBe(false);
});
