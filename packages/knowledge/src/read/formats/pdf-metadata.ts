import type { ParseResult } from '@llamaindex/liteparse';
import type { DocumentBuilder } from '../document-builder.ts';

/** What a PDF says about itself: title, authors and keywords of its XMP packet, dates and the program that made it. */
export function addPdfMetadata({ docMeta, creator }: ParseResult, builder: DocumentBuilder): void {
  const xmp = docMeta?.xmp ?? '';
  const title = xmpValues(xmp, 'dc:title')[0] ?? null;
  builder.title = title !== null && isSensibleTitle(title) ? title : null;
  builder.addMetadata('author', xmpValues(xmp, 'dc:creator').join(', '));
  builder.addMetadata('description', xmpValues(xmp, 'dc:description')[0]);
  builder.addMetadata('keywords', xmpValues(xmp, 'dc:subject').join(', '));
  builder.addMetadata('date', isoDate(docMeta?.creationDate));
  builder.addMetadata('modified', isoDate(docMeta?.modDate));
  builder.addMetadata('creator', creator);
}

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
    !/^(?:microsoft |untitled|document\d*$|slide \d)|\.(?:docx?|pptx?|xlsx?|indd|qxd|tex|pdf|rtf)$/i.test(title)
  );
}

/** "D:20250722152327+02'00'" is 2025-07-22. */
function isoDate(date: string | undefined): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)/.exec(date ?? '');
  return parts === null ? undefined : `${parts[1]}-${parts[2]}-${parts[3]}`;
}
