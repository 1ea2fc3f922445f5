import type { Kysely } from 'kysely';
import { AtelierError } from '@atelier/foundation';
import { blocksFromJson } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { documentDate } from '../documents/document-date.ts';
import { termWeights } from '../index/vocabulary.ts';
import type { Filter } from '../search/filter.ts';
import type { Hit } from '../search/hit.ts';
import type { SearchContext } from '../search/hybrid.ts';
import { searchWords } from '../search/search.ts';
import { terms } from '../text/analyze.ts';
import { languages } from '../text/language.ts';
import { checkSentence, type AnswerSentence } from './citations.ts';
import { answerFromTables } from './tables/table-answer.ts';
import { draftAnswer } from './tables/draft-answer.ts';
import type { Passage, Writer } from './writer.ts';

export interface Answer {
  question: string;
  /** The sentences, joined; empty for a refusal. */
  answer: string;
  refused: boolean;
  sentences: AnswerSentence[];
  /** Name of the writer; `tables` where the answer comes from the cells of tables. */
  model: string;
  took_ms: number;
}

/** What happens on the way to an answer. `done` is the last; a stream without it broke. */
export type AskEvent =
  | { event: 'passages'; data: { hits: Hit[] } }
  | { event: 'delta'; data: { text: string } }
  | { event: 'sentence'; data: AnswerSentence }
  | { event: 'done'; data: Answer };

export interface AskOptions {
  reader: Reader;
  /** Only documents that fit. */
  filter?: Filter | undefined;
  writer: Writer;
  /** How many passages the writer is given. */
  passages: number;
  signal: AbortSignal;
  onEvent?: (event: AskEvent) => void;
}

/** Characters. */
const longestQuestion = 4000;

/**
 * Searches, lets the writer answer from what was found, and checks every citation before anything counts as said.
 *
 * @throws AtelierError `question_empty`, `question_too_long`, and what the writer throws
 */
export async function ask(context: SearchContext, question: string, options: AskOptions): Promise<Answer> {
  const started = performance.now();
  const emit = options.onEvent ?? (() => undefined);
  checkQuestion(question);
  const { passages: limit, reader, filter } = options;
  const hits = await searchWords(context, question, { limit, reader, filter });
  emit({ event: 'passages', data: { hits } });

  const passages = await withBlocks(context.database, hits);
  const weights = await termWeights(context.database, options.reader, [
    ...new Set(languages.flatMap((language) => terms(question, language))),
  ]);
  const table = await answerFromTables(context.database, { reader, filter }, { question, passages, weights });
  const { draft, model } = await draftAnswer(table, options.writer, () =>
    options.writer.write(question, passages, weights, {
      signal: options.signal,
      onDelta: (text) => emit({ event: 'delta', data: { text } }),
    }),
  );

  const sentences: AnswerSentence[] = [];
  for (const sentence of draft.sentences) {
    const checked = await checkSentence(context.database, options.reader, sentence);
    if (checked === null) continue;
    sentences.push(checked);
    emit({ event: 'sentence', data: checked });
  }
  const answer: Answer = {
    question,
    answer: sentences.map((sentence) => sentence.text).join(' '),
    refused: sentences.length === 0,
    sentences,
    model,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
  };
  emit({ event: 'done', data: answer });
  return answer;
}

function checkQuestion(question: string): void {
  if (question.trim() === '') {
    throw new AtelierError({
      code: 'question_empty',
      message: 'The question is empty.',
      hint: 'Ask something, such as "How many days of leave do I have?".',
    });
  }
  if (question.length > longestQuestion) {
    throw new AtelierError({
      code: 'question_too_long',
      message: `The question has ${question.length} characters; at most ${longestQuestion} are read.`,
      hint: 'Put the text into a document and ask about it.',
    });
  }
}

async function withBlocks(database: Kysely<KnowledgeSchema>, hits: Hit[]): Promise<Passage[]> {
  if (hits.length === 0) return [];
  const rows = await database
    .selectFrom('chunks')
    .innerJoin('versions', 'versions.id', 'chunks.version_id')
    .select(['chunks.version_id', 'chunks.start', 'chunks.blocks', 'versions.metadata'])
    .where((where) =>
      where.or(hits.map(({ version, start }) => where.and({ 'chunks.version_id': version, 'chunks.start': start }))),
    )
    .execute();
  return hits.map((hit) => {
    const row = rows.find(({ version_id, start }) => version_id === hit.version && start === hit.start);
    const metadata = JSON.parse(row?.metadata ?? '{}') as Record<string, string>;
    return {
      ...hit,
      blocks: row === undefined ? [] : blocksFromJson(row.blocks),
      date: documentDate({ ...hit, metadata }),
    };
  });
}
