import type { Kysely } from 'kysely';
import type { JobProgress } from '@atelier/foundation';
import type { KnowledgeSchema } from '../../database/schema.ts';
import type { AdaptReport } from './adapt-table.ts';
import { keepAdapted } from './adapted-table.ts';
import { collectTexts } from './pairs.ts';
import { runAdaptation } from './run-adaptation.ts';

export interface AdaptOptions {
  /** Folder of the home. */
  home: string;
  /** Also learn from documents that not everyone may see. */
  allDocuments: boolean;
  /** Only tell what it would bring. */
  dryRun: boolean;
  signal: AbortSignal;
  progress?: (progress: JobProgress) => void;
}

/** Adapts the table of words to the documents, and keeps it where it helps. */
export async function adaptSearch(
  database: Kysely<KnowledgeSchema>,
  { home, allDocuments, dryRun, signal, progress }: AdaptOptions,
): Promise<AdaptReport> {
  progress?.({ done: 0, total: null, message: 'reading' });
  const texts = await collectTexts(database, { allDocuments });
  const { report, file } = await runAdaptation(texts, { signal, ...(progress === undefined ? {} : { progress }) });
  if (report.accepted && !dryRun) await keepAdapted(home, file);
  return report;
}
