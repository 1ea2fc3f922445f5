import { z } from '@hono/zod-openapi';

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

export const searchRequest = z
  .strictObject({
    query: z.string().max(100_000),
    limit: z.number().int().min(1).max(100).optional(),
    as: principals.optional().describe('Search as somebody with these principals instead of as the owner'),
  })
  .openapi('SearchRequest', { example: { query: 'leave for donors', limit: 5 } });

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
  })
  .openapi('Hit');

export const searchResult = z
  .object({ query: z.string(), took_ms: z.number(), hits: z.array(hit) })
  .openapi('SearchResult');

export const askRequest = z
  .strictObject({ question: z.string(), as: principals.optional() })
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

const sentence = z.object({ text: z.string(), citations: z.array(citation) }).openapi('Sentence');

export const answer = z
  .object({
    question: z.string(),
    answer: z.string().describe('Empty for a refusal'),
    refused: z.boolean(),
    sentences: z.array(sentence),
    model: z.string(),
    took_ms: z.number(),
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
    blocks: z.array(z.object({ kind: z.string(), level: z.number().int(), ...position })),
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
    path: z.string().min(1).describe('A folder or file on the machine of the server'),
    access: principals.optional().describe('Principals who may see its documents; ["everyone"] unless told'),
  })
  .openapi('SourceRequest', { example: { path: './handbook' } });

export const sourceStarted = z.object({ source: z.string(), job: z.string() }).openapi('SourceStarted');

const status = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
const failure = z.object({ uri: z.string(), code: z.string(), message: z.string(), hint: z.string().optional() });

export const sourceList = z
  .object({
    sources: z.array(
      z.object({
        source: z.string(),
        kind: z.string(),
        uri: z.string(),
        access: z.array(z.string()),
        documents: z.number().int(),
        created_at: z.string(),
        last_run: z
          .object({
            job: z.string(),
            status,
            finished_at: z.string().nullable(),
            added: z.number().int(),
            changed: z.number().int(),
            removed: z.number().int(),
            unchanged: z.number().int(),
            failed: z.number().int(),
            seconds: z.number(),
          })
          .nullable(),
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
