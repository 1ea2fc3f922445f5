import type { Answer, SavedQuestion } from '@atelier/knowledge';
import { scoreAnswer } from '../metrics/answers.ts';

/** How an answer to a saved question did; null where nothing of the kind is expected. */
export interface SavedScore {
  right: boolean;
  refused: boolean;
  correct: boolean | null;
  cited_correct: boolean | null;
  source_cited: boolean | null;
}

/** Right is what says one of the expected texts and cites one of the expected sources, as far as there are any. */
export function scoreSaved({ answers, sources, refuse }: SavedQuestion, answer: Answer): SavedScore {
  const { refused } = answer;
  if (refuse) return { right: refused, refused, correct: null, cited_correct: null, source_cited: null };
  const texts = answers.length === 0 ? null : scoreAnswer(answer, { answers: answers.map((text) => [text]) });
  const cited = new Set(
    answer.sentences.flatMap(({ citations }) => citations.flatMap(({ document, uri }) => [document, uri])),
  );
  const correct = texts === null ? null : texts.outcome === 'correct';
  const sourceCited = sources.length === 0 ? null : sources.some((source) => cited.has(source));
  return {
    right: !refused && correct !== false && sourceCited !== false,
    refused,
    correct,
    cited_correct: texts?.citedCorrect ?? null,
    source_cited: sourceCited,
  };
}
