import { ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { addOcrBlocks, checkLanguages, noReadableWords, ocrUnavailable, readPagesByOcr } from './ocr.ts';
import { bmpPicture } from './picture-bmp.ts';
import { gifPicture } from './picture-gif.ts';
import { jpegPicture } from './picture-jpeg.ts';
import { pdfOfPictures } from './picture-pdf.ts';
import { pngPicture } from './picture-png.ts';
import { tiffPictures } from './picture-tiff.ts';
import { unsupportedPicture, type Picture } from './picture.ts';

/**
 * Pictures by text recognition. They are wrapped in a PDF here: LiteParse would take them too, but write them to the
 * disk on its way.
 */
export const readImage: FormatReader = async ({ bytes, ocr, onProgress }, builder) => {
  if (ocr === null) throw ocrUnavailable('is a picture');
  checkLanguages(ocr);
  const pictures = picturesOf(bytes);
  const pages = pictures.map((_, index) => index + 1);
  const recognized = await readPagesByOcr(pdfOfPictures(pictures), pages, { ocr, onProgress });
  if (recognized.size === 0) throw noReadableWords('is a picture', ocr);
  builder.pages = pages.length;
  for (const [number, blocks] of recognized) {
    builder.page = number;
    addOcrBlocks(blocks, builder);
  }
  builder.addMetadata('text_recognition', ocr.languages);
  builder.addMetadata('pages_without_text', pages.filter((page) => !recognized.has(page)).join(', '));
};

/** By the first bytes: names of pictures are often wrong, and nobody minds. */
function picturesOf(bytes: Buffer): Picture[] {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return [pngPicture(bytes)];
  if (start.startsWith('\xff\xd8\xff')) return [jpegPicture(bytes)];
  if (start.startsWith('II') || start.startsWith('MM')) return tiffPictures(bytes);
  if (start.startsWith('GIF8')) return [gifPicture(bytes)];
  if (start.startsWith('BM')) return [bmpPicture(bytes)];
  if (/^RIFF[^]{4}WEBP/.test(start)) throw unsupportedPicture('a WebP picture');
  throw new ReadFailure(
    'file_mislabelled',
    'is named as a picture but holds something else.',
    'Give it the extension of what it is, or replace it by the file that was meant.',
  );
}
