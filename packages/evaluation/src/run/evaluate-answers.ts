import { join } from 'node:path';
import { owner, type Writer } from '@atelier/knowledge';
import { beirSource, textSource } from '../datasets/beir-source.ts';
import { invalid } from '../datasets/lines.ts';
import { readQuestions } from '../datasets/questions.ts';
import { scoreAnswer, type AnswerScore } from '../metrics/answers.ts';
import { percentile } from '../metrics/retrieval.ts';
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
}

export interface AnswersRun extends EvaluationRun {
  writer: Writer;
  passages: number;
}

/**
 * Asks every question of a file and scores the answers. They are answered from the BEIR folder `corpus`, else from the
 * texts that the file brings along, else from what the home holds.
 */
export async function evaluateAnswers(run: AnswersRun, file: string, corpus?: string): Promise<AnswersReport> {
  const { knowledge, signal, writer, passages } = run;
  const { questions, contexts } = await readQuestions(file);
  if (questions.length === 0) throw invalid(file, null, 'it holds no question');
  if (corpus !== undefined) await indexCorpus(run, beirSource(join(corpus, 'corpus.jsonl')));
  else if (contexts.length > 0) await indexCorpus(run, textSource(contexts));

  const scores: AnswerScore[] = [];
  const milliseconds: number[] = [];
  for (const gold of questions) {
    const { question } = gold;
    signal.throwIfAborted();
    const started = performance.now();
    const answer = await knowledge.ask(question, { reader: owner, writer, passages, signal });
    milliseconds.push(performance.now() - started);
    scores.push(scoreAnswer(answer, gold));
    run.progress?.({ done: scores.length, total: questions.length, message: 'asking' });
  }
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
  };
}

/** Whether a file of questions brings its own texts along. */
export async function bringsTexts(file: string): Promise<boolean> {
  return (await readQuestions(file)).contexts.length > 0;
}
