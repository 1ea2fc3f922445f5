import { z } from 'zod';
import type { NewQuestion } from '@atelier/knowledge';
import { readJsonLines } from '../datasets/lines.ts';

const line = z.object({
  question: z.string().min(1),
  answers: z.array(z.string().min(1)).optional(),
  sources: z.array(z.string().min(1)).optional(),
  refuse: z.boolean().optional(),
  as: z.array(z.string().min(1)).optional(),
});

/**
 * Questions to save, from JSONL. An empty list of answers means what it means to `evaluate answers`: it must be refused.
 *
 * @throws AtelierError `dataset_invalid`
 */
export async function readSavedQuestions(file: string): Promise<NewQuestion[]> {
  const questions: NewQuestion[] = [];
  for await (const { refuse, ...record } of readJsonLines(file, line)) {
    const mustRefuse = record.answers?.length === 0 && (record.sources ?? []).length === 0;
    questions.push({ ...record, refuse: refuse ?? mustRefuse });
  }
  return questions;
}
