import type { JobProgress } from '@atelier/foundation';
import { owner, readerOf, type Answer, type Knowledge, type RanOn, type Writer } from '@atelier/knowledge';
import { scoreSaved } from './score-saved.ts';
import { whatChanged } from './what-changed.ts';

export interface SavedQuestionsRun {
  knowledge: Knowledge;
  writer: Writer;
  /** How many passages the writer is given. */
  passages: number;
  /** Further settings that answers depend on. */
  settings: RanOn;
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
}

export interface SavedQuestionsReceipt {
  /** Null where there is no saved question. */
  run: string | null;
  questions: number;
  right: number;
  broke: number;
}

/** Asks all saved questions and remembers how they went; for each that broke, what has changed since the run before. */
export async function runSavedQuestions(run: SavedQuestionsRun): Promise<SavedQuestionsReceipt> {
  const { knowledge, writer, passages, signal } = run;
  const { questions } = knowledge;
  const saved = await questions.list();
  if (saved.length === 0) return { run: null, questions: 0, right: 0, broke: 0 };
  const startedAt = Date.now();
  const ranOn = { writer: writer.name, passages, ...run.settings, ...(await questions.libraryState()) };
  const [before] = await questions.runs(1);
  const wereRight = new Set(before?.results.filter(({ right }) => right).map(({ id }) => id));
  const results = [];
  for (const question of saved) {
    signal.throwIfAborted();
    run.progress?.({ done: results.length, total: saved.length, message: 'asking' });
    const reader = question.as === null ? owner : readerOf(question.as);
    const answer: Answer = await knowledge.ask(question.question, { reader, writer, passages, signal });
    const score = scoreSaved(question, answer);
    const broke = !score.right && wereRight.has(question.id);
    const changes =
      broke && before !== undefined ? await whatChanged(knowledge, before, { question, answer, ranOn }) : [];
    results.push({ question: question.id, answer, outcome: { ...score, broke, changes } });
  }
  return {
    run: await questions.record({ startedAt, ranOn, results }),
    questions: results.length,
    right: results.filter(({ outcome }) => outcome.right).length,
    broke: results.filter(({ outcome }) => outcome.broke).length,
  };
}
