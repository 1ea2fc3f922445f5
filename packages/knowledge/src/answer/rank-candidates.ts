import { candidatesOf, completedBy, type Candidate } from './candidates.ts';
import { confidence, rankScore } from './confidence.ts';
import { features } from './features.ts';
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

/** Confidence that the first of the ranked candidates answers; 0 where there is none. */
export function howSure([best, second]: readonly RankedCandidate[]): number {
  return best === undefined ? 0 : confidence(best.features, best.score, second?.score ?? 0);
}
