import { candidatesOf, completedBy, type Candidate } from './candidates.ts';
import { confidence, rankScore } from './confidence.ts';
import { featureNames, features } from './features.ts';
import type { PickedSentence } from './pick-sentences.ts';
import { asksForQuantity, holdsType, type Question } from './question.ts';
import type { Passage } from './writer.ts';

export interface RankedCandidate {
  candidate: Candidate;
  features: number[];
  /** See `rankScore`. */
  score: number;
}

/** All candidates, the best first. */
export function rankCandidates(question: Question, passages: readonly Passage[]): RankedCandidate[] {
  const topScore = Math.max(0, ...passages.map((passage) => passage.score));
  return withCompleted(question, candidatesOf(passages, question.language))
    .map((candidate) => {
      const values = features(question, candidate, topScore);
      return { candidate, features: values, score: rankScore(values) };
    })
    .toSorted((a, b) => b.score - a.score);
}

function withCompleted(question: Question, candidates: Candidate[]): Candidate[] {
  if (!asksForQuantity(question)) return candidates;
  const joined = candidates.flatMap((candidate, index) => {
    const next = candidates[index + 1];
    if (next === undefined || holdsType(question.type, candidate.text, question)) return [];
    if (!holdsType(question.type, next.text, question)) return [];
    const completed = completedBy(candidate, next);
    return completed === null ? [] : [completed];
  });
  return [...candidates, ...joined];
}

/** Confidence that what was picked of the ranked candidates answers; 0 where there is none. */
export function howSure(ranked: readonly RankedCandidate[], picked: readonly PickedSentence[]): number {
  const [best] = ranked;
  return best === undefined ? 0 : confidence(answerFeatures(ranked, picked));
}

/** What the confidence looks at: the features of the best candidate, then `pickedFeatureNames`. */
export function answerFeatures(ranked: readonly RankedCandidate[], picked: readonly PickedSentence[]): number[] {
  const [best, second] = ranked;
  const inSentence = featureNames.indexOf('inSentence');
  const mostHeld = Math.max(0, ...picked.map((pick) => pick.ranked.features[inSentence] ?? 0));
  const lead = Math.min(1, ((best?.score ?? 0) - (second?.score ?? 0)) / 2);
  return [...(best?.features ?? []), lead, mostHeld];
}
