import { expect, test } from 'vitest';
import { makeCoreProperties, makeRelations, makeZip } from '../testing/make-files.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const names = 'xmlns:a="http://a" xmlns:p="http://p" xmlns:r="http://r"';
const paragraph = (text: string, properties = ''): string => `<a:p>${properties}<a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (placeholder: string, paragraphs: string): string =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;
const slide = (shapes: string, attributes = ''): string =>
  `<p:sld ${names} ${attributes}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
const row = (...cells: string[]): string =>
  `<a:tr>${cells.map((text) => `<a:tc><a:txBody>${paragraph(text)}</a:txBody></a:tc>`).join('')}</a:tr>`;

function makePptx(slides: string[], notes = ''): Uint8Array {
  const files = slides.map((content, index) => [`ppt/slides/slide${index + 1}.xml`, content] as const);
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${slides.length - index}"/>`);
  return makeZip({
    'docProps/core.xml': makeCoreProperties({ title: 'PowerPoint Presentation', author: 'Ann' }),
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    // Slides are shown in the order of the list above: here from the last file to the first.
    'ppt/_rels/presentation.xml.rels': makeRelations(
      Object.fromEntries(files.map(([name], index) => [`slide${'#'.repeat(index)}`, name.slice(4)])),
    ),
    'ppt/slides/_rels/slide2.xml.rels': makeRelations({ notesSlide: '../notesSlides/notesSlide1.xml' }),
    'ppt/notesSlides/notesSlide1.xml': slide(shape('<p:ph type="body"/>', notes)),
    ...Object.fromEntries(files),
  });
}

test('slides are pages in the order they are shown, with titles, lists, tables and notes', async () => {
  const second = slide(
    shape('', paragraph('A box')) +
      `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${row('Item', 'Limit')}${row('Hotel', '120')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>` +
      `<p:pic><p:nvPicPr><p:cNvPr descr="A map"/></p:nvPicPr></p:pic>` +
      shape('<p:ph type="sldNum"/>', paragraph('2')),
  );
  const first = slide(
    `<p:grpSp>${shape('<p:ph idx="1"/>', paragraph('Book early') + paragraph('by train', '<a:pPr lvl="1"><a:buAutoNum/></a:pPr>'))}</p:grpSp>` +
      shape('<p:ph type="title"/>', paragraph('Travel')),
  );
  const document = await readBytes('talk.pptx', makePptx([second, first], paragraph('Say hello')));
  expect(document).toMatchObject({ format: 'pptx', pages: 2, title: 'Travel', metadata: { author: 'Ann' } });
  expect(outline(document)).toEqual([
    'heading 1 p1: Travel',
    'list-item 1 p1: Book early',
    'list-item 2 p1: by train',
    'note p1: Say hello',
    'paragraph p2: A box',
    'table-header p2: Item | Limit',
    'table-row p2: Hotel | 120',
    'paragraph p2: A map',
  ]);
});

test('hidden slides are left out', async () => {
  const content = shape('', paragraph('words'));
  const document = await readBytes('talk.pptx', makePptx([slide(content), slide(content, 'show="0"')]));
  expect(outline(document)).toEqual(['paragraph p2: words']);
});

test('an archive of something else is mislabelled', async () => {
  expect(await failureOf('talk.pptx', makeZip({ 'word/document.xml': '<a/>' }))).toMatchObject({
    code: 'file_mislabelled',
  });
});
