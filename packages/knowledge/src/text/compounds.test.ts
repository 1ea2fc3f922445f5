import { expect, test } from 'vitest';
import { splitCompound } from './compounds.ts';

test.each([
  ['kundigungsfrist', ['kundigung', 'frist']],
  ['kundigungsfristen', ['kundigung', 'fristen']],
  ['urlaubsantrag', ['urlaub', 'antrag']],
  ['arbeitsvertrag', ['arbeit', 'vertrag']],
  ['reisekosten', ['reise', 'kosten']],
  ['krankenversicherung', ['kranken', 'versicherung']],
  ['reisekostenabrechnung', ['reise', 'kosten', 'abrechnung']],
  ['mietvertrag', ['miet', 'vertrag']],
  ['elternzeit', ['eltern', 'zeit']],
  ['datenschutz', ['daten', 'schutz']],
  ['datenschutzbeauftragte', ['daten', 'schutz', 'beauftragte']],
  ['wartungsintervall', ['wartung', 'intervall']],
  ['arbeitszeiten', ['arbeit', 'zeiten']],
  ['krankheitstag', ['krankheit', 'tag']],
  ['urlaubstagen', ['urlaub', 'tagen']],
  ['donnerstags', []],
  ['nachmittage', []],
  ['eintrag', []],
  ['gegenwart', []],
  ['antwort', []],
  ['vertrag', []],
  ['antrag', []],
  ['kosten', []],
  ['uberstunden', ['stunden']],
  ['entscheidung', []],
  ['verfahren', []],
  ['beschreibung', []],
  ['ansprechpartner', ['ansprech', 'partner']],
  ['verwaltung', []],
  ['hx2140', []],
])('%s is made of %j', (word, parts) => {
  expect(splitCompound(word)).toEqual(parts);
});
