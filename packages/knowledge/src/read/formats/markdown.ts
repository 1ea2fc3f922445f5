import type { List, Node, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { DocumentBuilder } from '../document-builder.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { readFrontMatter } from './front-matter.ts';
import { plainMarkdown } from './markdown-dialects.ts';

/** Links made of bare addresses are left out: their text is the same, and looking for them costs a fifth of the time. */
const noBareLinks = { disable: { null: ['wwwAutolink', 'protocolAutolink', 'emailAutolink'] } };

const syntax = {
  extensions: [frontmatter('yaml'), gfm(), noBareLinks],
  mdastExtensions: [
    frontmatterFromMarkdown('yaml'),
    gfmFromMarkdown().map(({ transforms: _bareLinks, ...extension }) => extension),
  ],
};

/** CommonMark with GitHub's tables, task lists and footnotes, a front matter, and the dialects of two documentation tools. */
export const readMarkdown: FormatReader = async ({ bytes }, builder) => {
  await addBlocks(fromMarkdown(plainMarkdown(decodeText(bytes)), syntax).children, builder, {
    prose: 'paragraph',
    depth: 0,
  });
};

interface Place {
  /** What running text is here. */
  prose: 'paragraph' | 'quote' | 'note';
  /** Of the lists around. */
  depth: number;
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
      return builder.heading(node.depth, inlineText(node.children));
    case 'paragraph':
      return builder[place.prose](withoutAlert(inlineText(node.children)));
    case 'code':
      return builder.code(node.value);
    case 'list':
      return addList(node, builder, place);
    case 'table':
      return addTable(node, builder);
    case 'blockquote': {
      const first = node.children[0];
      const isAlert = first?.type === 'paragraph' && alert.test(inlineText(first.children));
      await addBlocks(node.children, builder, { ...place, prose: isAlert ? 'note' : 'quote' });
      return;
    }
    case 'footnoteDefinition':
      await addBlocks(node.children, builder, { ...place, prose: 'note' });
      return;
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
    if (hasText) builder.listItem(depth, inlineText(head.children), first === undefined ? undefined : first + index);
    await addBlocks(hasText ? rest : item.children, builder, { ...place, depth });
  }
  if (depth === 1) builder.endGroup();
}

function addTable(table: Table, builder: DocumentBuilder): void {
  for (const [index, row] of table.children.entries()) {
    const cells = row.children.map((cell) => inlineText(cell.children));
    if (index === 0) builder.tableHeader(cells);
    else builder.tableRow(cells);
  }
  builder.endGroup();
}

async function addHtml(nodes: RootContent[], builder: DocumentBuilder): Promise<void> {
  const source = nodes.map((node) => ('value' in node ? node.value : '')).join('\n');
  // Most are comments and lone tags: not worth loading an HTML parser for.
  if (source.replace(/<!--[\s\S]*?-->|<[^<>]*>/g, '').trim() === '' && !/<img\s/i.test(source)) return;
  const { addHtmlFragment } = await import('./html.ts');
  addHtmlFragment(source, builder);
}

/** The words of running text: links give their text, images what they show, tags nothing. */
function inlineText(nodes: PhrasingContent[]): string {
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text') text += node.value.replaceAll('\n', ' ');
    else if (node.type === 'inlineCode') text += node.value;
    else if (node.type === 'break') text += '\n';
    else if (node.type === 'html') text += /^<br\b/i.test(node.value) ? '\n' : '';
    else if (node.type === 'image' || node.type === 'imageReference') text += node.alt ?? '';
    else if (hasInlineChildren(node)) text += inlineText(node.children);
  }
  return text;
}

const hasInlineChildren = (node: Node): node is Node & { children: PhrasingContent[] } => 'children' in node;
