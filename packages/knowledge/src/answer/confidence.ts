import { featureNames, type FeatureName } from './features.ts';

type Weights = Record<FeatureName, number>;

/**
 * The numbers of the built-in writer. `scripts/fit-answers.ts` fits them on open question sets and prints them; those
 * of `isQuestion` and `isFragment` are set by hand, as encyclopedias have neither.
 */
const ranking: Weights = {
  inSentence: 2.68,
  inContext: 2.81,
  inPassage: 1.93,
  heaviestMissing: -1.59,
  namesMissing: -1.66,
  typeHeld: 0.73,
  typeMissing: -0.73,
  unitNear: 1.04,
  pairs: 1.26,
  passageScore: 2.36,
  passageRank: 2.3,
  tooLong: 0.17,
  isQuestion: -2,
  isFragment: -1,
};

const answering: Weights & { rank: number; lead: number; bias: number } = {
  inSentence: 0.11,
  inContext: 2.39,
  inPassage: 1.88,
  heaviestMissing: 2.08,
  namesMissing: -0.78,
  typeHeld: -0.48,
  typeMissing: -0.38,
  unitNear: 0.03,
  pairs: 0.43,
  passageScore: -1.26,
  passageRank: 0.19,
  tooLong: -0.19,
  isQuestion: -1,
  isFragment: -1,
  rank: 1.35,
  lead: 1.64,
  bias: -6.4,
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
