import { z } from '@hono/zod-openapi';
import { principals } from './schemas.ts';

/** The JSON of saved questions and of their runs. */

const text = z.string().min(1).max(4000);

export const newQuestion = z
  .strictObject({
    question: text,
    answers: z.array(text).max(100).optional().describe('One of these texts has to stand in the answer'),
    sources: z.array(text).max(100).optional().describe('One of these documents, by id or uri, has to be cited'),
    refuse: z.boolean().optional().describe('It has to be refused'),
    as: principals.nullable().optional().describe('Ask as somebody with these principals instead of as the owner'),
  })
  .openapi('NewQuestion', { example: { question: 'How many days of leave does a donor get?', answers: ['7 days'] } });

export const savedQuestion = z
  .object({
    id: z.string(),
    question: z.string(),
    answers: z.array(z.string()),
    sources: z.array(z.string()),
    refuse: z.boolean(),
    as: z.array(z.string()).nullable(),
    created_at: z.string(),
  })
  .openapi('SavedQuestion');

const version = z.string().nullable();
const named = { title: z.string().nullable().optional(), uri: z.string().nullable().optional() };
const settingValue = z.union([z.string(), z.number()]).nullable();

const change = z.union([
  z.object({ what: z.literal('setting'), name: z.string(), from: settingValue, to: settingValue }),
  z.object({
    what: z.literal('document'),
    change: z.enum(['came', 'changed', 'removed']),
    document: z.string(),
    from: version,
    to: version,
    cited: z.boolean().describe('Cited by one of the two answers, or expected'),
    ...named,
  }),
]);

const result = z
  .object({
    id: z.string(),
    question: z.string(),
    right: z.boolean(),
    refused: z.boolean(),
    correct: z.boolean().nullable().describe('An expected text stands in the answer; null where none is expected'),
    cited_correct: z.boolean().nullable().describe('An expected text stands in a cited quote'),
    source_cited: z.boolean().nullable().describe('An expected source is cited'),
    broke: z.boolean().describe('Right in the run before, and wrong now'),
    changes: z.array(change).describe('Where it broke: what is different from the run before'),
    answer: z.string().nullable().describe('Null for a refusal, and where a document that it quotes is gone'),
    citations: z.array(
      z.object({
        document: z.string(),
        version: z.string(),
        title: z.string().nullable(),
        uri: z.string().nullable(),
        start: z.number().int(),
        end: z.number().int(),
      }),
    ),
  })
  .openapi('QuestionResult');

export const questionList = z
  .object({ questions: z.array(savedQuestion.extend({ last: result.nullable() })) })
  .openapi('QuestionList');

export const questionRuns = z
  .object({
    runs: z.array(
      z.object({
        run: z.string(),
        started_at: z.string(),
        finished_at: z.string(),
        ran_on: z.record(z.string(), z.union([z.string(), z.number()])),
        questions: z.number().int(),
        right: z.number().int(),
        broke: z.number().int(),
        results: z.array(result),
      }),
    ),
  })
  .openapi('QuestionRuns');

export const removedQuestion = z.object({ removed: z.literal(true), id: z.string() }).openapi('RemovedQuestion');
