import { parseHTML } from 'linkedom';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged, type ReadFailure } from '../read-failure.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { readFrontMatter } from './front-matter.ts';
import { addHtmlBlocks } from './html-blocks.ts';
import { type HtmlNode } from './html-node.ts';
import { plainMarkdown } from './markdown-dialects.ts';

/** A page's main part, by the page's own marks: <main>, else its only <article>, else all of it without navigation. */
export const readHtml: FormatReader = ({ bytes }, builder) => {
  const source = decodeText(bytes, declaredCharset(bytes));
  // Pages of site generators: settings in front, template tags within.
  const matter = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source);
  addHtmlPage(matter === null ? source : plainMarkdown(source.slice(matter[0].length)), builder);
  builder.title ??= readFrontMatter(matter?.[1] ?? '').get('title') ?? null;
};

export function addHtmlPage(source: string, builder: DocumentBuilder): void {
  const document = parsePage(source);
  builder.title = document.querySelector('head > title, title')?.textContent ?? null;
  for (const name of ['author', 'keywords', 'description', 'date']) {
    builder.addMetadata(name, document.querySelector(`meta[name="${name}" i]`)?.getAttribute('content'));
  }
  builder.addMetadata('language', document.documentElement.getAttribute('lang'));
  const main = document.querySelector('main, [role="main"]') ?? onlyOne(document.querySelectorAll('article'));
  const before = builder.size;
  if (main !== null) addHtmlBlocks(main, builder, { isPage: false });
  if (builder.size === before) addHtmlBlocks(document.documentElement, builder, { isPage: true });
}

/** A page, or a piece of one; what only looks like a page (its marks stand in a comment) has no root of its own. */
function parsePage(source: string): Page {
  const page = /<html[\s>]/i.test(source) ? parse(source) : null;
  return hasRoot(page) ? page : parsePiece(source);
}

function parsePiece(source: string): Page {
  const page = parse(`<!doctype html><html><body>${source}</body></html>`);
  if (!hasRoot(page)) throw damaged('it holds no element');
  return page;
}

type Page = HtmlDocument & { documentElement: HtmlElement };

const hasRoot = (page: HtmlDocument | null): page is Page => page !== null && page.documentElement !== null;

/** The blocks of a piece of HTML inside another format. */
export function addHtmlFragment(source: string, builder: DocumentBuilder): void {
  addHtmlBlocks(parseFragment(source), builder, { isPage: false });
}

export function parseFragment(source: string): HtmlElement {
  return parsePiece(source).documentElement;
}

/** The little of the DOM that is used here; linkedom's own types want the browser's. */
export interface HtmlElement extends HtmlNode {
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  remove(): void;
}

interface HtmlDocument {
  documentElement: HtmlElement | null;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}

/** Pages with marks that are never closed come to hundreds. */
const deepest = 2000;

/** Elements that nobody closes, or that have no end. */
const loose =
  /^(?:p|li|td|tr|th|dt|dd|option|thead|tbody|tfoot|colgroup|area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/** How deep elements nest, roughly: the parser itself takes a time that grows with the square of that. */
function roughDepth(source: string): number {
  let depth = 0;
  let most = 0;
  for (const [, close, name = ''] of source.matchAll(/<(\/?)([a-z][\w:-]*)/gi)) {
    if (loose.test(name)) continue;
    depth = close === '' ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}

/** @throws ReadFailure `file_damaged` for more than 2,000 elements inside each other: the time to read them grows with the square */
function parse(source: string): HtmlDocument {
  if (roughDepth(source) > deepest * 3) throw tooDeep();
  const { document } = parseHTML(source) as { document: HtmlDocument };
  const open: { node: HtmlNode; depth: number }[] = [];
  if (document.documentElement !== null) open.push({ node: document.documentElement, depth: 1 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > deepest) throw tooDeep();
    for (const node of next.node.childNodes) if (node.nodeType === 1) open.push({ node, depth: next.depth + 1 });
  }
  return document;
}

const tooDeep = (): ReadFailure => damaged(`it nests more than ${deepest.toLocaleString('en')} levels deep`);

function onlyOne(nodes: Iterable<HtmlElement>): HtmlElement | null {
  const [first, second] = nodes;
  return second === undefined ? (first ?? null) : null;
}

function declaredCharset(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1];
}
