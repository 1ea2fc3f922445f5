import type { DocumentBuilder } from '../document-builder.ts';
import {
  headingText,
  inlineText,
  isDropped,
  isInline,
  isNote,
  markOf,
  withContact,
  type HtmlNode,
} from './html-node.ts';
import { addHtmlTable, addLostRows } from './html-table.ts';

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
    const isTable = /^(?:table|thead|tbody|tfoot)$/.test(node.localName);
    let lost: HtmlNode[] = [];
    for (const child of node.childNodes) {
      if (child.localName === 'tr' && !isTable) {
        flush(place);
        lost.push(child);
      } else if (child.nodeType === 1 || (child.textContent ?? '').trim() !== '' || lost.length === 0) {
        addLostRows(lost, builder);
        lost = [];
        walk(child, place);
      }
    }
    addLostRows(lost, builder);
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
    } else if (isInline(node)) {
      walkInline(node, place);
    } else {
      flush(place);
      walkBlock(node, place);
      flush(place);
    }
  };

  const walkInline = (node: HtmlNode, place: Place): void => {
    const mark = markOf(node);
    if (mark !== null) {
      text += collapse(mark);
      return;
    }
    const from = text.length;
    walkChildren(node, place);
    if (node.localName === 'a' && text.length > from) text = text.slice(0, from) + withContact(text.slice(from), node);
  };

  const walkBlock = (node: HtmlNode, place: Place): void => {
    const name = node.localName;
    if (/^h[1-6]$/.test(name)) {
      builder.heading(Number(name[1]), headingText(node));
    } else if (name === 'pre') {
      builder.code(node.textContent ?? '');
    } else if (name === 'blockquote') {
      walkInside(node, { ...place, prose: 'quote' });
    } else if (isNote(node)) {
      walkInside(node, { ...place, prose: 'note' });
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
      if (child.nodeType === 1 && child.localName === 'li' && isNote(child)) {
        text = `[${number++}] `;
        walkInside(child, { ...place, prose: 'note' });
      } else if (child.nodeType === 1 && child.localName === 'li') {
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

const collapse = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ');
