import { scoreAt, type AskedQuestion } from './ask-question.ts';
import { round } from './evaluate-retrieval.ts';

/** How answers would be with a threshold, as shares from 0 to 1. */
export interface CurvePoint {
  threshold: number;
  /** Of all questions. */
  answered: number;
  /** Of those that are answered; 0 where none is. */
  wrong: number;
  /** Of the questions whose answer was left out; null where none was. */
  left_out_refused: number | null;
}

const steps = 20;

/** Error against coverage: what is answered, and how much of it is wrong, for thresholds from 0 to 1. */
export function curveOf(asked: readonly AskedQuestion[]): CurvePoint[] {
  const leftOut = asked.flatMap((one) => one.leftOut ?? []);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const threshold = step / steps;
    const answered = asked.map((one) => scoreAt(one, threshold)).filter(({ refused }) => !refused);
    const wrong = answered.filter(({ outcome }) => outcome === 'wrong');
    const refused = leftOut.filter((confidence) => confidence === 0 || confidence < threshold);
    return {
      threshold,
      answered: share(answered.length, asked.length),
      wrong: share(wrong.length, answered.length),
      left_out_refused: leftOut.length === 0 ? null : share(refused.length, leftOut.length),
    };
  });
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : round(part / whole, 4));
