import type { Answer } from '@atelier/knowledge';
import type { GoldQuestion } from '../datasets/questions.ts';
import { saysNumber } from './numbers.ts';

/** How one answer did. Every question is exactly one of `correct`, `wrong` and `false_refusal`. */
export interface AnswerScore {
  outcome: 'correct' | 'wrong' | 'false_refusal';
  refused: boolean;
  /** A gold answer stands in a cited quote. */
  citedCorrect: boolean;
}

/**
 * A question without gold answers must be refused; any other must have one of them in the answer. One whose answer is
 * computed must say the number.
 */
export function scoreAnswer(
  given: Answer,
  { answers: gold, number }: Pick<GoldQuestion, 'answers' | 'number'>,
): AnswerScore {
  const answer = withoutOthers(given);
  const { refused } = answer;
  if (gold.length === 0) return { outcome: refused ? 'correct' : 'wrong', refused, citedCorrect: false };
  if (refused) return { outcome: 'false_refusal', refused, citedCorrect: false };
  const quotes = answer.sentences.flatMap(({ citations }) => citations.map(({ quote }) => quote));
  const isRight = number === undefined ? holdsGold([answer.answer], gold) : saysNumber(answer.answer, number);
  return {
    outcome: isRight ? 'correct' : 'wrong',
    refused,
    citedCorrect: holdsGold(quotes, gold),
  };
}

/** What an answer only tells another document to say makes it no more right. */
function withoutOthers(answer: Answer): Answer {
  if (answer.disagreement === undefined) return answer;
  const others = new Set(answer.disagreement.map(({ otherwise }) => otherwise));
  const sentences = answer.sentences.filter((_, place) => !others.has(place));
  return { ...answer, sentences, answer: sentences.map(({ text }) => text).join(' ') };
}

/** Whether all parts of a gold answer stand in texts. */
export function holdsGold(texts: readonly string[], gold: GoldQuestion['answers']): boolean {
  return gold.some((parts) => parts.every((part) => texts.some((text) => contains(text, part))));
}

/** Whether the words of `part` stand in `text`, whatever the case, punctuation and spacing. */
export function contains(text: string, part: string): boolean {
  return ` ${plain(text)} `.includes(` ${plain(part)} `);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
