import { withTarget } from './link-target.ts';
import { superscript } from './superscript.ts';

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
/** Elements within a line. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

export const isInline = ({ localName }: HtmlNode): boolean => inline.has(localName);

/** All words in an element on one line, as a heading or a table's cell shows them. */
export function inlineText(node: HtmlNode): string {
  return wordsOf(node).replace(/\s+/g, ' ').trim();
}

/** Headings that open and close what is below them are buttons. */
export function headingText(node: HtmlNode): string {
  return wordsOf(node, true).replace(/\s+/g, ' ').trim();
}

function wordsOf(node: HtmlNode, isHeading = false): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  if (node.nodeType !== 1) return '';
  if (isDropped(node, false) && !(isHeading && node.localName === 'button')) return '';
  if (node.localName === 'br') return ' ';
  if (node.localName === 'img') return ` ${node.getAttribute('alt') ?? ''} `;
  const mark = markOf(node);
  if (mark !== null) return mark;
  let words = '';
  for (const child of node.childNodes) words += wordsOf(child, isHeading);
  if (node.localName === 'a') return withContact(words, node);
  return isInline(node) ? words : ` ${words} `;
}

/** What raised figures and the marks of notes read as: "10⁶", "[1]"; null where an element is neither. */
export function markOf(node: HtmlNode): string | null {
  const name = node.localName;
  if (name !== 'sup' && name !== 'a') return null;
  const words = (node.textContent ?? '').trim();
  const leadsInside = node.getAttribute('href')?.startsWith('#') === true;
  // The way back from a note.
  if (leadsInside && /^(?:↩\ufe0e?|[↑^])$/u.test(words)) return '';
  const isOwnMark = /footnotesym|endnotesym/.test(node.getAttribute('class') ?? '');
  const isMark =
    name === 'sup'
      ? node.querySelector('a[href^="#"]') !== null
      : isOwnMark || isReference(node) || (leadsInside && node.querySelector('sup') !== null);
  if (isMark && /^[[(]?[\w*†‡]{1,4}[\])]?$/.test(words))
    return `[${words.replace(/[[\]()]/g, '')}]${isOwnMark ? ' ' : ''}`;
  return name === 'sup' && node.querySelector('*') === null ? superscript(node.textContent ?? '') : null;
}

const roleOf = (node: HtmlNode): string => `${node.getAttribute('epub:type') ?? ''} ${node.getAttribute('role') ?? ''}`;

const isReference = (node: HtmlNode): boolean => roleOf(node).includes('noteref');

/** The words of a link with the mail address or telephone number that it hides. */
export function withContact(words: string, link: HtmlNode): string {
  const target = link.getAttribute('href') ?? '';
  return /^(?:mailto|tel):/i.test(target) ? withTarget(words, target.replace(/\?.*$/, '')) : words;
}

/** Notes of books, papers and word processors, by their role or by the name that links lead to. */
export const isNote = (node: HtmlNode): boolean =>
  /\b(?:foot|end|rear)?notes?\b/.test(roleOf(node)) ||
  /^(?:sdfootnote|sdendnote|footnote|endnote|ftn|edn|fn|user-content-fn)[-_:]?\d+$/i.test(
    node.getAttribute('id') ?? '',
  );

/** Elements that say nothing: scripts, masks, hidden ones; on a page also its header and footer. */
export function isDropped(node: HtmlNode, isPage: boolean): boolean {
  const name = node.localName;
  if ((dropped.has(name) && !(name === 'aside' && isNote(node))) || (isPage && pageFurniture.has(name))) return true;
  if (node.getAttribute('hidden') !== null || node.getAttribute('aria-hidden') === 'true') return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(node.getAttribute('style') ?? '')) return true;
  if (node.getAttribute('role') === 'navigation') return true;
  // Some frameworks wrap the whole page into a form: only a form without prose is a mask to fill in.
  return name === 'form' && node.querySelector('main, article, h1, h2, h3, p, table, pre') === null;
}
