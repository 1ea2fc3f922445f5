import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { detectLanguage, isFunctionWord, languageOf } from './language.ts';

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

test.each([
  ['Der Antrag ist bei der Personalabteilung zu stellen und wird von ihr geprüft.', 'de'],
  ["L'entreprise verse une indemnité de télétravail dans la limite de 27 euros par mois.", 'fr'],
  ['El personal tiene derecho a los días de vacaciones que se fijan en el convenio.', 'es'],
  ['The request is made to the office, and it is answered within a week.', 'en'],
  ['Anlass | Tage', 'es'],
  ['def des(es, l): d = as_y(es.des, l, no=es); return es.des(no, c, s, t, a, y)', 'es'],
  ['const a = new Map(); return a.get(key);', 'es'],
])('%j is in %s', (text, language) => {
  expect(detectLanguage(text, 'es')).toBe(language);
});
