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

function wordsOf(node: HtmlNode): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  if (node.nodeType !== 1 || isDropped(node, false)) return '';
  if (node.localName === 'br') return ' ';
  if (node.localName === 'img') return ` ${node.getAttribute('alt') ?? ''} `;
  let words = '';
  for (const child of node.childNodes) words += wordsOf(child);
  return isInline(node) ? words : ` ${words} `;
}

/** Elements that say nothing: scripts, masks, hidden ones; on a page also its header and footer. */
export function isDropped(node: HtmlNode, isPage: boolean): boolean {
  const name = node.localName;
  if (dropped.has(name) || (isPage && pageFurniture.has(name))) return true;
  if (node.getAttribute('hidden') !== null || node.getAttribute('aria-hidden') === 'true') return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(node.getAttribute('style') ?? '')) return true;
  if (node.getAttribute('role') === 'navigation') return true;
  // Some frameworks wrap the whole page into a form: only a form without prose is a mask to fill in.
  return name === 'form' && node.querySelector('main, article, h1, h2, h3, p, table, pre') === null;
}
