import { featureNames, type FeatureName } from './features.ts';

type Weights = Record<FeatureName, number>;

/**
 * The numbers of the built-in writer. `scripts/fit-answers.ts` fits them on open question sets and prints them; those
 * of `isQuestion` and `isFragment` are set by hand, as encyclopedias have neither.
 */
const ranking: Weights = {
  inSentence: 2.66,
  inContext: 2.7,
  inPassage: 1.92,
  heaviestMissing: -1.37,
  namesMissing: -1.63,
  typeHeld: 0.73,
  typeMissing: -0.73,
  unitNear: 1.03,
  pairs: 1.21,
  passageScore: 2.33,
  passageRank: 2.28,
  tooLong: 0.16,
  isQuestion: -2,
  isFragment: -1,
};

const answering: Weights & { rank: number; lead: number; bias: number } = {
  inSentence: 0.45,
  inContext: 2.24,
  inPassage: 2.08,
  heaviestMissing: 0,
  namesMissing: -1.12,
  typeHeld: 0,
  typeMissing: -0.51,
  unitNear: 0.21,
  pairs: 1.05,
  passageScore: 0,
  passageRank: 0.97,
  tooLong: -0.18,
  isQuestion: -1,
  isFragment: -1,
  rank: 0,
  lead: 1.79,
  bias: -5.5,
};

const inOrder = (weights: Weights): number[] => featureNames.map((name) => weights[name]);
const rankingInOrder = inOrder(ranking);
const answeringInOrder = inOrder(answering);

const weighed = (values: readonly number[], weights: readonly number[]): number =>
  values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);

/** How well a candidate answers next to others for the same question; only differences mean something. */
export function rankScore(values: readonly number[]): number {
  return weighed(values, rankingInOrder);
}

/** What the confidence looks at besides the features of the best candidate, scaled to about 0 to 1. */
export function rankFeatures(best: number, second: number): [rank: number, lead: number] {
  return [best / 5, Math.min(1, (best - second) / 2)];
}

/** How sure we are that the best candidate answers the question, from 0 to 1. */
export function confidence(values: readonly number[], best: number, second: number): number {
  const [rank, lead] = rankFeatures(best, second);
  const sum = weighed(values, answeringInOrder) + answering.rank * rank + answering.lead * lead + answering.bias;
  return 1 / (1 + Math.exp(-sum));
}
