import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import { z } from 'zod';
import { invalid, readJsonLines } from './lines.ts';

/** A retrieval test set in the layout of BEIR (https://github.com/beir-cellar/beir). */
export interface BeirSet {
  corpusFile: string;
  /** Text of each query that has judgements. */
  queries: Map<string, string>;
  /** For each query, the relevance of documents: 0 and up. */
  judgements: Map<string, Map<string, number>>;
}

export const beirDocument = z.object({
  _id: z.coerce.string(),
  title: z.string().nullish(),
  text: z.string(),
});
const beirQuery = z.object({ _id: z.coerce.string(), text: z.string() });

/**
 * Reads queries and judgements; the corpus is left on disk.
 *
 * @param split takes `qrels/<split>.tsv`; without it `test.tsv`, or the only file there
 * @throws AtelierError `dataset_missing`, `dataset_invalid`
 */
export async function openBeir(folder: string, split?: string): Promise<BeirSet> {
  const corpusFile = existing(folder, 'corpus.jsonl');
  const queriesFile = existing(folder, 'queries.jsonl');
  const judgements = readJudgements(judgementFile(folder, split));
  const queries = new Map<string, string>();
  for await (const { _id, text } of readJsonLines(queriesFile, beirQuery)) {
    if (judgements.has(_id)) queries.set(_id, text);
  }
  return { corpusFile, queries, judgements };
}

function existing(folder: string, name: string): string {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  throw new AtelierError({
    code: 'dataset_missing',
    message: `${file} is not there.`,
    hint: 'A BEIR folder holds corpus.jsonl, queries.jsonl and qrels/<split>.tsv.',
  });
}

function judgementFile(folder: string, split: string | undefined): string {
  const qrels = existing(folder, 'qrels');
  const files = readdirSync(qrels).filter((name) => name.endsWith('.tsv'));
  const wanted = split === undefined && files.length === 1 ? files[0] : `${split ?? 'test'}.tsv`;
  if (wanted !== undefined && files.includes(wanted)) return join(qrels, wanted);
  throw new AtelierError({
    code: 'dataset_missing',
    message: `There is no split "${split ?? 'test'}" in ${qrels}.`,
    hint: `There is: ${files.map((name) => name.slice(0, -4)).join(', ')}. Choose one with --split.`,
  });
}

function readJudgements(file: string): BeirSet['judgements'] {
  const judgements: BeirSet['judgements'] = new Map();
  for (const [index, line] of readFileSync(file, 'utf8').split(/\r?\n/).entries()) {
    const [query, document, score] = line.split('\t');
    if (line === '' || (index === 0 && query === 'query-id')) continue;
    const relevance = Number(score);
    if (query === undefined || document === undefined || !Number.isFinite(relevance)) {
      throw invalid(file, index + 1, 'expected query, document and score between tabs');
    }
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, ofQuery.set(document, relevance));
  }
  return judgements;
}
