import { parseHTML } from 'linkedom';
import type { DocumentBuilder } from '../document-builder.ts';
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
  const document = parse(/<html[\s>]/i.test(source) ? source : `<!doctype html><html><body>${source}</body></html>`);
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

/** The blocks of a piece of HTML inside another format. */
export function addHtmlFragment(source: string, builder: DocumentBuilder): void {
  addHtmlBlocks(parseFragment(source), builder, { isPage: false });
}

export function parseFragment(source: string): HtmlElement {
  return parse(`<!doctype html><html><body>${source}</body></html>`).documentElement;
}

/** The little of the DOM that is used here; linkedom's own types want the browser's. */
export interface HtmlElement extends HtmlNode {
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  remove(): void;
}

interface HtmlDocument {
  documentElement: HtmlElement;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}

const parse = (source: string): HtmlDocument => parseHTML(source).document;

function onlyOne(nodes: Iterable<HtmlElement>): HtmlElement | null {
  const [first, second] = nodes;
  return second === undefined ? (first ?? null) : null;
}

function declaredCharset(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1];
}
