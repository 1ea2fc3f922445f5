import type { PdfObjects } from './pdf-objects.ts';
import { pdfText } from './pdf-values.ts';

/** What a PDF says about itself, found in its bytes. */
export interface PdfInfo {
  /** The XML packet about the whole file; empty where there is none. */
  xmp: string;
  /** Entries of its information dictionary, such as Title and CreationDate. */
  entries: Record<string, string>;
}

/** As much is searched for one packet. */
const longest = 100_000;

/**
 * Reads the information of a file: PDFium does not tell it, and LiteParse takes time that grows with the square of the
 * file. `objects` is null for an encrypted file.
 */
export function readPdfInfo(document: Buffer, objects: PdfObjects | null): PdfInfo {
  const entries: Record<string, string> = {};
  for (const [name, value] of objects?.named('Info') ?? []) {
    const text = pdfText(objects?.resolve(value));
    if (text !== '') entries[name] = text;
  }
  return { xmp: lastPacket(document), entries };
}

/** A changed file has its newest packet last; pictures have packets of their own, without a producer. */
function lastPacket(document: Buffer): string {
  for (let end = document.length; end > 0;) {
    const start = document.lastIndexOf('<x:xmpmeta', end);
    if (start === -1) return '';
    const stop = document.indexOf('</x:xmpmeta>', start);
    const packet = stop === -1 ? '' : document.toString('utf8', start, Math.min(stop, start + longest));
    if (/<dc:title|<dc:creator|pdf:Producer/.test(packet)) return packet;
    end = start - 1;
  }
  return '';
}
