import type { Candidate } from './candidates.ts';
import { detectLanguage } from '../text/language.ts';
import { preferNewest } from './newest.ts';
import { parseQuestion, type Question } from './question.ts';
import { quote } from './quote.ts';
import { howSure, rankCandidates, type RankedCandidate } from './rank-candidates.ts';
import type { Draft, Passage, TermWeights, Writer } from './writer.ts';

/** At most so many sentences make an answer; more is a document to read. */
const mostSentences = 3;
/** How far behind the best a further sentence may rank; a point less is e times less likely to be the answer. */
const nearTheBest = 1;

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
  const aboutTheCodes = rankCandidates(parsed, passages).filter(({ candidate }) => names(candidate, parsed));
  const confidence = howSure(aboutTheCodes);
  if (aboutTheCodes.length === 0 || confidence < threshold) return { sentences: [], confidence };
  const ranked = preferNewest(parsed, aboutTheCodes);
  const [best] = ranked as [RankedCandidate, ...RankedCandidate[]];
  const sentences = [quote(best.candidate)];
  for (const { candidate, score } of ranked.slice(1)) {
    if (sentences.length === mostSentences || score < best.score - nearTheBest) break;
    const next = quote(candidate);
    const said = sentences.some((sentence) => overlaps(sentence.text, next.text));
    if (!said) sentences.push(next);
  }
  return { sentences, confidence };
}

/** What is said of one part number or error code is never an answer about another. */
function names(candidate: Candidate, { codes }: Question): boolean {
  return codes.every((code) => candidate.passageTerms.has(code));
}

/** Whether one text says the other again, as a copy in another document does. */
function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
