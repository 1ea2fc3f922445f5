import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AtelierError, type JobProgress, type Settings } from '@atelier/foundation';
import {
  bringsTexts,
  evaluateAnswers,
  evaluateRetrieval,
  type AnswersReport,
  type RetrievalReport,
} from '@atelier/evaluation';
import { openHome, type Home } from '../home/open-home.ts';
import { writerOf } from '../home/writer.ts';

export interface EvaluationOptions {
  settings: Settings;
  signal: AbortSignal;
  progress: (progress: JobProgress) => void;
}

/** Scores search on a BEIR folder, in a home that is made for it and thrown away. */
export async function runRetrievalEvaluation(
  { settings, signal, progress }: EvaluationOptions,
  folder: string,
  split: string | undefined,
): Promise<RetrievalReport> {
  return await inFreshHome(settings, ({ knowledge }) =>
    evaluateRetrieval({ knowledge, signal, progress }, folder, split),
  );
}

/** Scores answers: over a corpus or the texts of the file in a fresh home, else over the home of the settings. */
export async function runAnswersEvaluation(
  { settings, signal, progress }: EvaluationOptions,
  file: string,
  { corpus, curve }: { corpus: string | undefined; curve?: { leaveOut: boolean } | undefined },
): Promise<AnswersReport> {
  const { passages } = settings.answers;
  // More than 0, with which what would have to be computed is guessed at.
  const bold = { ...settings, answers: { ...settings.answers, threshold: Number.MIN_VALUE } };
  const ofCurve = curve === undefined ? {} : { curve: { ...curve, boldWriter: writerOf(bold) } };
  const run = ({ knowledge }: Home) =>
    evaluateAnswers({ knowledge, signal, progress, writer: writerOf(settings), passages, ...ofCurve }, file, corpus);
  if (corpus !== undefined || (await bringsTexts(file))) return await inFreshHome(settings, run);
  const home = await openHome({ settings, command: 'atelier evaluate answers', access: 'read' });
  try {
    return await run(home);
  } finally {
    await home.close();
  }
}

async function inFreshHome<Result>(settings: Settings, run: (home: Home) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-evaluate-'));
  try {
    const home = await openHome({
      settings: { ...settings, home: folder },
      command: 'atelier evaluate',
      access: 'write',
    });
    try {
      await requireEmbedder(home);
      return await run(home);
    } finally {
      await home.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the embedder that is set cannot be had, a home goes by words: no figures of it. */
async function requireEmbedder({ knowledge }: Home): Promise<void> {
  const { embedder, words_alone } = await knowledge.embedder.state();
  if (knowledge.embedder.isServing() && !words_alone) return;
  throw new AtelierError({
    code: 'embedder_unreachable',
    message: `The embedder ${embedder} cannot be had, so there is nothing to evaluate.`,
    hint: 'Check the settings of embedder, and that its server runs.',
  });
}
