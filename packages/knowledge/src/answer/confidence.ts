import { featureNames, type FeatureName } from './features.ts';

type Weights = Record<FeatureName, number>;

/** What the confidence looks at besides the features of the best candidate: its lead, and the most of the question in a picked one. */
export const pickedFeatureNames = ['lead', 'mostHeld'] as const;

/**
 * The numbers of the built-in writer. `scripts/fit-answers.ts` fits them on open question sets and prints them; those of
 * `isQuestion`, `isFragment` and `quantityMissing` are set by hand: encyclopedias hardly have such cases.
 */
const ranking: Weights = {
  inSentence: 1.57,
  inContext: 1.83,
  inPassage: 1.83,
  heaviestMissing: -1.55,
  namesMissing: -1.34,
  typeHeld: 0.32,
  typeMissing: 0,
  quantityMissing: -2,
  unitNear: 1.22,
  pairs: 1.23,
  passageScore: 2.12,
  passageRank: 2.25,
  tooLong: -0.16,
  isQuestion: -2,
  isFragment: -0.5,
  beyondHeadings: 1.43,
  inNext: 1.99,
  holdsKind: 1.16,
  otherNames: 0.96,
  fullName: 1.53,
  placeName: 1.04,
  newWords: 0.62,
  refersBack: -0.26,
  asksMuch: 0,
  missingInPassage: 0,
  passagePairs: 0,
};

const answering: Weights & Record<(typeof pickedFeatureNames)[number] | 'bias', number> = {
  inSentence: 0.13,
  inContext: 1.63,
  inPassage: 2.08,
  heaviestMissing: -0.18,
  namesMissing: -1.44,
  typeHeld: 0,
  typeMissing: -0.5,
  quantityMissing: -2,
  unitNear: 0.1,
  pairs: 0,
  passageScore: 0,
  passageRank: 0.16,
  tooLong: -0.14,
  isQuestion: -1,
  isFragment: -0.5,
  beyondHeadings: 0,
  inNext: 0.12,
  holdsKind: 0.29,
  otherNames: -0.41,
  fullName: 0.44,
  placeName: 0.06,
  newWords: -0.79,
  refersBack: -0.15,
  asksMuch: 2.8,
  missingInPassage: -1.15,
  passagePairs: 1.3,
  lead: 0.53,
  mostHeld: 0.56,
  bias: -3.5,
};

const rankingInOrder = featureNames.map((name) => ranking[name]);
const answeringInOrder = [...featureNames, ...pickedFeatureNames].map((name) => answering[name]);

const weighed = (values: readonly number[], weights: readonly number[]): number =>
  values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);

/** How well a candidate answers next to others for the same question; only differences mean something. */
export function rankScore(values: readonly number[]): number {
  return weighed(values, rankingInOrder);
}

/** How sure we are that an answer with these features (see `answerFeatures`) is right, from 0 to 1. */
export function confidence(values: readonly number[]): number {
  return 1 / (1 + Math.exp(-weighed(values, answeringInOrder) - answering.bias));
}
