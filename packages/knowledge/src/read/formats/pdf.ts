import { LiteParse, type LayoutBlock, type ParsedPage, type ParseResult } from '@llamaindex/liteparse';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged, ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { addPdfMetadata } from './pdf-metadata.ts';
import { addPlainText } from './text.ts';

const parser = new LiteParse({
  ocrEnabled: false,
  quiet: true,
  extractBlocks: true,
  extractDocumentMetadata: true,
  extractLinks: false,
  imageMode: 'off',
  // One bad page does not cost the others; it is named in the metadata.
  continueOnPageError: true,
  maxPages: 100_000,
});

/** Pages whose layout is held in memory together, and compared to find running headers and footers. */
const batchSize = 100;

/** PDF by its text layer, with the layout (headings, lists, tables, reading order) that LiteParse finds with PDFium. */
export const readPdf: FormatReader = async ({ bytes }, builder) => {
  // LiteParse would hand anything else to an office program, so the bytes begin with the header.
  const document = bytes.subarray(bytes.indexOf('%PDF-'));
  const empty: number[] = [];
  const unreadable: number[] = [];
  try {
    for await (const { startPage, totalPages, result } of parser.parseBatches(document, { batchSize })) {
      builder.pages = totalPages;
      if (startPage === 1) addPdfMetadata(result, builder);
      for (const page of result.pages) {
        if (page.text.trim() === '') empty.push(page.pageNum);
        builder.page = page.pageNum;
        addPage(page, builder);
      }
      unreadable.push(...pageErrors(result));
    }
  } catch (error) {
    throw explain(error);
  }
  const pages = builder.pages ?? 0;
  if (pages === 0 || unreadable.length === pages) throw damaged('none of its pages can be read');
  if (empty.length + unreadable.length === pages) {
    throw new ReadFailure(
      'needs_ocr',
      'holds no text, only pictures of its pages (such as a scan), or empty pages.',
      'Run text recognition (OCR) on it and add the PDF that comes out.',
    );
  }
  builder.addMetadata('pages_without_text', empty.join(', '));
  builder.addMetadata('pages_unreadable', unreadable.join(', '));
};

const pageErrors = ({ pageErrors }: ParseResult): number[] => pageErrors.map(({ pageNum }) => pageNum);

function explain(error: unknown): ReadFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (/password/i.test(message)) {
    return new ReadFailure('file_encrypted', 'is protected by a password.', 'Save it without a password.', error);
  }
  return damaged(`it is not a readable PDF (${message})`, error);
}

function addPage(page: ParsedPage, builder: DocumentBuilder): void {
  const blocks = withoutPageNumbers(joinBrokenHeadings((page.blocks ?? []).map(plainBlock)));
  const hasText = blocks.some((block) => block.kind !== 'rule' && block.kind !== 'figure');
  if (!hasText) addPlainText(page.text, (paragraph) => builder.paragraph(paragraph));
  for (const block of blocks) addBlock(block, builder);
  builder.endGroup();
}

function addBlock(block: LayoutBlock, builder: DocumentBuilder): void {
  const { text = '', level = 0, lines = [] } = block;
  switch (block.kind) {
    case 'heading':
      return builder.heading(level, text);
    case 'paragraph':
      return builder.paragraph(text);
    case 'list_item':
      return addListItem(block, builder);
    case 'code':
      return lines.length > 1 ? builder.code(lines.join('\n')) : builder.paragraph(lines.join(' '));
    case 'table':
      builder.endGroup();
      if (block.header !== undefined) builder.tableHeader(block.header.map((cell) => plain(cell.text)));
      for (const row of block.rows ?? []) builder.tableRow(row.map((cell) => plain(cell.text)));
      return builder.endGroup();
    case 'grid_fallback':
      // Columns that are no proper table: blanks set them apart.
      for (const line of lines) builder.tableRow(line.trim().split(/\s{3,}/));
      return builder.endGroup();
    default:
      return builder.endGroup();
  }
}

function addListItem({ text = '', level = 0, ordered, marker = '' }: LayoutBlock, builder: DocumentBuilder): void {
  const number = ordered === true ? /^\(?(\d{1,4})[.)]?$/.exec(marker)?.[1] : undefined;
  // Letters and Roman numerals are kept as they are: other places refer to them.
  const label = ordered === true && number === undefined ? `${marker} ` : '';
  builder.listItem(level + 1, label + text, number === undefined ? undefined : Number(number));
}

/** Takes off the Markdown that LiteParse writes into running text. */
function plainBlock(block: LayoutBlock): LayoutBlock {
  const hasMarkdown = block.kind === 'paragraph' || block.kind === 'list_item';
  return hasMarkdown ? { ...block, text: plain(block.text ?? '') } : block;
}

function plain(markdown: string): string {
  return markdown
    .replace(/\\([\\*_`])|\*{1,3}/g, (_, escaped: string | undefined) => escaped ?? '')
    .replace(/\.{4,}/g, ' … ');
}

/**
 * A bold line inside a sentence passes for a heading; what follows then begins with a small letter. Both are put
 * together again, also where a hyphen was left between them.
 */
function joinBrokenHeadings(blocks: LayoutBlock[]): LayoutBlock[] {
  const joined: LayoutBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const goesOn = block.kind === 'paragraph' && /^\p{Ll}/u.test(block.text ?? '');
    if (goesOn && before?.kind === 'heading' && !/[.:?!]$/.test(before.text ?? '')) {
      const head = before.text ?? '';
      const text = /\p{L}-$/u.test(head) ? head.slice(0, -1) + block.text : `${head} ${block.text}`;
      joined[joined.length - 1] = { ...block, text };
    } else {
      joined.push(block);
    }
  }
  return joined;
}

/** A number alone at the top or bottom of a page that holds more than it. */
function withoutPageNumbers(blocks: LayoutBlock[]): LayoutBlock[] {
  if (blocks.length < 2) return blocks;
  return blocks.filter((block, index) => {
    const isEdge = index === 0 || index === blocks.length - 1;
    return !(
      isEdge &&
      block.kind === 'paragraph' &&
      /^(?:page )?\d{1,4}(?: ?(?:of|\/) ?\d{1,4})?$/i.test(block.text ?? '')
    );
  });
}
