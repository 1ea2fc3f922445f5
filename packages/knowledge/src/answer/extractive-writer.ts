import type { Candidate } from './candidates.ts';
import { detectLanguage } from '../text/language.ts';
import { preferNewest } from './newest.ts';
import { inReadingOrder, pickSentences } from './pick-sentences.ts';
import { parseQuestion, type Question } from './question.ts';
import { howSure, rankCandidates } from './rank-candidates.ts';
import type { Draft, Passage, TermWeights, Writer } from './writer.ts';

/**
 * The writer that needs no model: it picks the sentences that answer and quotes them, so it cannot say what no document
 * says. Below the threshold it refuses.
 *
 * @param threshold least confidence, 0 (always answers) to 1 (never does)
 */
export function createExtractiveWriter(threshold: number): Writer {
  return {
    name: 'extractive',
    threshold,
    write: (question, passages, weights) => Promise.resolve(answer(question, passages, weights, threshold)),
  };
}

function answer(question: string, passages: readonly Passage[], weights: TermWeights, threshold: number): Draft {
  const parsed = parseQuestion(question, weights, detectLanguage(passages[0]?.text ?? '', 'en'));
  const ranked = rankCandidates(parsed, passages).filter(({ candidate }) => names(candidate, parsed));
  const confidence = howSure(ranked, pickSentences(ranked));
  if (ranked.length === 0 || confidence < threshold) return { sentences: [], confidence };
  return { sentences: inReadingOrder(pickSentences(preferNewest(parsed, ranked))), confidence };
}

/** What is said of one part number or error code is never an answer about another. */
function names(candidate: Candidate, { codes }: Question): boolean {
  return codes.every((code) => candidate.passageTerms.has(code));
}
