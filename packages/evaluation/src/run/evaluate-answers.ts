import { join } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import type { Writer } from '@atelier/knowledge';
import { beirSource, textSource } from '../datasets/beir-source.ts';
import { invalid } from '../datasets/lines.ts';
import { readQuestions } from '../datasets/questions.ts';
import type { AnswerScore } from '../metrics/answers.ts';
import { percentile } from '../metrics/retrieval.ts';
import { askQuestion, scoreAt, type AskedQuestion } from './ask-question.ts';
import { curveOf, type CurvePoint } from './curve.ts';
import { indexCorpus, round, type EvaluationRun } from './evaluate-retrieval.ts';

export interface AnswersReport {
  questions: number;
  answered: number;
  refused: number;
  correct: number;
  cited_correct: number;
  wrong: number;
  false_refusals: number;
  p50_ms: number;
  p99_ms: number;
  /** Error against coverage, see `curveOf`. */
  curve?: CurvePoint[];
}

export interface AnswersRun extends EvaluationRun {
  writer: Writer;
  passages: number;
  /** Also says how it would do with other thresholds. */
  curve?: {
    /** As `writer`, but answers whatever is nearest. */
    boldWriter: Writer;
    /** Ask every question again without the documents that hold its answer. */
    leaveOut: boolean;
  };
}

/**
 * Asks every question of a file and scores the answers. They are answered from the BEIR folder `corpus`, else from the
 * texts that the file brings along, else from what the home holds.
 *
 * @throws AtelierError `writer_without_threshold` where a curve is wanted of a writer that does not say how sure it is
 */
export async function evaluateAnswers(run: AnswersRun, file: string, corpus?: string): Promise<AnswersReport> {
  const { signal, writer, curve } = run;
  if (curve !== undefined && writer.threshold === undefined) throw withoutThreshold(writer);
  const { questions, contexts } = await readQuestions(file);
  if (questions.length === 0) throw invalid(file, null, 'it holds no question');
  if (corpus !== undefined) await indexCorpus(run, beirSource(join(corpus, 'corpus.jsonl')));
  else if (contexts.length > 0) await indexCorpus(run, textSource(contexts));

  const asked: AskedQuestion[] = [];
  for (const gold of questions) {
    signal.throwIfAborted();
    // Asked once, boldly: with a threshold, an answer is refused that is less sure.
    const boldly = { ...run, writer: curve?.boldWriter ?? writer };
    asked.push(await askQuestion(boldly, gold, { leaveOut: curve?.leaveOut ?? false }));
    run.progress?.({ done: asked.length, total: questions.length, message: 'asking' });
  }
  const scores = asked.map((one) => (curve === undefined ? one.score : scoreAt(one, writer.threshold ?? 0)));
  const milliseconds = asked.map((one) => one.milliseconds);
  const count = (holds: (score: AnswerScore) => boolean) => scores.filter(holds).length;
  return {
    questions: scores.length,
    answered: count((score) => !score.refused),
    refused: count((score) => score.refused),
    correct: count((score) => score.outcome === 'correct'),
    cited_correct: count((score) => score.citedCorrect),
    wrong: count((score) => score.outcome === 'wrong'),
    false_refusals: count((score) => score.outcome === 'false_refusal'),
    p50_ms: round(percentile(milliseconds, 0.5), 2),
    p99_ms: round(percentile(milliseconds, 0.99), 2),
    ...(curve === undefined ? {} : { curve: curveOf(asked) }),
  };
}

function withoutThreshold({ name }: Writer): AtelierError {
  return new AtelierError({
    code: 'writer_without_threshold',
    message: `The writer "${name}" does not say how sure it is, so there is no curve of thresholds.`,
    hint: 'Leave out --curve and --leave-out, or unset ATELIER_MODEL_URL to measure the built-in writer.',
  });
}

/** Whether a file of questions brings its own texts along. */
export async function bringsTexts(file: string): Promise<boolean> {
  return (await readQuestions(file)).contexts.length > 0;
}
