import { z } from 'zod';

export const siteSettings = z.strictObject({
  // A menu, a chapter, a section, its pages and one more; the scope, not the depth, is what bounds a source.
  depth: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('How many links in a row are followed; 0 reads only the page named'),
  maxPages: z.int().min(1).max(100_000).default(1000).describe('How many addresses are asked for at most'),
  perSecond: z.number().min(0.01).max(1000).default(2).describe('Requests a second; robots.txt may ask for fewer'),
  sitemap: z
    .enum(['auto', 'never', 'only'])
    .default('auto')
    .describe('Whether pages of the sitemap are read beside those that are linked: auto, never, or only those'),
  include: z
    .array(z.string())
    .default([])
    .describe('Only ways inside the site that match one of these patterns, written as in .gitignore, are read'),
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .default('Atelier/0.1')
    .describe('How the program names itself to the site, and the name that robots.txt is read for'),
  allowPrivate: z
    .boolean()
    .default(false)
    .describe('Whether the site may be on this machine or in a private network; others that it leads to never are'),
  timeoutSeconds: z.number().min(0.1).max(600).default(30).describe('How long one page may take'),
  maxFileMb: z.number().min(0.001).max(1000).default(50).describe('Size of one page or document, unpacked'),
});

export type SiteSettings = z.infer<typeof siteSettings>;
