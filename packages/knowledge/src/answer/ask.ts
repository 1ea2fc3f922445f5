import type { Kysely } from 'kysely';
import { AtelierError } from '@atelier/foundation';
import { blocksFromJson } from '../chunk/chunk.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { documentDate } from '../documents/document-date.ts';
import { termWeights } from '../index/vocabulary.ts';
import { goesBack } from '../search/as-of/reader-as-of.ts';
import type { Filter } from '../search/filter.ts';
import type { Hit } from '../search/hit.ts';
import { searchWords, type RerankedContext } from '../search/search.ts';
import { terms } from '../text/analyze.ts';
import { languages } from '../text/language.ts';
import { checkSentence, type AnswerSentence } from './citations.ts';
import { tellDisagreement } from './disagreement/disagreement.ts';
import { asksForAll } from './read-all/asks-for-all.ts';
import type { Coverage } from './read-all/receipt.ts';
import { answerFromTables } from './tables/table-answer.ts';
import { draftAnswer } from './tables/draft-answer.ts';
import type { Draft, DraftSentence, Passage, Writer } from './writer.ts';

export interface Answer {
  question: string;
  /** The sentences, joined; empty for a refusal. */
  answer: string;
  refused: boolean;
  sentences: AnswerSentence[];
  /** What became of the sentences that were written; left out for one that was read from all documents. */
  verified?: Verified;
  /** Where another document says otherwise; left out where none was seen to. */
  disagreement?: Disagreement[];
  /** How much was read for a question over all documents; left out for one that was answered from the best passages. */
  coverage?: Coverage;
  /** Said where the question looks like one over all documents, and was not asked as one. */
  hint?: string;
  /** Name of the writer; `tables` where the answer comes from the cells of tables. */
  model: string;
  took_ms: number;
  /** ISO 8601; where the question went back to a moment. */
  as_of?: string;
}

/** How many sentences were written, and how many of them their sources bear out; the others are dropped or marked. */
export interface Verified {
  sentences: number;
  supported: number;
  dropped: number;
  marked: number;
}

/** Two sentences of an answer, by their places in it, whose documents differ in what was asked. */
export interface Disagreement {
  /** The one that counts: of the newest document, as far as dates tell. */
  sentence: number;
  /** The one that tells what the other document says. */
  otherwise: number;
  /** Since when the two documents hold, as `2025`, `2025-03` or `2025-03-01`; null where a document does not say. */
  dates: [sentence: string | null, otherwise: string | null];
}

/** What happens on the way to an answer. `done` is the last; a stream without it broke. */
export type AskEvent =
  | { event: 'passages'; data: { hits: Hit[] } }
  | { event: 'delta'; data: { text: string } }
  | { event: 'sentence'; data: AnswerSentence }
  | { event: 'progress'; data: Coverage }
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
  /** Called with what was written and how sure that is, before its citations are checked. */
  onDraft?: (draft: Draft) => void;
}

const readAllHint = 'This was answered from the best passages. To read all documents, ask with --all ("all": true).';
/** Characters. */
const longestQuestion = 4000;

/**
 * Searches, lets the writer answer from what was found, and checks every citation before anything counts as said.
 *
 * @throws AtelierError `question_empty`, `question_too_long`, and what the writer throws
 */
export async function ask(context: RerankedContext, question: string, options: AskOptions): Promise<Answer> {
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
  options.onDraft?.(draft);

  const told = tellDisagreement(question, passages, weights, draft.sentences);
  const sentences: AnswerSentence[] = [];
  const placeOf = new Map<DraftSentence, number>();
  for (const sentence of told.sentences) {
    const checked = await checkSentence(context.database, options.reader, sentence);
    if (checked === null) continue;
    placeOf.set(sentence, sentences.push(checked) - 1);
    emit({ event: 'sentence', data: checked });
  }
  const disagreement = told.disagreements.flatMap(({ said, otherwise, dates }) => {
    const [at, otherAt] = [placeOf.get(said), placeOf.get(otherwise)];
    return at === undefined || otherAt === undefined ? [] : [{ sentence: at, otherwise: otherAt, dates }];
  });
  const answer: Answer = {
    question,
    answer: sentences.map((sentence) => sentence.text).join(' '),
    refused: sentences.length === 0,
    sentences,
    verified: countVerified(sentences, (draft.dropped ?? 0) + told.sentences.length - sentences.length),
    ...(disagreement.length === 0 ? {} : { disagreement }),
    ...(asksForAll(question) ? { hint: readAllHint } : {}),
    model,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
    ...(goesBack(reader) ? { as_of: new Date(reader.asOf).toISOString() } : {}),
  };
  emit({ event: 'done', data: answer });
  return answer;
}

/** A sentence that is a quote is borne out by itself, so that one without a mark counts as supported. */
function countVerified(shown: readonly AnswerSentence[], dropped: number): Verified {
  const marked = shown.filter(({ supported }) => supported === false).length;
  return { sentences: shown.length + dropped, supported: shown.length - marked, dropped, marked };
}

/** @throws AtelierError `question_empty`, `question_too_long` */
export function checkQuestion(question: string): void {
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
