/**
 * Reads files with one of the peers, a path a message, and sends the text, or null where it cannot. A process of its own, as our readers
 * have: what stalls or crashes costs one file.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import type { PeerName } from './peers.ts';

interface OfficeParser {
  parseOffice(path: string): Promise<{ to(format: 'text'): Promise<{ value: string }> }>;
}

interface Mammoth {
  extractRawText(input: { path: string }): Promise<{ value: string }>;
}

interface PdfPage {
  getTextContent(): Promise<{ items: { str?: string; hasEOL?: boolean }[] }>;
}

interface PdfJs {
  getDocument(source: Record<string, unknown>): {
    promise: Promise<{ numPages: number; getPage(number: number): Promise<PdfPage> }>;
    destroy(): Promise<void>;
  };
}

const [, , folder = '', name = ''] = process.argv;
const installed = createRequire(join(folder, 'package.json'));

const peers: Record<PeerName, () => (path: string) => Promise<string>> = {
  officeparser() {
    const { OfficeParser } = installed('officeparser') as { OfficeParser: OfficeParser };
    return async (path) => (await (await OfficeParser.parseOffice(path)).to('text')).value;
  },
  mammoth() {
    const mammoth = installed('mammoth') as Mammoth;
    return async (path) => (await mammoth.extractRawText({ path })).value;
  },
  'pdfjs-dist'() {
    const pdfjs = installed('pdfjs-dist/legacy/build/pdf.mjs') as PdfJs;
    const parts = dirname(installed.resolve('pdfjs-dist/package.json'));
    const place = (part: string) => `${pathToFileURL(join(parts, part)).pathname}/`;
    const options = { cMapUrl: place('cmaps'), standardFontDataUrl: place('standard_fonts'), wasmUrl: place('wasm') };
    return async (path) => {
      const task = pdfjs.getDocument({ ...options, data: new Uint8Array(readFileSync(path)), verbosity: 0 });
      try {
        const document = await task.promise;
        const pages: string[] = [];
        for (let number = 1; number <= document.numPages; number++) {
          const { items } = await (await document.getPage(number)).getTextContent();
          pages.push(items.map(({ str = '', hasEOL = false }) => (hasEOL ? `${str}\n` : str)).join(''));
        }
        return pages.join('\n');
      } finally {
        await task.destroy();
      }
    };
  },
};

const read = peers[name as PeerName]();

process.on('disconnect', () => process.exit(0));
process.on('message', (path: string) => {
  read(path).then(
    (text) => process.send?.(text),
    () => process.send?.(null),
  );
});
