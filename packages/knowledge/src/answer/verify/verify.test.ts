import fc from 'fast-check';
import { expect, test } from 'vitest';
import { furtherPairs } from './testing/further-pairs.fixture.ts';
import { latePairs } from './testing/late-pairs.fixture.ts';
import { pairs, type Pair } from './testing/pairs.fixture.ts';
import { verifySentence } from './verify.ts';

const verify = (sentence: string, ...sources: string[]) =>
  verifySentence(
    sentence,
    sources.map((text) => ({ text })),
  );

function rates(list: readonly Pair[]) {
  const judged = list.map((pair) => ({ ...pair, says: verify(pair.sentence, ...pair.sources).supported }));
  const right = judged.filter(({ supported, says }) => supported && says).length;
  return {
    precision: right / judged.filter(({ says }) => says).length,
    recall: right / judged.filter(({ supported }) => supported).length,
    wrong: judged
      .filter(({ supported, says }) => supported !== says)
      .map(({ about, sentence }) => `${about}: ${sentence}`),
  };
}

test.each([
  ['the first set', pairs, 60, 1, 0.95],
  ['other subjects', furtherPairs, 60, 1, 0.95],
  ['late wordings', latePairs, 60, 1, 0.9],
] as const)(
  'what it supports is supported, and it supports most of what is: %s',
  (_name, list, least, precision, recall) => {
    expect(list.length).toBeGreaterThanOrEqual(least);
    const found = rates(list);
    expect(found.precision, found.wrong.join('\n')).toBeGreaterThanOrEqual(precision);
    expect(found.recall, found.wrong.join('\n')).toBeGreaterThanOrEqual(recall);
  },
);

test.each([
  ['Bone marrow donors get 10 days.', 'Bone marrow donors get 14 days.', 'the source says 14 days, not 10 days'],
  ['The notice period is not 30 days.', 'The notice period is 30 days.', 'the source does not say "not"'],
  [
    'The notice period applies during probation.',
    'The notice period does not apply during probation.',
    'the source says "not"',
  ],
  [
    'Requests must be signed by Anna Meier.',
    'Requests must be signed by Anna Schmidt.',
    'the source does not name "Meier"',
  ],
  ['Staff may wear a helmet.', 'Staff must wear a helmet.', 'the source says "must", not "may"'],
  ['Costs rose in 2025.', 'Costs fell in 2025.', 'the source says "fell", not "rose"'],
  [
    'You may cancel the order.',
    'You may cancel the order unless it has shipped.',
    'the source makes an exception that the sentence leaves out',
  ],
  [
    'Passwords have at most 12 characters.',
    'Passwords have at least 12 characters.',
    'the source says at least 12, not at most 12',
  ],
  ['Only staff may park here.', 'Staff may park here.', 'the source does not say "Only"'],
  [
    'Band 3 pays 61,000 euros.',
    'Band 3 pays 50,000 euros and band 4 pays 61,000 euros.',
    'the source says "3" and "61,000 euros" of different things',
  ],
  ['The fee is 30 dollars.', 'Fee in euros: 30', 'the source does not have "30 dollars"'],
  ['Staff get a car and a flat.', 'Staff get a car.', 'the source does not say "and a flat"'],
])('%s is not borne out by %s', (sentence, source, reason) => {
  const { supported, score, reasons } = verify(sentence, source);
  expect(supported).toBe(false);
  expect(score).toBeLessThan(0.7);
  expect(reasons).toContain(reason);
});

test('a sentence of the source is borne out by it, whatever stands around', () => {
  const source = 'No fee is due. It is "not" nothing, 5 or 6!';
  for (const sentence of ['No fee is due.', 'It is "not" nothing, 5 or 6!', source])
    expect(verify(sentence, source)).toEqual({ supported: true, score: 1, reasons: [] });
});

test('every clause needs one source that says it whole', () => {
  const [oslo, rome] = ['Room Oslo has 30 seats.', 'Room Rome has a large projector.'];
  expect(verify('Room Oslo has 30 seats, and room Rome has a large projector.', oslo, rome).supported).toBe(true);
  expect(verify('Room Oslo has a large projector.', oslo, rome).supported).toBe(false);
  expect(verify('Room Rome has 30 seats.', oslo, rome).supported).toBe(false);
});

test('what a text is about may be named by its heading; what it says may not', () => {
  const source = { text: 'The notice period is 30 days.', about: 'Rules of 2026 for Executives' };
  expect(verifySentence('The notice period for executives is 30 days.', [source]).supported).toBe(true);
  expect(verifySentence('The notice period is 2026 days.', [source]).supported).toBe(false);
});

test('without words or without sources nothing is borne out', () => {
  expect(verify('It is so.', 'It is so as well.').supported).toBe(false);
  expect(verify('', 'Leave is 30 days.').supported).toBe(false);
  expect(verify('Leave is 30 days.').supported).toBe(false);
});

const sentences: readonly ((amount: string) => string)[] = [
  (amount) => `Employees get ${amount} days of leave after the first year.`,
  (amount) => `The fee is ${amount} euros and is due at the end of the month.`,
  (amount) => `In Lyon the plant makes ${amount} bearings per hour, at least on weekdays.`,
  (amount) => `Mitarbeiter erhalten ${amount} Tage Urlaub, sofern sie nicht in der Probezeit sind.`,
  (amount) => `Der Rabatt beträgt ${amount} Prozent bei Zahlung vor der Lieferung.`,
  (amount) => `Les salariés ont droit à ${amount} jours de congé.`,
  (amount) => `El plazo es de ${amount} meses desde la entrega.`,
];

test('a changed number is never supported, however it is written and whatever the rest is', () => {
  const number = fc.integer({ min: 2, max: 99_999 });
  const written = fc.constantFrom(
    (value: number) => String(value),
    (value: number) => value.toLocaleString('en-US').replaceAll(',', "'"),
    (value: number) => `${value}.5`,
  );
  fc.assert(
    fc.property(
      number,
      number,
      written,
      fc.constantFrom(...sentences),
      fc.boolean(),
      (said, claimed, write, sentence, alone) => {
        fc.pre(said !== claimed);
        const source = alone ? sentence(write(said)) : `Badges are blue. ${sentence(write(said))} Dogs stay outside.`;
        expect(verify(sentence(write(claimed)), source).supported).toBe(false);
        expect(verify(sentence(write(said)), source).supported).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('any text is judged without failing, and only by its own', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      (sentence, source) => {
        const { score, supported, reasons } = verify(sentence, source);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(supported).toBe(reasons.length === 0);
      },
    ),
    { numRuns: 300 },
  );
});
