import type { DocumentBuilder } from '../document-builder.ts';
import { addHtmlTable } from './html-table.ts';

/** The part of a DOM node that the walk needs. */
export interface HtmlNode {
  nodeType: number;
  localName: string;
  textContent: string | null;
  childNodes: Iterable<HtmlNode>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): HtmlNode | null;
}

/** Never words of the document. */
const dropped = new Set(
  'script style noscript template head nav aside iframe object svg canvas audio video button select input textarea dialog menu'.split(
    ' ',
  ),
);
/** Furniture when they belong to the page; inside its main part a header holds the title. */
const pageFurniture = new Set(['header', 'footer']);
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** What running text is where the walk stands. */
interface Place {
  prose: 'paragraph' | 'quote' | 'note';
  /** Of the lists around. */
  depth: number;
}

/** Adds the blocks of an element in reading order, whatever nesting of containers they lie in. */
export function addHtmlBlocks(root: HtmlNode, builder: DocumentBuilder, options: { isPage: boolean }): void {
  let text = '';
  /** A list item whose text has not been met yet. */
  let item: { depth: number; number: number | undefined } | null = null;

  const flush = (place: Place): void => {
    if (text.trim() !== '') {
      if (item === null) builder[place.prose](text);
      else builder.listItem(item.depth, text, item.number);
      item = null;
    }
    text = '';
  };

  const walkChildren = (node: HtmlNode, place: Place): void => {
    for (const child of node.childNodes) walk(child, place);
  };

  const walk = (node: HtmlNode, place: Place): void => {
    if (node.nodeType === 3) {
      text += collapse(node.textContent);
      return;
    }
    if (node.nodeType !== 1 || isDropped(node, options.isPage)) return;
    const name = node.localName;
    if (name === 'br') {
      text += '\n';
    } else if (name === 'img') {
      text += ` ${collapse(node.getAttribute('alt'))} `;
    } else if (inline.has(name)) {
      walkChildren(node, place);
    } else {
      flush(place);
      walkBlock(node, place);
      flush(place);
    }
  };

  const walkBlock = (node: HtmlNode, place: Place): void => {
    const name = node.localName;
    if (/^h[1-6]$/.test(name)) {
      builder.heading(Number(name[1]), inlineText(node));
    } else if (name === 'pre') {
      builder.code(node.textContent ?? '');
    } else if (name === 'blockquote') {
      walkInside(node, { ...place, prose: 'quote' });
    } else if (name === 'ul' || name === 'ol') {
      walkList(node, place);
    } else if (name === 'dl') {
      walkDefinitions(node, place);
    } else if (name === 'table') {
      if (!addHtmlTable(node, builder)) walkInside(node, place);
    } else if (name === 'hr') {
      builder.endGroup();
    } else {
      walkInside(node, place);
    }
  };

  const walkInside = (node: HtmlNode, place: Place): void => {
    walkChildren(node, place);
    flush(place);
  };

  const walkList = (list: HtmlNode, place: Place): void => {
    const depth = place.depth + 1;
    let number = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
    for (const child of list.childNodes) {
      if (child.nodeType === 1 && child.localName === 'li') {
        item = { depth, number: list.localName === 'ol' ? number++ : undefined };
        walkInside(child, { ...place, depth });
        item = null;
      } else {
        walk(child, { ...place, depth });
      }
    }
    if (depth === 1) builder.endGroup();
  };

  /** Terms with their definitions read as items: "term: definition". */
  const walkDefinitions = (list: HtmlNode, place: Place): void => {
    const depth = place.depth + 1;
    let term = '';
    for (const child of list.childNodes) {
      if (child.nodeType !== 1) continue;
      if (child.localName === 'dt') {
        term = [term, inlineText(child)].filter((part) => part !== '').join(', ');
      } else {
        item = { depth, number: undefined };
        text = child.localName === 'dd' && term !== '' ? `${term}: ` : '';
        term = '';
        walkInside(child, { ...place, depth });
        item = null;
      }
    }
    if (term !== '') builder.listItem(depth, term);
    if (depth === 1) builder.endGroup();
  };

  walkInside(root, { prose: 'paragraph', depth: 0 });
}

/** All words in an element on one line, as a heading or a table's cell shows them. */
export function inlineText(node: HtmlNode): string {
  return wordsOf(node).replace(/\s+/g, ' ').trim();
}

function wordsOf(node: HtmlNode): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  if (node.nodeType !== 1 || isDropped(node, false)) return '';
  if (node.localName === 'br') return ' ';
  if (node.localName === 'img') return ` ${node.getAttribute('alt') ?? ''} `;
  let words = '';
  for (const child of node.childNodes) words += wordsOf(child);
  return inline.has(node.localName) ? words : ` ${words} `;
}

function isDropped(node: HtmlNode, isPage: boolean): boolean {
  const name = node.localName;
  if (dropped.has(name) || (isPage && pageFurniture.has(name))) return true;
  if (node.getAttribute('hidden') !== null || node.getAttribute('aria-hidden') === 'true') return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(node.getAttribute('style') ?? '')) return true;
  if (node.getAttribute('role') === 'navigation') return true;
  // Some frameworks wrap the whole page into a form: only a form without prose is a mask to fill in.
  return name === 'form' && node.querySelector('main, article, h1, h2, h3, p, table, pre') === null;
}

const collapse = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ');
