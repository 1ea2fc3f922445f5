import { expect, test } from 'vitest';
import { stemGerman } from './stem-german.ts';

test.each([
  [['kundigung', 'kundigungen', 'kundigen'], 'kundig'],
  [['frist', 'fristen'], 'frist'],
  [['vertrag', 'vertrage', 'vertrages', 'vertragen', 'vertrags'], 'vertrag'],
  [['urlaub', 'urlaubs', 'urlaube'], 'urlaub'],
  [['haus', 'hauser', 'hausern', 'hauses'], 'haus'],
  [['mitarbeiter', 'mitarbeitern', 'mitarbeiterin', 'mitarbeiterinnen'], 'mitarbeit'],
  [['monteur', 'monteure', 'monteuren'], 'monteur'],
  [['freundlich', 'freundliche', 'freundlichkeit'], 'freundlich'],
  [['moglich', 'moglicher', 'moglichkeit', 'moglichkeiten'], 'moglich'],
  [['krankheit', 'krankheiten'], 'krankheit'],
  [['krank', 'kranke', 'kranken'], 'krank'],
  [['verzeichnis', 'verzeichnisse', 'verzeichnissen'], 'verzeichnis'],
  [['monatlich', 'monat', 'monate'], 'monat'],
  [['bauer', 'bauern'], 'bau'],
  [['tag'], 'tag'],
  [['hx2140'], 'hx2140'],
])('%j become %s', (words, stem) => {
  expect(words.map(stemGerman)).toEqual(words.map(() => stem));
});

test.each([
  ['gehalt', 'gehen'],
  ['rechnung', 'rechner'],
  ['termin', 'terminal'],
  ['berg', 'bergung'],
])('%s and %s stay apart', (one, other) => {
  expect(stemGerman(one)).not.toBe(stemGerman(other));
});
