import { gunzipSync } from 'node:zlib';
import { AtelierError } from '@atelier/foundation';
import { normaliseUrl } from './normalise-url.ts';
import { unescaped } from './page-links.ts';
import type { WebClient } from './web-client.ts';

/** The protocol's own limit for one file. */
const maxBytes = 50_000_000;
/** Files of one sitemap, those that an index names included. */
const maxFiles = 100;
/** The protocol's own limit for one file; far more than any source reads. */
const maxPages = 50_000;

interface SitemapOptions {
  /** Addresses of sitemaps, in the order in which they are looked at. */
  sitemaps: readonly string[];
  /** Sitemaps elsewhere are not asked for. */
  origin: string;
  signal: AbortSignal;
}

/**
 * The pages that sitemaps name, normalised, in their order; null where there is no sitemap. An index of sitemaps leads to
 * those it names; a file may be packed with gzip, or be a plain list.
 * @throws AtelierError `source_unreachable` where one of them cannot be had: it would list less than there is
 */
export async function pagesOfSitemaps(client: WebClient, options: SitemapOptions): Promise<string[] | null> {
  const waiting = [...options.sitemaps];
  const seen = new Set<string>();
  const pages = new Set<string>();
  let found = false;
  for (let url = waiting.shift(); url !== undefined && seen.size < maxFiles; url = waiting.shift()) {
    if (seen.has(url) || new URL(url).origin !== options.origin) continue;
    seen.add(url);
    const { status, body, header } = await client.get(url, { signal: options.signal, maxBytes });
    const redirect = status >= 300 && status < 400 ? normaliseUrl(header('location'), url) : null;
    if (redirect !== null) waiting.unshift(redirect);
    const { isIndex, locations } = status === 200 ? parseSitemap(textOf(url, body)) : nothing;
    found ||= locations.length > 0;
    const addresses = locations.map((location) => normaliseUrl(location, url)).filter((address) => address !== null);
    if (isIndex) waiting.push(...addresses);
    else for (const address of addresses) if (pages.size < maxPages) pages.add(address);
  }
  return found ? [...pages] : null;
}

function textOf(url: string, bytes: Buffer): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString();
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes }).toString();
  } catch (cause) {
    throw new AtelierError({
      code: 'source_unreachable',
      message: `The sitemap ${url} cannot be unpacked, or is larger than ${maxBytes / 1_000_000} MB.`,
      hint: 'Set sitemap to "never" to follow links only.',
      cause,
    });
  }
}

const nothing = { isIndex: false, locations: [] as string[] };

/** XML as the protocol has it (pages or an index of sitemaps), or one address a line. */
export function parseSitemap(text: string): { isIndex: boolean; locations: string[] } {
  if (!text.trimStart().startsWith('<')) {
    return { isIndex: false, locations: text.split(/\s+/).filter((line) => /^https?:\/\//.test(line)) };
  }
  const locations = [...text.matchAll(/<(?:\w{1,20}:)?loc>\s*(?:<!\[CDATA\[)?([^<\]]{1,3000})/g)];
  return {
    isIndex: /<(?:\w{1,20}:)?sitemapindex[\s>]/.test(text),
    locations: locations.map((match) => unescaped(match[1] ?? '').trim()),
  };
}
