import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { addBookmarks, drawPdf, type DrawnPage } from '../testing/draw-pdf.ts';
import { outline, readBytes } from '../testing/read-bytes.ts';
import { PdfObjects } from './pdf-objects.ts';
import { readOutline } from './pdf-outline.ts';

const at = (x: number, y: number, text: string, font = 'F1 10') => ({ x, y, text, font });

const bookmarks = [
  { title: 'Journeys', page: 1, inside: [{ title: 'Trains – 2ème classe', page: 1 }] },
  { title: '2 Expenses', page: 2 },
];

const outlineOf = (file: string | Uint8Array) =>
  readOutline(new PdfObjects(typeof file === 'string' ? Buffer.from(file, 'latin1') : Buffer.from(file)));

const entries = [
  { title: 'Journeys', level: 1, page: 1 },
  { title: 'Trains – 2ème classe', level: 2, page: 1 },
  { title: '2 Expenses', level: 1, page: 2 },
];

test('an outline is read with its levels and pages', () => {
  expect(outlineOf(drawPdf([{ words: [] }, { words: [] }], undefined, bookmarks))).toEqual(entries);
});

test('an outline is read from a packed stream', () => {
  const objects = [
    '<</Pages 2 0 R/Outlines 5 0 R>>',
    '<</Kids[3 0 R 4 0 R]/Count 2>>',
    '<</Type/Page>>',
    '<</Type/Page>>',
  ];
  addBookmarks(bookmarks, [3, 4], objects);
  const places = objects.map((_, index) => `${index + 1} ${objects.slice(0, index).join(' ').length + (index && 1)}`);
  const head = `${places.join(' ')} `;
  const packed = deflateSync(head + objects.join(' ')).toString('latin1');
  const stream = `<</Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode>>stream\n${packed}\nendstream`;
  expect(outlineOf(`%PDF-1.5\n20 0 obj${stream} endobj\n21 0 obj<</Type/XRef/Root 1 0 R>>endobj`)).toEqual(entries);
});

test('titles and named places are understood in all their ways of writing', () => {
  const file = `1 0 obj<</Pages 2 0 R/Outlines 4 0 R/Names<</Dests<</Kids[5 0 R]>>>>/Dests<</old[3 0 R/Fit]>>>>endobj
2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Type/Page>>endobj 4 0 obj<</First 6 0 R>>endobj
5 0 obj<</Names[(a\\)b)<</D[3 0 R/XYZ 0 0 0]>>]>>endobj
6 0 obj<</Title(Scope \\(all\\) \\204 \\247 1)/Dest(a\\)b)/Next 7 0 R>>endobj
7 0 obj<</Title(\xef\xbb\xbfL\xc3\xb6hne)/A<</S/GoTo/D/old>>/Next 8 0 R>>endobj
8 0 obj<</Title<4c696e6b>/A<</S/URI/URI(https://example.com)>>>>endobj trailer<</Root 1 0 R>>`;
  expect(outlineOf(file)).toEqual([
    { title: 'Scope (all) — § 1', level: 1, page: 1 },
    { title: 'Löhne', level: 1, page: 1 },
    { title: 'Link', level: 1, page: null },
  ]);
});

test('an outline that runs in circles ends', () => {
  const file = `1 0 obj<</Outlines 2 0 R>>endobj 2 0 obj<</First 3 0 R>>endobj
3 0 obj<</Title(One)/First 4 0 R/Next 4 0 R>>endobj 4 0 obj<</Title(Two)/First 3 0 R/Next 3 0 R>>endobj <</Root 1 0 R>>`;
  expect(outlineOf(file).map(({ title }) => title)).toEqual(['One', 'Two']);
});

const prose = [
  'Book the ticket two weeks before the journey, in the second class, and',
  'keep the receipt until it was paid.',
];

test('lines that the outline names become headings of its levels, whatever they look like', async () => {
  const pages: DrawnPage[] = [
    {
      words: [
        at(72, 740, 'Handbook', 'F2 20'),
        at(72, 712, 'Journeys'),
        at(72, 700, prose[0] ?? ''),
        at(72, 688, prose[1] ?? ''),
        at(72, 676, '1.1  Trains - 2eme classe'),
        at(72, 664, prose[0] ?? ''),
        at(72, 652, 'Remarks', 'F2 14'),
        at(72, 634, 'Expenses'),
      ],
    },
    { words: [at(72, 740, 'Expenses'), at(72, 728, prose[0] ?? ''), at(72, 716, prose[1] ?? '')] },
  ];
  const document = await readBytes('handbook.pdf', drawPdf(pages, undefined, bookmarks));
  expect(outline(document).map((line) => line.slice(0, 40))).toMatchInlineSnapshot(`
    [
      "heading 1 p1: Handbook",
      "heading 1 p1: Journeys",
      "paragraph p1: Book the ticket two weeks ",
      "heading 2 p1: 1.1 Trains - 2eme classe",
      "paragraph p1: Book the ticket two weeks ",
      "heading 3 p1: Remarks",
      "paragraph p1: Expenses",
      "heading 1 p2: Expenses",
      "paragraph p2: Book the ticket two weeks ",
    ]
  `);
});

test('a heading at the same place of each page is no running line where the outline names it', async () => {
  const pages = ['Apples', 'Pears', 'Plums', 'Figs'].map((fruit) => ({
    words: [at(72, 400, `${fruit} were sold in spring.`), at(72, 40, 'Remarks', 'F2 10')],
  }));
  const marks = pages.map((_, index) => ({ title: 'Remarks', page: index + 1 }));
  const document = await readBytes('report.pdf', drawPdf(pages, undefined, marks));
  expect(outline(document).filter((line) => line.startsWith('heading'))).toEqual(
    [1, 2, 3, 4].map((page) => `heading 1 p${page}: Remarks`),
  );
});

test('the outline of an encrypted file is not used', async () => {
  const page = { words: [at(72, 740, 'Expenses'), at(72, 716, prose[0] ?? '')] };
  const file = drawPdf([page, page], 'secret', bookmarks);
  const document = await readBytes('secret.pdf', file, { passwords: ['secret'] });
  expect(document.blocks.map(({ kind }) => kind)).not.toContain('heading');
});
