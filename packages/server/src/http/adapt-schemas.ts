import { z } from '@hono/zod-openapi';
import { job, principals } from './schemas.ts';

/** The JSON of adapting search to the documents, and of the clicks that it learns from. */

export const adaptRequest = z
  .strictObject({
    dry_run: z.boolean().optional().describe('Only tell what it would bring'),
    all_documents: z.boolean().optional().describe('Also learn from documents that not everyone may see'),
  })
  .openapi('AdaptRequest');

export const adaptState = z
  .object({
    embedder: z.string().describe('The table of words that the home has'),
    adapted: z.boolean().describe('It is one that was adapted to the documents'),
    last: job.nullable().describe('The last adaptation; its result tells what it brought'),
  })
  .openapi('AdaptState');

export const undoneAdaptation = z
  .object({ undone: z.boolean().describe('False where nothing was adapted'), job: z.string() })
  .openapi('UndoneAdaptation');

export const clickRequest = z
  .strictObject({
    query: z.string().min(1).max(1000),
    document: z.string().min(1).max(200),
    version: z.string().min(1).max(200),
    start: z.number().int().min(0).describe('Where the passage begins, as the hit says'),
    as: principals.optional().describe('As somebody with these principals instead of as the owner'),
  })
  .openapi('ClickRequest');

export const loggedClick = z
  .object({ logged: z.boolean().describe('False where the settings do not want it') })
  .openapi('LoggedClick');

export const forgottenClicks = z.object({ forgotten: z.number().int(), job: z.string() }).openapi('ForgottenClicks');
