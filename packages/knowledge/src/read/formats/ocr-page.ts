import { LiteParse, type ParsedPage } from '@llamaindex/liteparse';
import type { OcrSettings } from '../protocol.ts';
import { ReadFailure } from '../read-failure.ts';

/** Resolution at which pages are recognized. */
export const ocrDpi = 200;

/** By how many degrees a page is turned clockwise from upright, as somebody sees it. */
export type Turn = 0 | 90 | 180 | 270;

/** A page as it was recognized best: coordinates are those of the upright page. */
export interface RecognizedPage {
  page: ParsedPage;
  turn: Turn;
  /** Of the words, from 0 to 1; Tesseract's own estimate. */
  confidence: number;
  /** Letters and digits in words. */
  letters: number;
  isSideways: boolean;
}

export interface Recognition {
  ocr: OcrSettings;
  /** Opens the document, where it needs one. */
  password?: string | undefined;
  /** Called after every few pages. */
  onProgress: () => void;
}

/**
 * What Tesseract is less sure about is garbage: upside down, print comes to about 0.6, and upright to more than 0.9.
 */
export const leastConfidence = 0.7;

/** A page of few words that stands on its head may show hardly any, whatever way it lies. */
const fewLetters = 20;

/**
 * Recognizes pages, and turns those that lie on their side or stand on their head: Tesseract reads both without
 * complaint, but gives words in disorder or garbage.
 * @throws ReadFailure `needs_ocr`
 */
export async function recognizePages(
  document: Buffer,
  pages: readonly number[],
  recognition: Recognition,
): Promise<RecognizedPage[]> {
  const best = new Map<number, RecognizedPage>();
  const recognize = async (turn: Turn, wanted: readonly number[]): Promise<void> => {
    for (const page of await recognizeTurned(document, turn, wanted, recognition)) {
      const before = best.get(page.page.pageNum);
      if (before === undefined || worth(page) > worth(before)) best.set(page.page.pageNum, page);
    }
  };
  await recognize(0, pages);
  const sideways = pages.filter((page) => best.get(page)?.isSideways === true);
  const isDoubtful = (page: number): boolean => {
    const found = best.get(page);
    return (
      found !== undefined && (found.isSideways || found.letters < fewLetters || found.confidence < leastConfidence)
    );
  };
  await recognize(90, sideways);
  const standing = pages.filter((page) => !sideways.includes(page));
  await recognize(180, standing.filter(isDoubtful));
  await recognize(270, pages.filter(isDoubtful));
  return [...best.values()].toSorted((a, b) => a.page.pageNum - b.page.pageNum);
}

const worth = ({ letters, confidence, isSideways }: RecognizedPage): number =>
  letters * confidence ** 2 * (isSideways ? 0.5 : 1);

async function recognizeTurned(
  document: Buffer,
  turn: Turn,
  pages: readonly number[],
  { ocr, password }: Recognition,
): Promise<RecognizedPage[]> {
  if (pages.length === 0) return [];
  const parser = new LiteParse({
    ocrEnabled: true,
    // With this folder, and the files in it, nothing is fetched from anywhere.
    tessdataPath: ocr.tessdata,
    ocrLanguage: ocr.languages,
    dpi: ocrDpi,
    // Reader processes work side by side already.
    numWorkers: 1,
    targetPages: pages.join(','),
    maxPages: 100_000,
    imageMode: 'off',
    quiet: true,
    continueOnPageError: true,
    pageOrientationCorrections: turn === 0 ? [] : pages.map((page) => ({ page, angle: turn })),
    ...(password === undefined ? {} : { password }),
  });
  const result = await parser.parse(document).catch((error: unknown) => {
    throw recognitionFailed(error);
  });
  return result.pages.map((page) => rated(page, turn));
}

function rated(page: ParsedPage, turn: Turn): RecognizedPage {
  const words = page.textItems.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sure = words.reduce((sum, { text, confidence = 1 }) => sum + text.length * confidence, 0);
  const long = words.filter(({ text }) => text.length > 3);
  const tall = long.filter(({ width, height }) => height > width);
  return {
    page,
    turn,
    letters,
    confidence: letters === 0 ? 0 : sure / letters,
    isSideways: tall.length > long.length / 2,
  };
}

function recognitionFailed(error: unknown): ReadFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new ReadFailure(
    'needs_ocr',
    `holds pictures of text, and they could not be recognized (${reason}).`,
    'Check the language data that the settings readers.ocrTessdata and readers.ocrLanguages name.',
    error,
  );
}
