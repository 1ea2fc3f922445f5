import { LiteParse } from '@llamaindex/liteparse';
import { checkContent, extensionOf, formatOf } from './detect.ts';
import { loadFile, nameOf } from './load-file.ts';
import { needsPassword } from './needs-password.ts';
import type { PagePicture, ReadRequest } from './protocol.ts';
import { damaged, ReadFailure } from './read-failure.ts';

/** Sharp on ordinary screens, and a small file. */
const dotsPerInch = 110;

/**
 * Draws a page of a PDF.
 * @throws ReadFailure `page_not_pictured` for other formats and pages that are not there, or as reading does
 */
export async function pictureOf(
  request: ReadRequest,
  page: number,
  limits: { maxFileBytes: number },
): Promise<PagePicture> {
  const name = nameOf(request);
  if (formatOf(name) !== 'pdf') throw notPictured('is no PDF, so its pages cannot be shown as pictures.');
  const bytes = await loadFile(request, limits.maxFileBytes);
  checkContent('pdf', extensionOf(name), bytes, null);
  // LiteParse would hand anything else to an office program, so the bytes begin with the header.
  const document = bytes.subarray(bytes.indexOf('%PDF-'));
  for (const password of [undefined, ...(request.passwords ?? [])]) {
    const parser = new LiteParse({
      ocrEnabled: false,
      quiet: true,
      dpi: dotsPerInch,
      ...(password === undefined ? {} : { password }),
    });
    try {
      const [shot] = await parser.screenshot(document, [page]);
      if (shot === undefined) throw notPictured(`has no page ${page}.`);
      return { png: shot.imageBuffer, width: shot.width, height: shot.height };
    } catch (error) {
      if (error instanceof ReadFailure) throw error;
      const message = error instanceof Error ? error.message : String(error);
      if (/out of range/i.test(message)) throw notPictured(`has no page ${page}.`);
      if (!/password/i.test(message)) throw damaged(`page ${page} cannot be drawn (${message})`, error);
    }
  }
  throw needsPassword((request.passwords ?? []).length > 0);
}

function notPictured(message: string): ReadFailure {
  return new ReadFailure('page_not_pictured', message, 'Its text is there: GET /api/documents/{id}.');
}
