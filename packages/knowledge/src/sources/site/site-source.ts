import { AtelierError } from '@atelier/foundation';
import { excludesOf } from '../excludes.ts';
import type { Source, SourceItem } from '../source.ts';
import { filePasswords, type Secrets, type SourceContext } from '../source-kind.ts';
import { crawl, type Crawled, type CrawlEnd } from './crawl.ts';
import { loadPage, type Loaded } from './load-page.ts';
import { openPageMemory, type PageMemory, type PageRecord } from './page-memory.ts';
import type { SiteSettings } from './site-settings.ts';
import { createWebClient } from './web-client.ts';

/**
 * A site, crawled when it is listed. A page's stamp is the hash of what the server sent, so it needs no dates; what
 * spares loading unchanged pages (ETag, Last-Modified, their links) is in the cache and may be lost. Bodies that were
 * loaded while listing are kept until they are opened.
 */
export function siteSource(context: SourceContext<SiteSettings>): Source {
  const { uri, settings, readers } = context;
  const passwords = filePasswords(context.secrets);
  const maxBytes = settings.maxFileMb * 1_000_000;
  const { origin, hostname } = new URL(uri);
  const authorization = authorizationOf(context.secrets);
  const client = createWebClient({
    userAgent: settings.userAgent,
    perSecond: settings.perSecond,
    timeoutSeconds: settings.timeoutSeconds,
    privateHost: settings.allowPrivate ? hostname : null,
    authorization: authorization === null ? null : { origin, value: authorization },
  });
  const included = settings.include.length === 0 ? () => true : excludesOf(settings.include);
  const failures = new Map<string, AtelierError>();
  const names = new Map<string, PageRecord>();
  let memory: PageMemory | null = null;
  let last: CrawlEnd | null = null;

  const itemOf = async (page: Crawled, known: ReadonlyMap<string, string>, kept: PageMemory): Promise<SourceItem> => {
    const { url } = page;
    if ('failure' in page) {
      failures.set(url, page.failure);
      return { uri: url, stamp: `failed ${page.failure.code}` };
    }
    names.set(url, page.record);
    const { hash } = page.record;
    if (page.body !== null && known.get(url) !== hash) await kept.keepBody(url, page.body);
    return { uri: url, stamp: hash };
  };

  /** A page whose body is not kept: it did not change, but is wanted all the same. */
  const load = async (url: string, signal: AbortSignal) => {
    const loaded = await loadPage(client, url, { maxBytes, signal });
    if (loaded.kind !== 'page' || loaded.body === null) throw noLonger(url, loaded);
    const { record, body } = loaded;
    return { record, read: () => readers.read({ bytes: body, name: record.name, passwords }) };
  };

  return {
    async *list(signal, known) {
      signal.throwIfAborted();
      last = null;
      failures.clear();
      names.clear();
      const kept = await openPageMemory(context.cache);
      memory = kept;
      const wants = (way: string) => way === '' || (!context.excludes(way) && included(way));
      const pages = crawl({ ...settings, start: uri, client, memory: kept, maxBytes, signal, wants });
      let step = await pages.next();
      for (; step.done !== true; step = await pages.next()) {
        yield await itemOf(step.value, known, kept);
        signal.throwIfAborted();
      }
      await kept.save(step.value.pages);
      last = step.value;
    },
    async open({ uri: url }, signal) {
      const failure = failures.get(url);
      if (failure !== undefined) throw failure;
      const record = names.get(url);
      const path = memory?.body(url) ?? null;
      if (record === undefined || path === null) {
        const { record: now, read } = await load(url, signal);
        return { contentHash: now.hash, bytes: now.bytes, read };
      }
      const read = async () => {
        try {
          return await readers.read({ path, name: record.name, passwords });
        } finally {
          await memory?.dropBody(url);
        }
      };
      return { contentHash: record.hash, bytes: record.bytes, read };
    },
    isGone: () => Promise.resolve(last !== null && !last.isIncomplete),
    async close() {
      await memory?.dropBodies();
      await client.close();
    },
  };
}

function authorizationOf({ user = '', password, token }: Secrets): string | null {
  if (token !== undefined) return `Bearer ${token}`;
  if (password === undefined) return null;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function noLonger(url: string, { kind }: Loaded): AtelierError {
  return new AtelierError({
    code: 'file_missing',
    message: kind === 'gone' ? `${url} is no longer there.` : `${url} is no longer a document.`,
    hint: 'It has changed since the site was looked at; the next sync will tell.',
  });
}
