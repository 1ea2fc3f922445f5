import { featureNames, type FeatureName } from './features.ts';

type Weights = Record<FeatureName, number>;

/**
 * The numbers of the built-in writer. `scripts/fit-answers.ts` fits them on open question sets and prints them; those
 * of `isQuestion`, `isFragment` and the second `quantityMissing` are set by hand: encyclopedias hardly have such cases.
 */
const ranking: Weights = {
  inSentence: 2.66,
  inContext: 2.7,
  inPassage: 1.91,
  heaviestMissing: -1.35,
  namesMissing: -1.63,
  typeHeld: 0.92,
  typeMissing: -0.14,
  quantityMissing: -0.98,
  unitNear: 1.01,
  pairs: 1.19,
  passageScore: 2.35,
  passageRank: 2.35,
  tooLong: 0.13,
  isQuestion: -2,
  isFragment: -1,
};

const answering: Weights & { rank: number; lead: number; bias: number } = {
  inSentence: 0.37,
  inContext: 2.13,
  inPassage: 1.84,
  heaviestMissing: 0,
  namesMissing: -1.3,
  typeHeld: 0,
  typeMissing: -0.34,
  quantityMissing: -1.5,
  unitNear: 0.19,
  pairs: 1.16,
  passageScore: 0,
  passageRank: 0,
  tooLong: -0.23,
  isQuestion: -1,
  isFragment: -1,
  rank: 0,
  lead: 1.69,
  bias: -4.2,
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
