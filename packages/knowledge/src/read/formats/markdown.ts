import type { FootnoteReference, List, Node, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { DocumentBuilder } from '../document-builder.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { readFrontMatter } from './front-matter.ts';
import { withTarget } from './link-target.ts';
import { limitMarkdown } from './markdown-limits.ts';
import { plainMarkdown } from './markdown-dialects.ts';

/** Links made of bare addresses: their text is the same without them, and looking for them costs much of the time. */
const bareLinks = new Set<string | undefined>(['wwwAutolink', 'protocolAutolink', 'emailAutolink']);

/** Taken out rather than disabled: a disabled construct still makes the parser stop before every word. */
function withoutBareLinks(extension: ReturnType<typeof gfm>): ReturnType<typeof gfm> {
  const text = Object.entries(extension.text ?? {})
    .map(([character, constructs = []]) => {
      const kept = [constructs].flat().filter(({ name }) => !bareLinks.has(name));
      return [character, kept] as const;
    })
    .filter(([, kept]) => kept.length > 0);
  return { ...extension, text: Object.fromEntries(text) };
}

const syntax = {
  extensions: [frontmatter('yaml'), withoutBareLinks(gfm())],
  mdastExtensions: [
    frontmatterFromMarkdown('yaml'),
    gfmFromMarkdown().map(({ transforms: _bareLinks, ...extension }) => extension),
  ],
};

/** CommonMark with GitHub's tables, task lists and footnotes, a front matter, and the dialects of two documentation tools. */
export const readMarkdown: FormatReader = async ({ bytes }, builder) => {
  const source = decodeText(bytes);
  builder.checkLength(source.length);
  const root = fromMarkdown(limitMarkdown(plainMarkdown(source)), syntax);
  await addBlocks(root.children, builder, { prose: 'paragraph', depth: 0, notes: noteNumbers(root) });
};

interface Place {
  /** What running text is here. */
  prose: 'paragraph' | 'quote' | 'note';
  /** Of the lists around. */
  depth: number;
  /** The numbers of the footnotes by their names, in the order in which the text refers to them. */
  notes: Map<string, number>;
}

function noteNumbers(root: Node): Map<string, number> {
  const numbers = new Map<string, number>();
  const collect = (node: Node): void => {
    if (node.type === 'footnoteReference') {
      const { identifier } = node as FootnoteReference;
      if (!numbers.has(identifier)) numbers.set(identifier, numbers.size + 1);
    }
    if ('children' in node) (node.children as Node[]).forEach(collect);
  };
  collect(root);
  return numbers;
}

async function addBlocks(nodes: RootContent[], builder: DocumentBuilder, place: Place): Promise<void> {
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node?.type === 'html') {
      // One element with empty lines inside arrives as several nodes.
      const first = index;
      while (nodes[index + 1]?.type === 'html') index++;
      await addHtml(nodes.slice(first, index + 1), builder);
    } else if (node !== undefined) {
      await addBlock(node, builder, place);
    }
  }
}

async function addBlock(node: RootContent, builder: DocumentBuilder, place: Place): Promise<void> {
  switch (node.type) {
    case 'yaml':
      for (const [name, value] of readFrontMatter(node.value)) {
        if (name === 'title') builder.title = value;
        else builder.addMetadata(name, value);
      }
      return;
    case 'heading':
      return builder.heading(node.depth, inlineText(node.children, place.notes));
    case 'paragraph':
      return builder[place.prose](withoutAlert(inlineText(node.children, place.notes)));
    case 'code':
      return builder.code(node.value);
    case 'list':
      return addList(node, builder, place);
    case 'table':
      return addTable(node, builder, place.notes);
    case 'blockquote': {
      const first = node.children[0];
      const isAlert = first?.type === 'paragraph' && alert.test(inlineText(first.children, place.notes));
      await addBlocks(node.children, builder, { ...place, prose: isAlert ? 'note' : 'quote' });
      return;
    }
    case 'footnoteDefinition': {
      const [first, ...rest] = node.children;
      const mark = place.notes.has(node.identifier) ? `[${place.notes.get(node.identifier)}] ` : '';
      const hasText = first?.type === 'paragraph';
      if (hasText) builder.note(mark + inlineText(first.children, place.notes));
      await addBlocks(hasText ? rest : node.children, builder, { ...place, prose: 'note' });
      return;
    }
    case 'thematicBreak':
      return builder.endGroup();
    default:
  }
}

/** The mark of a call-out: "[!NOTE]" at the start of a quote. */
const alert = /^\[!\w+\]\s*/;

const withoutAlert = (text: string): string => text.replace(alert, '');

async function addList(list: List, builder: DocumentBuilder, place: Place): Promise<void> {
  const depth = place.depth + 1;
  const first = list.ordered === true ? (list.start ?? 1) : undefined;
  for (const [index, item] of list.children.entries()) {
    const [head, ...rest] = item.children;
    const hasText = head?.type === 'paragraph';
    if (hasText)
      builder.listItem(depth, inlineText(head.children, place.notes), first === undefined ? undefined : first + index);
    await addBlocks(hasText ? rest : item.children, builder, { ...place, depth });
  }
  if (depth === 1) builder.endGroup();
}

function addTable(table: Table, builder: DocumentBuilder, notes: Place['notes']): void {
  for (const [index, row] of table.children.entries()) {
    const cells = row.children.map((cell) => inlineText(cell.children, notes));
    if (index === 0) builder.tableHeader(cells);
    else builder.tableRow(cells);
  }
  builder.endGroup();
}

async function addHtml(nodes: RootContent[], builder: DocumentBuilder): Promise<void> {
  const source = nodes.map((node) => ('value' in node ? node.value : '')).join('\n');
  // Most are comments and lone tags: not worth loading an HTML parser for.
  if (
    withoutComments(source)
      .replace(/<[^<>]*>/g, '')
      .trim() === '' &&
    !/<img\s/i.test(source)
  )
    return;
  const { addHtmlFragment } = await import('./html.ts');
  addHtmlFragment(source, builder);
}

/** A comment that is not closed goes to the end, as browsers have it. */
function withoutComments(source: string): string {
  const [before = '', ...pieces] = source.split('<!--');
  let text = before;
  for (const piece of pieces) {
    const end = piece.indexOf('-->');
    if (end >= 0) text += piece.slice(end + 3);
  }
  return text;
}

/** The words of running text: links give their text, images what they show, tags nothing. */
function inlineText(nodes: PhrasingContent[], notes: Place['notes']): string {
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text') text += node.value.replaceAll('\n', ' ');
    else if (node.type === 'inlineCode') text += node.value;
    else if (node.type === 'break') text += '\n';
    else if (node.type === 'html') text += /^<br\b/i.test(node.value) ? '\n' : '';
    else if (node.type === 'image' || node.type === 'imageReference') text += node.alt ?? '';
    else if (node.type === 'footnoteReference') text += `[${notes.get(node.identifier)}]`;
    else if (node.type === 'link') text += withContact(inlineText(node.children, notes), node.url);
    else if (hasInlineChildren(node)) text += inlineText(node.children, notes);
  }
  return text;
}

/** The words of a link with the mail address or telephone number that it hides. */
const withContact = (words: string, url: string): string =>
  /^(?:mailto|tel):/i.test(url) ? withTarget(words, url) : words;

const hasInlineChildren = (node: Node): node is Node & { children: PhrasingContent[] } => 'children' in node;
