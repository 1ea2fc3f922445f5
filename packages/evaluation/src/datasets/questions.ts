import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CorpusText } from './beir-source.ts';
import type { GoldNumber } from '../metrics/numbers.ts';
import { invalid, readJsonLines } from './lines.ts';

/**
 * A question with its gold answers, any of which is right; an answer of several parts needs all of them. None means that
 * it must be refused.
 */
export interface GoldQuestion {
  question: string;
  answers: string[][];
  /** Where the answer is computed: it is compared as a number. */
  number?: GoldNumber;
}

export interface QuestionSet {
  questions: GoldQuestion[];
  /** The texts that the file brings along to answer from; none for a JSONL file. */
  contexts: CorpusText[];
}

const line = z.object({
  question: z.string().min(1),
  answers: z.array(z.union([z.string(), z.array(z.string()).min(1)])),
});

const squad = z.object({
  data: z.array(
    z.object({
      title: z.string().optional(),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              question: z.string(),
              answers: z.array(z.object({ text: z.string() })).default([]),
              is_impossible: z.boolean().default(false),
            }),
          ),
        }),
      ),
    }),
  ),
});

const tatqa = z.array(
  z.object({
    table: z.object({ uid: z.string(), table: z.array(z.array(z.string())) }),
    paragraphs: z.array(z.object({ order: z.number(), text: z.string() })),
    questions: z.array(
      z.object({
        question: z.string(),
        answer: z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]),
        answer_type: z.string().default('span'),
        scale: z.string().default(''),
      }),
    ),
  }),
);

/**
 * Reads JSONL (`{"question", "answers"}` a line, each answer a text or a list of texts), SQuAD or TAT-QA JSON.
 *
 * @throws AtelierError `dataset_invalid`
 */
export async function readQuestions(file: string): Promise<QuestionSet> {
  if (file.endsWith('.jsonl')) {
    const questions: GoldQuestion[] = [];
    for await (const record of readJsonLines(file, line)) {
      questions.push({ question: record.question, answers: record.answers.map((answer) => [answer].flat()) });
    }
    return { questions, contexts: [] };
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw invalid(file, null, (error as Error).message);
  }
  const asSquad = squad.safeParse(value);
  if (asSquad.success) return fromSquad(asSquad.data);
  const asTatqa = tatqa.safeParse(value);
  if (asTatqa.success) return fromTatqa(asTatqa.data);
  throw invalid(file, null, 'it is neither SQuAD nor TAT-QA, and does not end in .jsonl');
}

function fromSquad({ data }: z.infer<typeof squad>): QuestionSet {
  const paragraphs = data.flatMap(({ title, paragraphs: list }) => list.map((paragraph) => ({ title, ...paragraph })));
  return {
    contexts: paragraphs.map(({ title, context }, index) => ({
      id: String(index),
      title: (title ?? '').replaceAll('_', ' '),
      text: context,
    })),
    questions: paragraphs.flatMap(({ qas }) =>
      qas.map(({ question, answers, is_impossible }) => ({
        question,
        answers: is_impossible ? [] : [...new Set(answers.map(({ text }) => text))].map((text) => [text]),
      })),
    ),
  };
}

/** A context of TAT-QA is a table with the paragraphs around it. */
function fromTatqa(contexts: z.infer<typeof tatqa>): QuestionSet {
  return {
    contexts: contexts.map(({ table, paragraphs }) => ({
      id: table.uid,
      title: '',
      table: table.table,
      text: paragraphs
        .toSorted((a, b) => a.order - b.order)
        .map(({ text }) => text)
        .join('\n\n'),
    })),
    questions: contexts.flatMap(({ questions }) => questions.map((question) => goldOf(question))),
  };
}

type TatqaQuestion = z.infer<typeof tatqa>[number]['questions'][number];

function goldOf({ question, answer, answer_type: type, scale }: TatqaQuestion): GoldQuestion {
  const answers = [[answer].flat().map(String)];
  const value = Number(answer);
  const isComputed = (type === 'arithmetic' || type === 'count') && !Array.isArray(answer) && Number.isFinite(value);
  return isComputed ? { question, answers, number: { value, scale } } : { question, answers };
}
