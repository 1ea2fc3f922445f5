import { readFileSync } from 'node:fs';
import { LiteParse } from '@llamaindex/liteparse';
import { locateTessdata } from '../locate-tessdata.ts';
import type { OcrSettings } from '../protocol.ts';
import { makePdf } from './make-files.ts';

const found = locateTessdata();

/** English by the language data of this machine; null where tests of recognition have to be skipped. */
export const english: OcrSettings | null =
  found?.languages.includes('eng') === true ? { tessdata: found.tessdata, languages: 'eng' } : null;

export const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

/** A PNG of a page with these lines, as somebody's scanner would make it. */
export async function pictureOfLines(lines: string[]): Promise<Buffer> {
  const [shot] = await new LiteParse({ ocrEnabled: false, quiet: true, dpi: 100 }).screenshot(
    Buffer.from(makePdf([lines])),
    [1],
  );
  if (shot === undefined) throw new Error('the page was not drawn');
  return shot.imageBuffer;
}

/** Said in the name of a test that reads pictures. */
export const whereRead = english === null ? ' (skipped: Tesseract has no language data here)' : '';
