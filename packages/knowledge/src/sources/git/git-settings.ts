import { z } from 'zod';

export const gitSettings = z.strictObject({
  revision: z
    .string()
    .regex(/^[\w][\w./@-]*$/, 'must be a branch, a tag, or the full id of a commit')
    .refine((name) => !name.includes('..') && !name.includes('@{'), 'must name one revision')
    .default('HEAD')
    .describe('Branch, tag or full commit id that is read; HEAD is the default branch'),
  path: z
    .string()
    .transform((path) => path.replaceAll(/^\/+|\/+$/g, ''))
    .refine((path) => !path.split('/').includes('..'), 'must lie inside the repository')
    .default('')
    .describe('Folder of the repository that is read; empty for all of it'),
  maxFileMb: z.number().min(0.001).max(1000).default(50).describe('Size of one file'),
});

export type GitSettings = z.infer<typeof gitSettings>;
