import { z } from '@hono/zod-openapi';
import type { Filter } from '@atelier/knowledge';

/** The JSON of the HTTP API. Names and shapes are what other programs rely on. */

const position = {
  start: z.number().int().describe("Offset into the document's text, UTF-16 code units"),
  end: z.number().int(),
  page: z.number().int().nullable().describe('1-based; null where the format has no pages'),
};

export const errorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .openapi('Error');

export const principals = z.array(z.string().min(1).max(200)).max(100);

/** Any object here; knowledge checks it, and says what is wrong in its own words. */
const filter = z
  .custom<Filter>((value) => typeof value === 'object' && value !== null)
  .openapi('Filter', {
    type: 'object',
    description:
      'Only documents that fit: {"field", "op", "value"}, or such conditions in {"all": [...]}, {"any": [...]} and {"not": ...}',
    example: {
      all: [
        { field: 'type', op: 'is', value: ['pdf', 'docx'] },
        { field: 'date', op: 'after', value: '2025' },
      ],
    },
  });

const asOf = z
  .string()
  .describe('2026-03-01 (the end of that day) or a moment such as 2026-03-01T12:00, in UTC: from the versions of then');

const wentBackTo = z.string().optional().describe('The moment that was gone back to');

export const searchRequest = z
  .strictObject({
    query: z.string().max(100_000).describe('Words, "phrases", -not, beginning*, and fields such as title:leave'),
    limit: z.number().int().min(1).max(100).optional(),
    filter: filter.optional(),
    per_document: z.number().int().min(1).max(100).optional().describe('At most so many passages of one document'),
    context: z
      .number()
      .int()
      .min(0)
      .max(10)
      .optional()
      .describe('So many passages before and after each, along with it'),
    explain: z.boolean().optional().describe('Say of each passage why it was found'),
    as_of: asOf.optional(),
    as: principals.optional().describe('Search as somebody with these principals instead of as the owner'),
  })
  .openapi('SearchRequest', { example: { query: 'leave for donors', limit: 5 } });

const range = { start: z.number().int(), end: z.number().int() };

export const hit = z
  .object({
    document: z.string(),
    version: z.string(),
    title: z.string(),
    uri: z.string(),
    heading: z.string().describe('Headings above the passage, joined by " > "'),
    ...position,
    text: z.string(),
    score: z.number(),
    highlights: z
      .array(z.object(range))
      .optional()
      .describe("The words that were looked for; offsets into the document's text, as start and end are"),
    context: z
      .object({ ...range, text: z.string() })
      .optional()
      .describe('The passage with its neighbours'),
    why: z
      .array(
        z.object({
          term: z.string(),
          words: z.array(z.string()).describe('As the passage writes it'),
          count: z.number().int(),
          rarity: z.number().describe('0 in every passage, 1 in none'),
          weight: z.number().describe('1; less for a part of a compound or a corrected word'),
        }),
      )
      .optional()
      .describe('The terms that it was found by, the most telling first'),
  })
  .openapi('Hit');

export const searchResult = z
  .object({
    query: z.string(),
    took_ms: z.number(),
    hits: z.array(hit),
    corrected: z
      .array(z.object({ from: z.string(), to: z.string() }))
      .describe('Words that no document has, and those that were searched for in their place'),
    as_of: wentBackTo,
  })
  .openapi('SearchResult');

export const askRequest = z
  .strictObject({
    question: z.string(),
    all: z.boolean().optional().describe('Read all documents, instead of answering from the best passages'),
    filter: filter.optional(),
    as_of: asOf.optional(),
    as: principals.optional(),
  })
  .openapi('AskRequest', { example: { question: 'How many days of leave does a donor get?' } });

const citation = z
  .object({
    document: z.string(),
    version: z.string(),
    title: z.string(),
    uri: z.string(),
    ...position,
    quote: z.string().describe('Exactly that slice of the text of that version'),
  })
  .openapi('Citation');

const sentence = z
  .object({
    text: z.string(),
    citations: z.array(citation),
    supported: z
      .literal(false)
      .optional()
      .describe('Where its sources do not bear the sentence out, and it is shown all the same'),
    reasons: z.array(z.string()).optional().describe('Why they do not; beside `supported` only'),
  })
  .openapi('Sentence');

const readOf = z.object({ in_scope: z.number().int(), read: z.number().int() });

const coverage = z
  .object({
    documents: readOf.describe('That the asker may see and that fit the filter'),
    passages: readOf,
    unreadable: z
      .object({
        files: z.number().int(),
        first: z.array(z.object({ uri: z.string(), code: z.string(), message: z.string() })),
      })
      .describe('Files of the sources in scope that could not be read when they were last looked at'),
    found: z.object({ statements: z.number().int(), documents: z.number().int() }),
    named: z
      .array(z.string())
      .describe('Words of the question that name documents: only what stands in those was taken'),
    elsewhere: z.number().int().describe('Statements in documents that are not named so'),
    stopped: z.enum(['time', 'statements']).nullable().describe('Why not everything was read; null where it was'),
  })
  .openapi('Coverage');

const date = z.string().nullable().describe('Since when the document holds, where it says');

