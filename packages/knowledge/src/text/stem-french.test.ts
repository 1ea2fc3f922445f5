import { expect, test } from 'vitest';
import { stemFrench } from './stem-french.ts';

test.each([
  ['salarie', 'salaries', 'salariee', 'salariees'],
  ['cheval', 'chevaux'],
  ['travail', 'travaille', 'travailler', 'travailleront', 'travaillez'],
  ['conge', 'conges'],
  ['indemnite', 'indemnites'],
  ['directeur', 'directrice', 'directeurs', 'directrices'],
  ['vendeur', 'vendeuse', 'vendeuses'],
  ['actif', 'active', 'actives'],
  ['professionnel', 'professionnelle', 'professionnelles'],
  ['premier', 'premiere', 'premieres'],
  ['remboursement', 'remboursements', 'rembourse', 'rembourser'],
  ['formation', 'formations', 'formateur', 'formatrice'],
  ['utilisation', 'utiliser', 'utilisateur', 'utilise'],
  ['finir', 'finissant', 'finissement'],
])('%s is found by its other forms', (...words) => {
  expect(new Set(words.map(stemFrench)).size).toBe(1);
});

test.each([
  ['prix', 'pri'],
  ['cour', 'course'],
  ['port', 'porc'],
  ['mari', 'mariage'],
])('%s and %s stay apart', (one, other) => {
  expect(stemFrench(one)).not.toBe(stemFrench(other));
});

test('codes stay as they are', () => {
  expect(stemFrench('tc80es')).toBe('tc80es');
});
