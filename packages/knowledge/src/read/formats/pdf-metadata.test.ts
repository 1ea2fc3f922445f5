import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DocumentBuilder } from '../document-builder.ts';
import { readPdfInfo } from './pdf-info.ts';
import { addPdfMetadata } from './pdf-metadata.ts';
import { PdfObjects } from './pdf-objects.ts';

function read(title: string): Pick<ReturnType<DocumentBuilder['build']>, 'title' | 'metadata'> {
  const builder = new DocumentBuilder({ maxCharacters: 100 });
  builder.paragraph('text');
  const list = (value: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${value}</rdf:li></rdf:Alt>`;
  const xmp = `<dc:title>${list(title)}</dc:title><dc:creator>${list('Ann')}</dc:creator>`;
  addPdfMetadata({ xmp, entries: { CreationDate: "D:20250722152327+02'00'", Creator: 'Writer' } }, builder);
  return builder.build('pdf');
}

test('title, author and dates come from the XMP packet and the document', () => {
  expect(read('Pay &amp; leave &#8211; 2025')).toMatchObject({
    title: 'Pay & leave – 2025',
    metadata: { author: 'Ann', date: '2025-07-22', creator: 'Writer' },
  });
});

test.each(['Microsoft Word - policy', 'policy_v3.docx', 'page.html', 'untitled', ' '])('"%s" is no title', (title) => {
  expect(read(title).title).toBe(null);
});

test('the information dictionary is found in the bytes, also inside a packed stream', () => {
  const info = '<</Title<FEFF00DC0062006500720073>/Author(Ann \\(HR\\))/CreationDate(D:20240131)>>';
  const plain = `%PDF-1.4\n7 0 obj\n${info}\nendobj\ntrailer<</Info 7 0 R>>`;
  const packed = deflateSync(`7 0 ${info}`).toString('latin1');
  const stream = `%PDF-1.5\n9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n${packed}\nendstream endobj\n<</Info 7 0 R>>`;
  for (const file of [plain, stream]) {
    const bytes = Buffer.from(file, 'latin1');
    const { entries } = readPdfInfo(bytes, new PdfObjects(bytes));
    expect(entries).toEqual({ Title: 'Übers', Author: 'Ann (HR)', CreationDate: 'D:20240131' });
  }
});
