import { featureNames, type FeatureName } from './features.ts';

/**
 * How sure we are that a candidate answers the question, from 0 to 1: a logistic regression over the features. The
 * numbers are fitted by `npm run fit:answers` on open question sets; it prints this table.
 */
const bias = -4.2;
const weights: Record<FeatureName, number> = {
  inSentence: 1.6,
  inContext: 4.2,
  inPassage: 1.6,
  heaviestMissing: -1.8,
  namesMissing: -2.2,
  typeHeld: 0.9,
  typeMissing: -1.6,
  unitNear: 0.8,
  pairs: 0.6,
  passageScore: 0.8,
  passageRank: 0.3,
  tooShort: -0.8,
  tooLong: -0.3,
  isQuestion: -2,
  isListItem: -0.1,
  isTableRow: -0.1,
  questionLength: 0,
};

const ordered = featureNames.map((name) => weights[name]);

export function confidence(values: readonly number[]): number {
  const sum = values.reduce((total, value, index) => total + value * (ordered[index] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}
