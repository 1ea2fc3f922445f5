import { AtelierError } from '@atelier/foundation';
import { enterSite, type Entrance } from './enter-site.ts';
import { loadPage, type Loaded } from './load-page.ts';
import type { PageMemory, PageRecord } from './page-memory.ts';
import { pagesOfSitemaps } from './sitemap.ts';
import type { WebClient } from './web-client.ts';

export interface CrawlOptions {
  start: string;
  client: WebClient;
  memory: PageMemory;
  signal: AbortSignal;
  /** Links followed in a row; 0 for the start alone. */
  depth: number;
  /** Addresses asked for. */
  maxPages: number;
  maxBytes: number;
  sitemap: 'auto' | 'never' | 'only';
  userAgent: string;
  /** Whether a way inside the site is asked for at all. */
  wants: (way: string) => boolean;
}

/** A page or document of the site. `body` is null where it has not changed since the memory was written. */
export type Crawled = { url: string } & ({ record: PageRecord; body: Buffer | null } | { failure: AtelierError });

export interface CrawlEnd {
  /** What is worth remembering of every page that was asked for. */
  pages: Map<string, PageRecord>;
  /** A page failed whose links are not known: there may be more than was found. */
  isIncomplete: boolean;
}

interface Step {
  url: string;
  depth: number;
  redirects: number;
}

const maxRedirects = 5;
/** So many pages in a row without any answer: the site is down, and the rest is spared the wait. */
const silentPages = 3;

/**
 * Walks a site from its start, breadth first: one request after the other, each address once, nothing outside the scope,
 * nothing that robots.txt forbids. A page that names another one of the site as the real one is given only if that one
 * is not.
 * @throws AtelierError where the start or a sitemap cannot be had, or the site stops answering
 */
export async function* crawl(options: CrawlOptions): AsyncGenerator<Crawled, CrawlEnd> {
  const { start, client, memory, signal, depth, maxPages } = options;
  const entrance = await enterSite(client, start, options);
  const isWanted = wantedOf(entrance, options.wants);
  const end: CrawlEnd = { pages: new Map(), isIncomplete: false };
  const queue: Step[] = [];
  const seen = new Set([start, entrance.url]);
  const listed = new Set<string>();
  const copies: { url: string; canonical: string; page: Crawled }[] = [];
  const enqueue = (step: Step) => {
    if (step.depth > depth || seen.has(step.url) || !isWanted(step.url)) return;
    seen.add(step.url);
    queue.push(step);
  };
  const follow = (record: PageRecord | undefined, step: Step) => {
    if (options.sitemap === 'only') return;
    for (const url of record?.links ?? []) enqueue({ url, depth: step.depth + 1, redirects: 0 });
  };
  const take = function* (step: Step, { record, body }: Extract<Loaded, { kind: 'page' }>): Iterable<Crawled> {
    const { url } = step;
    end.pages.set(url, record);
    follow(record, step);
    if (record.noindex || (url === entrance.url && !options.wants(entrance.scope.wayInside(url)))) return;
    const { canonical } = record;
    if (canonical !== null && canonical !== url && isWanted(canonical)) {
      enqueue({ ...step, url: canonical });
      copies.push({ url, canonical, page: { url, record, body } });
    } else {
      listed.add(url);
      yield { url, record, body };
    }
  };

  yield* take({ url: entrance.url, depth: 0, redirects: 0 }, entrance.loaded);
  if (options.sitemap === 'only') {
    for (const url of await sitemapPages(entrance, options)) enqueue({ url, depth: 0, redirects: 0 });
  } else if (options.sitemap === 'auto' && depth > 0) {
    for (const url of await sitemapPages(entrance, options)) enqueue({ url, depth: 1, redirects: 0 });
  }

  let asked = 1;
  let silent = 0;
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const { url } = step;
    if (asked >= maxPages) {
      yield { url, failure: tooManyPages(url, maxPages, queue.length) };
      break;
    }
    asked += 1;
    const before = memory.get(url);
    try {
      const loaded = await loadPage(client, url, { before, maxBytes: options.maxBytes, signal });
      silent = 0;
      if (loaded.kind === 'page') yield* take(step, loaded);
      else if (loaded.kind === 'redirect' && loaded.to !== null && step.redirects < maxRedirects) {
        enqueue({ ...step, url: loaded.to, redirects: step.redirects + 1 });
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!AtelierError.is(error)) throw error;
      silent = error.details?.['answered'] === false ? silent + 1 : 0;
      if (silent >= silentPages) throw error;
      // Its links are those that it had.
      if (before === undefined) end.isIncomplete = true;
      else end.pages.set(url, before);
      follow(before, step);
      listed.add(url);
      yield { url, failure: error };
    }
  }

  for (const { url, canonical, page } of copies) {
    if (listed.has(canonical)) continue;
    listed.add(url);
    yield page;
  }
  return end;
}

function wantedOf({ scope, robots }: Entrance, wants: CrawlOptions['wants']): (url: string) => boolean {
  return (url) => scope.contains(url) && wants(scope.wayInside(url)) && robots.allows(url);
}

async function sitemapPages({ scope, robots }: Entrance, options: CrawlOptions): Promise<string[]> {
  const { client, signal, sitemap, start } = options;
  const sitemaps = robots.sitemaps.length > 0 ? robots.sitemaps : [`${scope.origin}/sitemap.xml`];
  const pages = await pagesOfSitemaps(client, { sitemaps, origin: scope.origin, signal });
  if (pages !== null || sitemap !== 'only') return pages ?? [];
  throw new AtelierError({
    code: 'source_missing',
    message: `${start} has no sitemap.`,
    hint: 'Set sitemap to "auto" to follow links.',
  });
}

function tooManyPages(url: string, maxPages: number, waiting: number): AtelierError {
  return new AtelierError({
    code: 'source_too_large',
    message: `${url} and at least ${waiting} more pages were left out: the source reads ${maxPages}.`,
    hint: 'Raise maxPages, or narrow the source with include or by naming an address further inside.',
  });
}
