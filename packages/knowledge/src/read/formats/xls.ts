import { read } from '@e965/xlsx';
import { isOle } from '../detect.ts';
import { openOle } from '../ole.ts';
import { damaged } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { hasEndlessProperties, rewriteOle } from './ole-repair.ts';
import { addWorkbook, workbookOptions } from './workbook.ts';
import { withoutLinks } from './xlsb-records.ts';
import { isXmlPart, repack } from './zip.ts';

/** Excel workbooks of before 2007, binary ones of after (.xlsb), and tables in XML or HTML that go by the name. */
export const readXls: FormatReader = ({ bytes, extension }, builder) => {
  const data = extension === 'xlsb' ? partsOf(bytes) : withoutFarCells(withoutEndlessProperties(bytes));
  // As a buffer: from other arrays the library reads strings as long as they claim to be, whatever is there.
  const workbook = read(Buffer.from(data), { ...workbookOptions, type: 'buffer' });
  addWorkbook(workbook, builder);
  const { Title: title, Author: author, Subject: subject, Keywords: keywords } = workbook.Props ?? {};
  if (title !== undefined) builder.title = title;
  builder.addMetadata('author', author);
  builder.addMetadata('subject', subject);
  builder.addMetadata('keywords', keywords);
};

function withoutEndlessProperties(bytes: Buffer): Buffer {
  if (!isOle(bytes)) return bytes;
  const isBad = [...openOle(bytes)].some(([name, content]) => hasEndlessProperties(name, content));
  return isBad ? rewriteOle(bytes, hasEndlessProperties) : bytes;
}

function partsOf(bytes: Uint8Array): Uint8Array {
  const clean = (name: string, part: Uint8Array): Uint8Array => (isXmlPart(name) ? part : withoutLinks(part));
  return repack(bytes, 'xl/', 'Excel workbook', { wanted: isWorkbookPart, clean });
}

/**
 * Tables in XML may say at which row and column a cell stands: one that no sheet has room for would be waited for
 * forever.
 * @throws ReadFailure `file_damaged`
 */
function withoutFarCells(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x3c && bytes[0] !== 0xef) return bytes;
  for (const [, number] of bytes.toString('latin1').matchAll(/\b(?:Index|MergeAcross|MergeDown|Span)="(\d{6,})"/g)) {
    if (Number(number) > 1_048_576) throw damaged(`it has a cell at row or column ${number}, which no sheet has`);
  }
  return bytes;
}

/** In binary workbooks most parts are records, but neither macros nor the settings of printers are of use. */
const isWorkbookPart = (name: string): boolean =>
  isXmlPart(name) || (/\.bin$/i.test(name) && !/vbaProject|printerSettings/i.test(name));
