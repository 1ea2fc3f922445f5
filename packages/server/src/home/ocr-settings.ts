import { resolve } from 'node:path';
import type { Settings } from '@atelier/foundation';
import { locateTessdata, type OcrSettings } from '@atelier/knowledge';

/** How scans and pictures are read; null where Tesseract's language data is nowhere. */
export function ocrSettings({ readers }: Settings): OcrSettings | null {
  const tessdata = readers.ocrTessdata ?? locateTessdata()?.tessdata;
  return tessdata === undefined ? null : { tessdata: resolve(tessdata), languages: readers.ocrLanguages };
}
