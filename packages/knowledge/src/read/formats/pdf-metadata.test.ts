import { expect, test } from 'vitest';
import { DocumentBuilder } from '../document-builder.ts';
import { addPdfMetadata } from './pdf-metadata.ts';

function read(title: string): Pick<ReturnType<DocumentBuilder['build']>, 'title' | 'metadata'> {
  const builder = new DocumentBuilder({ maxCharacters: 100 });
  builder.paragraph('text');
  const list = (value: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${value}</rdf:li></rdf:Alt>`;
  const xmp = `<dc:title>${list(title)}</dc:title><dc:creator>${list('Ann')}</dc:creator>`;
  const docMeta = { xmp, creationDate: "D:20250722152327+02'00'" };
  addPdfMetadata({ docMeta, creator: 'Writer' } as Parameters<typeof addPdfMetadata>[0], builder);
  return builder.build('pdf');
}

test('title, author and dates come from the XMP packet and the document', () => {
  expect(read('Pay &amp; leave &#8211; 2025')).toMatchObject({
    title: 'Pay & leave – 2025',
    metadata: { author: 'Ann', date: '2025-07-22', creator: 'Writer' },
  });
});

test.each(['Microsoft Word - policy', 'policy_v3.docx', 'untitled', ' '])('"%s" is no title', (title) => {
  expect(read(title).title).toBe(null);
});