export const answer = z
  .object({
    question: z.string(),
    answer: z.string().describe('Empty for a refusal'),
    refused: z.boolean(),
    sentences: z.array(sentence),
    verified: z
      .object({
        sentences: z.number().int(),
        supported: z.number().int(),
        dropped: z.number().int(),
        marked: z.number().int(),
      })
      .optional()
      .describe('How many sentences were written, borne out by their sources, left out and marked'),
    disagreement: z
      .array(
        z.object({
          sentence: z.number().int().describe('The one that counts, by its place among the sentences'),
          otherwise: z.number().int().describe('The one that tells what another document says'),
          dates: z.tuple([date, date]).describe('Since when the documents of the two hold'),
        }),
      )
      .optional()
      .describe('Where documents answer with different values'),
    coverage: coverage.optional().describe('How much was read, where all documents were asked for'),
    hint: z.string().optional().describe('What else might help'),
    model: z.string(),
    took_ms: z.number(),
    as_of: wentBackTo,
  })
  .openapi('Answer');

export const documentSummary = z
  .object({
    document: z.string(),
    title: z.string(),
    uri: z.string(),
    source: z.string(),
    version: z.number().int(),
    characters: z.number().int(),
    pages: z.number().int().nullable(),
    indexed_at: z.string(),
  })
  .openapi('DocumentSummary');

export const documentList = z
  .object({ documents: z.array(documentSummary), total: z.number().int() })
  .openapi('DocumentList');

export const documentContent = documentSummary
  .extend({
    version_id: z.string(),
    text: z.string(),
    blocks: z.array(
      z.object({
        kind: z.string(),
        level: z.number().int(),
        ...position,
        box: z
          .object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })
          .nullable()
          .describe('Where it stands on its page, in fractions of it; null where the format does not say'),
      }),
    ),
  })
  .openapi('Document');

export const jobStarted = z.object({ job: z.string() }).openapi('JobStarted');

export const removedDocument = z
  .object({ removed: z.literal(true), document: z.string(), job: z.string() })
  .openapi('RemovedDocument');

export const removedSource = z
  .object({ removed: z.literal(true), source: z.string(), documents: z.number().int(), job: z.string() })
  .openapi('RemovedSource');

export const sourceRequest = z
  .strictObject({
    location: z
      .string()
      .min(1)
      .max(10_000)
      .describe('A folder or file on the machine of the server, or the address of a site, repository, bucket ...'),
    access: principals.optional().describe('Principals who may see its documents; ["everyone"] unless told'),
    settings: z.record(z.string(), z.unknown()).optional().describe('What this kind of source lets one set'),
    secrets: z
      .record(z.string(), z.string().max(100_000))
      .optional()
      .describe('Passwords and keys; they are kept sealed and never shown'),
    excludes: z.array(z.string().max(1000)).max(1000).optional().describe('Patterns in the language of .gitignore'),
    schedule: z
      .string()
      .max(200)
      .nullable()
      .optional()
      .describe('"every 15m", a cron expression, or "manual"; null as its kind does'),
  })
  .openapi('SourceRequest', { example: { location: './handbook', excludes: ['drafts/'] } });

const kindField = z.object({
  name: z.string(),
  description: z.string(),
  default: z.unknown().optional(),
  choices: z.array(z.string()).optional(),
});

export const sourceKindList = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        examples: z.array(z.string()).describe('Locations of this kind'),
        every_seconds: z.number().describe('How often `atelier up` looks at it unless told otherwise'),
        settings: z.array(kindField),
        secrets: z.array(kindField.omit({ default: true, choices: true })),
      }),
    ),
  })
  .openapi('SourceKindList');

export const sourceStarted = z.object({ source: z.string(), job: z.string() }).openapi('SourceStarted');

const status = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
const failure = z.object({ uri: z.string(), code: z.string(), message: z.string(), hint: z.string().optional() });

const sourceRun = z
  .object({
    job: z.string(),
    status,
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    added: z.number().int(),
    changed: z.number().int(),
    moved: z.number().int().describe('Found under another name, not read again'),
    removed: z.number().int(),
    unchanged: z.number().int(),
    failed: z.number().int(),
    bytes: z.number().describe('Size of what was read'),
    seconds: z.number(),
    error: errorBody.shape.error.nullable(),
    failures: z.array(failure),
  })
  .openapi('SourceRun');

export const sourceRuns = z.object({ runs: z.array(sourceRun) }).openapi('SourceRuns');

export const sourceList = z
  .object({
    sources: z.array(
      z.object({
        source: z.string(),
        kind: z.string(),
        uri: z.string(),
        access: z.array(z.string()),
        settings: z.record(z.string(), z.unknown()),
        excludes: z.array(z.string()),
        schedule: z.string().nullable(),
        documents: z.number().int(),
        created_at: z.string(),
        last_run: sourceRun.nullable(),
        failures: z.array(failure),
      }),
    ),
  })
  .openapi('SourceList');

export const job = z
  .object({
    job: z.string(),
    kind: z.string(),
    status,
    progress: z.object({ done: z.number().int(), total: z.number().int().nullable(), message: z.string() }).nullable(),
    result: z.unknown(),
    error: errorBody.shape.error.nullable(),
  })
  .openapi('Job');
