import { candidatesOf, type Candidate } from './candidates.ts';
import { confidence } from './confidence.ts';
import { features } from './features.ts';
import { parseQuestion } from './question.ts';
import { quote } from './quote.ts';
import type { Draft, Passage, TermWeights, Writer } from './writer.ts';

export interface RankedCandidate {
  candidate: Candidate;
  /** 0 to 1 */
  confidence: number;
}

/** At most so many sentences make an answer; more is a document to read. */
const mostSentences = 3;
/** A further sentence must come this near to the best one. */
const nearTheBest = 0.85;

/**
 * The writer that needs no model: it picks the sentences that answer and quotes them, so it cannot say what no document
 * says. Below the threshold it refuses.
 */
export function createExtractiveWriter(threshold: number): Writer {
  return {
    name: 'extractive',
    write: (question, passages, weights) => Promise.resolve(answer(question, passages, weights, threshold)),
  };
}

function answer(question: string, passages: readonly Passage[], weights: TermWeights, threshold: number): Draft {
  const ranked = rankCandidates(question, passages, weights);
  const best = ranked[0];
  if (best === undefined || best.confidence < threshold) return { sentences: [] };
  const sentences = [quote(best.candidate)];
  for (const { candidate, confidence: sure } of ranked.slice(1)) {
    if (sentences.length === mostSentences || sure < best.confidence * nearTheBest) break;
    const next = quote(candidate);
    const said = sentences.some((sentence) => overlaps(sentence.text, next.text));
    if (!said) sentences.push(next);
  }
  return { sentences };
}

/** All candidates, the surest first. */
export function rankCandidates(
  questionText: string,
  passages: readonly Passage[],
  weights: TermWeights,
): RankedCandidate[] {
  const question = parseQuestion(questionText, weights);
  const topScore = Math.max(0, ...passages.map((passage) => passage.score));
  return candidatesOf(passages)
    .map((candidate) => ({ candidate, confidence: confidence(features(question, candidate, topScore)) }))
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** Whether one text says the other again, as a copy in another document does. */
function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
