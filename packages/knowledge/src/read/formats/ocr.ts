import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentBuilder } from '../document-builder.ts';
import type { OcrSettings } from '../protocol.ts';
import type { Box } from '../read-document.ts';
import { ReadFailure } from '../read-failure.ts';
import { layOut, type OcrBlock } from './ocr-layout.ts';
import { leastConfidence, recognizePages, type Recognition, type Turn } from './ocr-page.ts';

/** Pages that are recognized before progress is told. */
const pagesAtOnce = 5;

/** Less is a speck that looks like a letter. */
const leastLetters = 3;

/**
 * Recognizes the text of pages that are pictures. Pages without readable words are not in the result.
 * @param document a PDF
 * @param pages 1-based
 * @throws ReadFailure `needs_ocr` where the language data is not there, or recognition fails as a whole
 */
export async function readPagesByOcr(
  document: Buffer,
  pages: readonly number[],
  recognition: Recognition,
): Promise<Map<number, OcrBlock[]>> {
  checkLanguages(recognition.ocr);
  const found = new Map<number, OcrBlock[]>();
  for (let from = 0; from < pages.length; from += pagesAtOnce) {
    const recognized = await recognizePages(document, pages.slice(from, from + pagesAtOnce), recognition);
    for (const { page, turn, letters, confidence } of recognized) {
      if (letters < leastLetters || confidence < leastConfidence) continue;
      const blocks = layOut(page.textItems, page).map((block) => ({ ...block, box: turnedBox(block.box, turn) }));
      if (blocks.length > 0) found.set(page.pageNum, blocks);
    }
    recognition.onProgress();
  }
  return found;
}

/** Where something on an upright page stands when the page is turned clockwise. */
function turnedBox({ left, top, width, height }: Box, turn: Turn): Box {
  if (turn === 90) return { left: 1 - top - height, top: left, width: height, height: width };
  if (turn === 180) return { left: 1 - left - width, top: 1 - top - height, width, height };
  if (turn === 270) return { left: top, top: 1 - left - width, width: height, height: width };
  return { left, top, width, height };
}

/**
 * The same for documents of which other pages have text: where recognition is not possible, `refusal` says why, for the
 * case that nothing else of the document can be read.
 */
export async function tryPagesByOcr(
  document: Buffer,
  pages: readonly number[],
  recognition: Omit<Recognition, 'ocr'> & { ocr: OcrSettings | null },
): Promise<{ found: Map<number, OcrBlock[]>; refusal: ReadFailure | null }> {
  const { ocr } = recognition;
  const what = 'holds no text, only pictures of its pages (such as a scan), or empty pages';
  if (pages.length === 0) return { found: new Map(), refusal: null };
  if (ocr === null) return { found: new Map(), refusal: ocrUnavailable(what) };
  try {
    const found = await readPagesByOcr(document, pages, { ...recognition, ocr });
    return { found, refusal: noReadableWords('holds only pictures of pages, or empty ones,', ocr) };
  } catch (error) {
    if (error instanceof ReadFailure) return { found: new Map(), refusal: error };
    throw error;
  }
}

/** Gives the builder what was recognized on its current page. */
export function addOcrBlocks(blocks: readonly OcrBlock[], builder: DocumentBuilder): void {
  for (const block of blocks) {
    builder.box = block.box;
    if (block.kind === 'table-row') builder.tableRow(block.cells);
    else if (block.kind === 'heading') builder.heading(block.level, block.text);
    else if (block.kind === 'list-item') builder.listItem(1, block.text);
    else builder.paragraph(block.text);
  }
  builder.box = null;
  builder.endGroup();
}

/** @throws ReadFailure `needs_ocr` that names the file that is missing */
export function checkLanguages({ tessdata, languages }: OcrSettings): void {
  for (const language of languages.split('+')) {
    const file = `${language}.traineddata`;
    if (existsSync(join(tessdata, file))) continue;
    throw new ReadFailure(
      'needs_ocr',
      `holds pictures of text, and the language data to recognize it (${file}) is not in ${tessdata}.`,
      `Install it (on Debian and Ubuntu the package tesseract-ocr-${debianName(language)}), or name the folder that has it in the setting readers.ocrTessdata, or other languages in readers.ocrLanguages.`,
    );
  }
}

const debianName = (language: string): string => language.toLowerCase().replaceAll('_', '-');

/** What is said where pictures of text cannot be read because nothing is set up for it. `what` is such as "is a picture". */
export function ocrUnavailable(what: string): ReadFailure {
  return new ReadFailure(
    'needs_ocr',
    `${what}, and there is no language data here for text recognition (OCR).`,
    'Install the language data of Tesseract (on Debian and Ubuntu: tesseract-ocr-eng, tesseract-ocr-deu and so on), or name its folder in the setting readers.ocrTessdata.',
  );
}

/** What is said where recognition found nothing that it is sure of. */
export function noReadableWords(what: string, { languages }: OcrSettings): ReadFailure {
  return new ReadFailure(
    'no_text',
    `${what} in which no readable words were found.`,
    `If it shows words: scan it upright and sharp (300 dpi), and check the languages in readers.ocrLanguages (now ${languages}).`,
  );
}
