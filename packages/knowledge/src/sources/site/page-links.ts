import { normaliseUrl } from './normalise-url.ts';

/** What a page says to those who crawl it. */
export interface PageLinks {
  /** Normalised, without repetitions, in the order of the page; of any site. */
  links: string[];
  /** The address that the page says is its own; null where it does not. */
  canonical: string | null;
  /** It does not want to be found. */
  noindex: boolean;
  /** It does not want its links followed. */
  nofollow: boolean;
}

/** A page with more links than this is generated without end. */
const maxLinks = 5000;

/** Attributes longer than this together are data, and looked at by no crawler. */
const maxAttributes = 10_000;
// Every part is bounded: a page made to stall the pattern must not.
const attributePattern = /([^\s"'=<>/]{1,64})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;
/** Elements whose content is text whatever it looks like. */
const rawText = new Set(['script', 'style', 'textarea', 'title', 'noframes', 'iframe', 'xmp']);

/** Only what a crawler needs is looked at; the page's text is read elsewhere, in a process of its own. */
export function linksOf(html: string, url: string): PageLinks {
  const page = { links: new Set<string>(), canonical: null as string | null, noindex: false, nofollow: false };
  let base = url;
  for (const { name, attributes } of tagsOf(html)) {
    const attribute = attributesOf(attributes);
    const href = attribute.get('href');
    if (name === 'base' && href !== undefined) {
      base = URL.parse(href, url)?.href ?? base;
    } else if (name === 'meta' && attribute.get('name')?.toLowerCase() === 'robots') {
      const { noindex, nofollow } = robotsDirectives(attribute.get('content') ?? '');
      page.noindex ||= noindex;
      page.nofollow ||= nofollow;
    } else if (name === 'link' && href !== undefined && /\bcanonical\b/i.test(attribute.get('rel') ?? '')) {
      page.canonical ??= normaliseUrl(href, base);
    } else {
      const link = name === 'a' || name === 'area' ? href : attribute.get('src');
      const target = link === undefined ? null : normaliseUrl(link, base);
      if (target !== null && page.links.size < maxLinks) page.links.add(target);
    }
  }
  return { ...page, links: [...page.links] };
}

/** The words of a robots meta tag, or of the header X-Robots-Tag. */
export function robotsDirectives(text: string): { noindex: boolean; nofollow: boolean } {
  const words = new Set(text.toLowerCase().split(/[\s,]+/));
  return { noindex: words.has('noindex') || words.has('none'), nofollow: words.has('nofollow') || words.has('none') };
}

const telling = new Set(['a', 'area', 'base', 'link', 'meta', 'frame', 'iframe']);

/** Start tags that tell something, in the order of the page. One pass: what does not end, ends the page. */
function* tagsOf(html: string): Iterable<{ name: string; attributes: string }> {
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      at = html.indexOf('-->', at + 4);
      if (at === -1) return;
      continue;
    }
    tagStart.lastIndex = at;
    const name = tagStart.exec(html)?.[1]?.toLowerCase();
    if (name === undefined) {
      at += 1;
      continue;
    }
    const attributes = at + 1 + name.length;
    const end = endOfTag(html, attributes);
    if (end === -1) return;
    if (telling.has(name) && end - attributes <= maxAttributes) yield { name, attributes: html.slice(attributes, end) };
    at = rawText.has(name) ? endOf(name, html, end) : end;
  }
}

const tagStart = /<([a-z][a-z\d]{0,20})(?=[\s/>])/iy;
const endOrQuote = /[>"']/g;

/** Where the tag's ">" is; the value of an attribute may hold one in quotes. */
function endOfTag(html: string, from: number): number {
  for (let at = from; ;) {
    endOrQuote.lastIndex = at;
    const found = endOrQuote.exec(html);
    if (found === null) return -1;
    if (found[0] === '>') return found.index;
    const opensValue = /=\s*$/.test(html.slice(Math.max(from, found.index - 20), found.index));
    const closing = opensValue ? html.indexOf(found[0], found.index + 1) : found.index;
    if (closing === -1) return -1;
    at = closing + 1;
  }
}

function endOf(name: string, html: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of source.matchAll(attributePattern)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The character references that occur in addresses. */
export function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
