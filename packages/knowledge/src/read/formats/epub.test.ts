import { expect, test } from 'vitest';
import { makeZip } from '../testing/make-files.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const page = (title: string, body: string): string =>
  `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title><style>p {}</style></head><body>${body}</body></html>`;

const opf = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <metadata><dc:title>Travel book</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:language>en</dc:language><dc:date>2025-07-22T00:00:00Z</dc:date></metadata>
  <manifest><item id="toc" href="nav.xhtml" properties="nav"/><item id="a" href="text/a.xhtml"/><item id="b" href="text/chapter%20b.xhtml"/><item id="c" href="text/c.xhtml"/></manifest>
  <spine><itemref idref="toc"/><itemref idref="b"/><itemref idref="a"/><itemref idref="c" linear="no"/><itemref idref="a"/><itemref idref="missing"/></spine></package>`;

const parts: Record<string, string> = {
  mimetype: 'application/epub+zip',
  'META-INF/container.xml':
    '<container><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
  'OEBPS/book.opf': opf,
  'OEBPS/nav.xhtml': page('Contents', '<ol><li>Trains</li></ol>'),
  'OEBPS/text/a.xhtml': page('Chapter 2', '<h1>Trains</h1><table><tr><th>Item</th></tr><tr><td>Seat</td></tr></table>'),
  'OEBPS/text/chapter b.xhtml': page('Chapter 1', '<h1>Hotels</h1><p>Book <em>early</em>.</p><ul><li>one</li></ul>'),
  'OEBPS/text/c.xhtml': page('Aside', '<p>aside</p>'),
};

test('chapters follow the reading order; title and author are the book’s', async () => {
  const document = await readBytes('travel.epub', makeZip(parts));
  expect(document).toMatchObject({
    format: 'epub',
    title: 'Travel book',
    metadata: { author: 'Ann, Bob', language: 'en', date: '2025-07-22' },
  });
  expect(outline(document)).toEqual([
    'heading 1: Hotels',
    'paragraph: Book early.',
    'list-item 1: one',
    'heading 1: Trains',
    'table-header: Item',
    'table-row: Seat',
  ]);
});

const encryption = (uri: string): string =>
  `<encryption><EncryptedData><CipherData><CipherReference URI="${uri}"/></CipherData></EncryptedData></encryption>`;

test('veiled fonts do not matter, an encrypted chapter does', async () => {
  const book = (uri: string): Uint8Array => makeZip({ ...parts, 'META-INF/encryption.xml': encryption(uri) });
  expect((await readBytes('a.epub', book('OEBPS/font.otf'))).title).toBe('Travel book');
  expect((await failureOf('a.epub', book('OEBPS/text/a.xhtml'))).code).toBe('file_encrypted');
});

test.each<[what: string, changes: Record<string, string>, code: string]>([
  ['a book whose package is missing', { 'META-INF/container.xml': '<container/>' }, 'file_damaged'],
  ['a book without chapters', { 'OEBPS/book.opf': '<package><manifest/></package>' }, 'file_damaged'],
  ['entities in the package', { 'OEBPS/book.opf': `<!DOCTYPE p [<!ENTITY a "b">]>${opf}` }, 'file_damaged'],
  ['a path out of the book', { 'OEBPS/book.opf': opf.replaceAll('text/', '../../../text/') }, 'file_damaged'],
])('%s is refused', async (_, changes, code) => {
  expect((await failureOf('a.epub', makeZip({ ...parts, ...changes }))).code).toBe(code);
});

test('an archive of something else is mislabelled', async () => {
  expect((await failureOf('a.epub', makeZip({ 'word/document.xml': '<a/>' }))).code).toBe('file_mislabelled');
});
