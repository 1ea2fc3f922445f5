import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const pageSchema = z.object({
  /** SHA-256 of the body, hex. */
  hash: z.string(),
  bytes: z.number(),
  /** A file name with the extension of the format. */
  name: z.string(),
  etag: z.string(),
  modified: z.string(),
  links: z.array(z.string()),
  canonical: z.string().nullable(),
  noindex: z.boolean(),
});

/** What is kept of a page between syncs: enough to ask "changed since?" and to follow its links if it did not. */
export type PageRecord = z.infer<typeof pageSchema>;

/**
 * The memory of a crawler, in a folder that may be deleted at any time: then everything is loaded once more. Bodies lie
 * there only from the crawl until they are read, so that no words of a page stay behind.
 */
export interface PageMemory {
  get(url: string): PageRecord | undefined;
  /** Keeps a body for the one reading that follows; not all of a large site at once. */
  keepBody(url: string, body: Uint8Array): Promise<void>;
  /** The file of a kept body; null where there is none. */
  body(url: string): string | null;
  dropBody(url: string): Promise<void>;
  dropBodies(): Promise<void>;
  /** Replaces what is kept of all pages. */
  save(pages: ReadonlyMap<string, PageRecord>): Promise<void>;
}

/** All kept bodies together; what is over is loaded a second time when it is read. */
const maxBodyBytes = 1_000_000_000;

export async function openPageMemory(folder: string): Promise<PageMemory> {
  const file = join(folder, 'pages.json');
  const bodies = join(folder, 'bodies');
  let pages = await loadPages(file);
  const kept = new Map<string, { path: string; bytes: number }>();
  let keptBytes = 0;
  const memory: PageMemory = {
    get: (url) => pages.get(url),
    async keepBody(url, body) {
      if (keptBytes + body.length > maxBodyBytes) return;
      await mkdir(bodies, { recursive: true });
      const path = join(bodies, createHash('sha256').update(url).digest('hex'));
      await writeFile(path, body, { mode: 0o600 });
      kept.set(url, { path, bytes: body.length });
      keptBytes += body.length;
    },
    body: (url) => kept.get(url)?.path ?? null,
    async dropBody(url) {
      const body = kept.get(url);
      if (body === undefined) return;
      kept.delete(url);
      keptBytes -= body.bytes;
      await rm(body.path, { force: true });
    },
    async dropBodies() {
      kept.clear();
      keptBytes = 0;
      await rm(bodies, { recursive: true, force: true });
    },
    async save(now) {
      pages = new Map(now);
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(pages)), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
  await memory.dropBodies();
  return memory;
}

/** What is not there or not as it should be was never known. */
async function loadPages(file: string): Promise<Map<string, PageRecord>> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    return new Map(Object.entries(z.record(z.string(), pageSchema).parse(stored)));
  } catch {
    return new Map();
  }
}
