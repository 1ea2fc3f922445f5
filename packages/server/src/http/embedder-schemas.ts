import { z } from '@hono/zod-openapi';

/** The JSON of the embedder and of a change to another. */

const named = z.array(z.object({ id: z.string(), question: z.string() }));

const report = z.object({
  serving: z.string().describe('The embedder that served'),
  shadow: z.string().describe('The one that is to take over'),
  compared_at: z.string(),
  questions: z.number().int(),
  right: z.object({ serving: z.number().int(), shadow: z.number().int() }).describe('Saved questions right with each'),
  lost: named.describe('Right with the one that served only'),
  won: named.describe('Right with the other only'),
  switched: z.boolean().describe('The other has taken over'),
});

export const embedderState = z
  .object({
    embedder: z.string().describe('The one that is set'),
    serving: z.string().describe('The one that search goes by'),
    words_alone: z.boolean().describe('It cannot be had now: search goes by words alone'),
    waiting: z.number().int().describe('Documents that are found by their words only, until they are embedded'),
    shadow: z
      .object({ done: z.number().int(), total: z.number().int() })
      .nullable()
      .describe('Documents in the index of the one that is to take over'),
    report: report.nullable(),
  })
  .openapi('EmbedderState');
