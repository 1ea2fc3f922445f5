import { LiteParse, type ParsedPage, type ParseResult, type VectorGraphics } from '@llamaindex/liteparse';
import type { DocumentBuilder } from '../document-builder.ts';
import { needsPassword } from '../needs-password.ts';
import { damaged, ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { pageBlocks, type PdfBlock, type TextBlock } from './pdf-blocks.ts';
import { PdfExtras } from './pdf-extras.ts';
import { Headings } from './pdf-headings.ts';
import { addOcrBlocks, tryPagesByOcr } from './ocr.ts';
import { readPdfInfo } from './pdf-info.ts';
import { addPdfMetadata } from './pdf-metadata.ts';
import { PdfObjects } from './pdf-objects.ts';
import { readOutline } from './pdf-outline.ts';
import { OutlineTitles } from './pdf-outline-titles.ts';
import { RunningLines } from './pdf-running.ts';
import { ruledTables } from './pdf-tables.ts';
import { pageWords, toBox, type Area } from './pdf-words.ts';

const settings = {
  ocrEnabled: false,
  quiet: true,
  extractTextMetadata: true,
  emitWordBoxes: true,
  extractVectorGraphics: true,
  extractAnnotations: true,
  extractFormFields: true,
  extractLinks: false,
  imageMode: 'off',
  // One bad page does not cost the others; it is named in the metadata.
  continueOnPageError: true,
  maxPages: 100_000,
} as const;

/** Pages that are held in memory together, and compared to find running headers and footers. */
const batchSize = 100;

/** PDF by its text layer: PDFium says where words and lines stand, and the layout is found from that. */
export const readPdf: FormatReader = async ({ bytes, passwords, ocr, onProgress }, builder) => {
  // LiteParse would hand anything else to an office program, so the bytes begin with the header.
  const document = bytes.subarray(bytes.indexOf('%PDF-'));
  const withoutText: number[] = [];
  const recognized: number[] = [];
  let refusal: ReadFailure | null = null;
  const unreadable: number[] = [];
  const objects = document.includes('/Encrypt') ? null : new PdfObjects(document);
  const titles = new OutlineTitles(objects === null ? [] : readOutline(objects));
  const headings = new Headings(titles);
  const running = new RunningLines((text, page) => titles.beginsOn(text, page));
  const extras = new PdfExtras();
  try {
    for await (const { startPage, totalPages, result, password } of openBatches(withoutTags(document), passwords)) {
      builder.pages = totalPages;
      if (startPage === 1) addPdfMetadata(readPdfInfo(document, objects), builder);
      const pages = result.pages.map(findTables);
      running.remove(pages, totalPages);
      const layouts = pages.map((page) => ({ ...page, blocks: pageBlocks(page, titles) }));
      const pictures = result.pages.filter(({ text }) => text.trim() === '').map(({ pageNum }) => pageNum);
      const words = await tryPagesByOcr(document, pictures, { ocr, password, onProgress });
      refusal ??= words.refusal;
      headings.learn(layouts);
      for (const { page, blocks, allWords, turned } of layouts) {
        builder.page = page.pageNum;
        const scanned = words.found.get(page.pageNum);
        if (scanned !== undefined) recognized.push(page.pageNum);
        else if (page.text.trim() === '') withoutText.push(page.pageNum);
        addOcrBlocks(scanned ?? [], builder);
        addBlocks(blocks, page, headings, builder);
        for (const text of turned) {
          builder.box = toBox(text, page);
          builder.paragraph(text.text);
        }
        extras.add(page, allWords, builder);
      }
      unreadable.push(...pageErrors(result));
    }
  } catch (error) {
    throw explain(error, passwords.length > 0);
  }
  builder.box = null;
  const pages = builder.pages ?? 0;
  if (pages === 0 || unreadable.length === pages) throw damaged('none of its pages can be read');
  if (builder.size === 0 && refusal !== null) throw refusal;
  builder.addMetadata('header', [...running.header].join(' | '));
  builder.addMetadata('footer', [...running.footer].join(' | '));
  builder.addMetadata('pages_recognized', recognized.join(', '));
  builder.addMetadata('pages_without_text', withoutText.join(', '));
  builder.addMetadata('pages_unreadable', unreadable.join(', '));
};

/**
 * A copy whose tags PDFium does not see. It would go through those of the whole file for each page, which takes a third
 * of the time on files of some hundred pages and more on larger ones, and LiteParse uses them for what is not read here.
 */
function withoutTags(document: Buffer): Buffer {
  if (!document.includes('/StructTreeRoot')) return document;
  const copy = Buffer.from(document);
  for (let at = 0; (at = copy.indexOf('/StructTreeRoot', at)) !== -1; at += 1) copy[at + 1] = 'X'.charCodeAt(0);
  return copy;
}

/** Tries to open the file without a password, then with each. */
async function* openBatches(document: Buffer, passwords: readonly string[]) {
  for (const [index, password] of [undefined, ...passwords].entries()) {
    const parser = new LiteParse(password === undefined ? settings : { ...settings, password });
    let isOpen = false;
    try {
      for await (const batch of parser.parseBatches(document, { batchSize })) {
        isOpen = true;
        yield { ...batch, password };
      }
      return;
    } catch (error) {
      if (isOpen || !isAboutPassword(error) || index === passwords.length) throw error;
    }
  }
}

const pageErrors = ({ pageErrors }: ParseResult): number[] => pageErrors.map(({ pageNum }) => pageNum);

const isAboutPassword = (error: unknown): boolean => /password/i.test(String(error));

function explain(error: unknown, passwordsGiven: boolean): unknown {
  if (error instanceof ReadFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return isAboutPassword(error)
    ? needsPassword(passwordsGiven)
    : damaged(`it is not a readable PDF (${message})`, error);
}

function findTables(page: ParsedPage) {
  const { words: allWords, turned } = pageWords(page);
  const { tables, rest } = ruledTables(allWords, page.vectorGraphics);
  return {
    page,
    number: page.pageNum,
    label: page.pageLabel ?? null,
    height: page.height,
    allWords,
    turned,
    words: rest,
    tables,
    dots: dotsOf(page.vectorGraphics),
  };
}

/** Shapes small enough to be bullets. */
function dotsOf(graphics: VectorGraphics | undefined): Area[] {
  return (graphics?.shapes ?? [])
    .filter(
      ({ bbox: { width, height }, hasCurve }) => hasCurve && width > 1 && width < 7 && Math.abs(width - height) < 1,
    )
    .map(({ bbox: { x, y, width, height } }) => ({ left: x, top: y, right: x + width, bottom: y + height }));
}

function addBlocks(blocks: readonly PdfBlock[], page: ParsedPage, headings: Headings, builder: DocumentBuilder): void {
  const lefts: number[] = [];
  for (const block of blocks) {
    builder.box = toBox(block, page);
    if (block.kind === 'table') {
      builder.endGroup();
      for (const [index, row] of block.rows.entries()) {
        builder.box = toBox(row, page);
        if (index === 0 && block.hasHeader) builder.tableHeader(row.cells);
        else builder.tableRow(row.cells);
      }
      builder.endGroup();
      continue;
    }
    if (block.kind === 'code') {
      builder.code(block.text);
      continue;
    }
    const level = headings.level(block);
    if (level !== null) builder.heading(level, numbered(block));
    else if (block.marker === null) builder.paragraph(plain(block.text));
    else addListItem(block, block.marker, lefts, builder);
    if (block.marker === null) lefts.length = 0;
  }
  builder.endGroup();
}

/** Items that stand further right than those before are items of an item. */
function addListItem(
  block: TextBlock,
  marker: NonNullable<TextBlock['marker']>,
  lefts: number[],
  builder: DocumentBuilder,
): void {
  while ((lefts.at(-1) ?? -Infinity) > marker.left + 3) lefts.pop();
  if ((lefts.at(-1) ?? -Infinity) < marker.left - 3) lefts.push(marker.left);
  // Letters and Roman numerals are kept as they are: other places refer to them.
  const label = marker.label === '' ? '' : `${marker.label} `;
  builder.listItem(lefts.length, label + plain(block.text), marker.number ?? undefined);
}

const numbered = ({ marker, text }: TextBlock): string =>
  marker === null || (marker.number === null && marker.label === '')
    ? text
    : `${marker.number ?? ''}${marker.number === null ? marker.label : '.'} ${text}`;

/** Leaders of a table of contents tell nothing. */
const plain = (text: string): string => text.replace(/(?:\. ?){4,}/g, ' … ');
