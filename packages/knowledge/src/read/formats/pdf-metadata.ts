import type { DocumentBuilder } from '../document-builder.ts';
import type { PdfInfo } from './pdf-info.ts';

/** What a PDF says about itself: title, authors and keywords, dates, and the program that made it. */
export function addPdfMetadata({ xmp, entries }: PdfInfo, builder: DocumentBuilder): void {
  const title = xmpValues(xmp, 'dc:title')[0] ?? entries['Title']?.trim() ?? '';
  builder.title = isSensibleTitle(title) ? title : null;
  builder.addMetadata('author', xmpValues(xmp, 'dc:creator').join(', ') || entries['Author']);
  builder.addMetadata('description', xmpValues(xmp, 'dc:description')[0] ?? entries['Subject']);
  builder.addMetadata('keywords', xmpValues(xmp, 'dc:subject').join(', ') || entries['Keywords']);
  builder.addMetadata('date', isoDate(entries['CreationDate']) ?? xmpDate(xmp, 'CreateDate'));
  builder.addMetadata('modified', isoDate(entries['ModDate']) ?? xmpDate(xmp, 'ModifyDate'));
  builder.addMetadata('creator', entries['Creator']);
}

/** An element or an attribute: "2025-07-22T15:23:27Z" is 2025-07-22. */
const xmpDate = (xmp: string, name: string): string | undefined =>
  new RegExp(`xmp:${name}(?:>|=")(\\d{4}-\\d\\d-\\d\\d)`).exec(xmp)?.[1];

function xmpValues(xmp: string, name: string): string[] {
  const element = new RegExp(`<${name}>([\\s\\S]{0,10000}?)</${name}>`).exec(xmp)?.[1] ?? '';
  return [...element.matchAll(/<rdf:li[^>]*>([^<]*)<\/rdf:li>/g)]
    .map((match) => decodeEntities(match[1] ?? '').trim())
    .filter((value) => value !== '');
}

function decodeEntities(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi,
    (entity, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return named[name] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/** Many programs fill in a file name or their own. */
function isSensibleTitle(title: string): boolean {
  return (
    title.length >= 3 &&
    !/^(?:microsoft |untitled|document\d*$|slide \d)|\.(?:docx?|pptx?|xlsx?|indd|qxd|tex|pdf|rtf|html?|txt|md)$/i.test(
      title,
    )
  );
}

/** "D:20250722152327+02'00'" is 2025-07-22. */
function isoDate(date: string | undefined): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)/.exec(date ?? '');
  return parts === null ? undefined : `${parts[1]}-${parts[2]}-${parts[3]}`;
}
