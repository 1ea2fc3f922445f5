import type { JobProgress } from '@atelier/foundation';
import {
  owner,
  readerOf,
  type AskOptions,
  type Knowledge,
  type QuestionOutcomes,
  type SavedQuestion,
  type Writer,
} from '@atelier/knowledge';
import { scoreSaved } from './score-saved.ts';

export interface EmbedderChangeRun {
  knowledge: Knowledge;
  writer: Writer;
  /** How many passages the writer is given. */
  passages: number;
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
  /**
   * `once`: the saved questions are asked with the two embedders unless that was done before. `again`: they are asked
   * whatever was done. `force`: the one that is set takes over however they go.
   */
  decide: 'once' | 'again' | 'force';
}

export interface EmbedderChangeReceipt {
  /** The embedder that serves. */
  serving: string;
  /** It has just taken over. */
  switched: boolean;
}

/**
 * Has the embedder that is set take over from the one that serves, once its index is whole, unless fewer saved questions
 * are answered right with it.
 */
export async function changeEmbedder(run: EmbedderChangeRun): Promise<EmbedderChangeReceipt> {
  const { embedder } = run.knowledge;
  return await embedder.inTurn(async () => {
    const switched = await changeInTurn(run);
    return { serving: (await embedder.state()).serving, switched };
  });
}

async function changeInTurn(run: EmbedderChangeRun): Promise<boolean> {
  const { embedder } = run.knowledge;
  await embedder.embedAll(run);
  if (embedder.isServing()) return false;
  if (run.decide === 'once' && (await embedder.isDecided())) return false;
  const outcomes = await askBoth(run);
  await embedder.keepReport(outcomes);
  const right = (which: 1 | 2) => outcomes.filter((outcome) => outcome[which]).length;
  if (run.decide !== 'force' && right(2) < right(1)) return false;
  await embedder.takeOver(run);
  return true;
}

async function askBoth(run: EmbedderChangeRun): Promise<QuestionOutcomes> {
  const { knowledge } = run;
  const saved = await knowledge.questions.list();
  const outcomes: QuestionOutcomes = [];
  for (const question of saved) {
    run.signal.throwIfAborted();
    run.progress?.({ done: outcomes.length, total: saved.length, message: 'asking the saved questions' });
    const serving = await isRight(run, question, (text, options) => knowledge.ask(text, options));
    const shadow = await isRight(run, question, (text, options) => knowledge.embedder.askShadow(text, options));
    outcomes.push([question.id, serving, shadow]);
  }
  return outcomes;
}

async function isRight(
  { writer, passages, signal }: EmbedderChangeRun,
  question: SavedQuestion,
  ask: (text: string, options: AskOptions) => ReturnType<Knowledge['ask']>,
): Promise<boolean> {
  const reader = question.as === null ? owner : readerOf(question.as);
  return scoreSaved(question, await ask(question.question, { reader, writer, passages, signal })).right;
}
