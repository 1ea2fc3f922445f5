import { expect, test } from 'vitest';
import { makeRelations, makeZip } from '../testing/make-files.ts';
import { outline, readBytes } from '../testing/read-bytes.ts';

const names = 'xmlns:a="http://a" xmlns:p="http://p" xmlns:r="http://r" xmlns:dgm="http://dgm"';
const paragraph = (text: string, properties = ''): string => `<a:p>${properties}<a:r><a:t>${text}</a:t></a:r></a:p>`;
const place = (x: number, y: number, width = 100, height = 50, tag = 'a:xfrm', more = ''): string =>
  `<${tag}><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/>${more}</${tag}>`;
const shape = (transform: string, paragraphs: string, placeholder = ''): string =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr>${transform}</p:spPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;
const root = (shapes: string): string => `<p:sld ${names}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;

function makeSlide(
  shapes: string,
  relations: Record<string, string> = {},
  parts: Record<string, string> = {},
): Uint8Array {
  return makeZip({
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="1000" cy="500"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': makeRelations({ slide: 'slides/slide1.xml', authors: 'authors.xml' }),
    'ppt/authors.xml': `<p188:authorLst xmlns:p188="http://p188"><p188:author id="{A}" name="Anna"/></p188:authorLst>`,
    'ppt/slides/slide1.xml': root(shapes),
    'ppt/slides/_rels/slide1.xml.rels': makeRelations(relations),
    ...parts,
  });
}

test('shapes are read from top to bottom and left to right, groups together, each with its box', async () => {
  const inside = `<a:chOff x="0" y="0"/><a:chExt cx="10" cy="10"/>`;
  const group = `<p:grpSp><p:grpSpPr>${place(600, 100, 400, 200, 'a:xfrm', inside)}</p:grpSpPr>${shape(place(0, 5, 10, 5), paragraph('low in the group'))}${shape(place(0, 0, 10, 5), paragraph('high in the group'))}</p:grpSp>`;
  const document = await readBytes(
    'a.pptx',
    makeSlide(
      shape(place(0, 400), paragraph('bottom')) +
        group +
        shape(place(0, 110), paragraph('left')) +
        shape('', paragraph('Title'), '<p:ph type="title"/>') +
        shape(place(0, 480), paragraph('Confidential'), '<p:ph type="ftr"/>'),
      { slideLayout: '../slideLayouts/slideLayout1.xml' },
      {
        'ppt/slideLayouts/slideLayout1.xml': root(
          shape(place(100, 10, 800, 40), paragraph('Click to edit'), '<p:ph type="title"/>'),
        ),
      },
    ),
  );
  expect(outline(document)).toEqual([
    'heading 1 p1: Title',
    'paragraph p1: left',
    'paragraph p1: high in the group',
    'paragraph p1: low in the group',
    'paragraph p1: bottom',
  ]);
  expect(document.blocks.map(({ box }) => box)).toMatchObject([
    { left: 0.1, top: 0.02, width: 0.8, height: expect.closeTo(0.08) },
    { left: 0, top: 0.22 },
    { left: 0.6, top: 0.2, width: expect.closeTo(0.4), height: 0.2 },
    { left: 0.6, top: 0.4 },
    { left: 0, top: 0.8 },
  ]);
  expect(document.metadata).toEqual({ footer: 'Confidential' });
});

test('merged cells, list markers, links, diagrams and comments are said', async () => {
  const cell = (text: string, attributes = ''): string =>
    `<a:tc ${attributes}><a:txBody>${paragraph(text)}</a:txBody></a:tc>`;
  const covered = (how: string): string => `<a:tc ${how}="1"><a:txBody><a:p/></a:txBody></a:tc>`;
  const frame = (y: number, data: string): string =>
    `<p:graphicFrame>${place(0, y, 100, 50, 'p:xfrm')}<a:graphic><a:graphicData>${data}</a:graphicData></a:graphic></p:graphicFrame>`;
  const table = `<a:tbl><a:tr>${cell('North', 'rowSpan="2"')}${cell('Hotel')}${cell('120')}</a:tr><a:tr>${covered('vMerge')}${cell('Meals', 'gridSpan="2"')}${covered('hMerge')}</a:tr></a:tbl>`;
  const point = (id: string, text: string): string =>
    `<dgm:pt modelId="${id}"><dgm:t>${text === '' ? '<a:p/>' : paragraph(text)}</dgm:t></dgm:pt>`;
  const line = (from: string, to: string, order: number): string =>
    `<dgm:cxn modelId="${from}${to}" srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
  const document = await readBytes(
    'a.pptx',
    makeSlide(
      shape(
        place(0, 0),
        paragraph('first', '<a:pPr><a:buAutoNum type="alphaLcParenR" startAt="2"/></a:pPr>') +
          paragraph('second', '<a:pPr><a:buAutoNum type="alphaLcParenR" startAt="2"/></a:pPr>') +
          '<a:p><a:r><a:rPr><a:hlinkClick r:id="rId2"/></a:rPr><a:t>our </a:t></a:r><a:r><a:rPr><a:hlinkClick r:id="rId2"/></a:rPr><a:t>rules</a:t></a:r></a:p>',
      ) +
        frame(100, table) +
        frame(200, '<dgm:relIds r:dm="rId1"/>'),
      {
        diagramData: '../diagrams/data1.xml',
        hyperlink: 'https://example.org/rules" TargetMode="External',
        comments: '../comments/modernComment_1.xml',
      },
      {
        'ppt/diagrams/data1.xml': `<dgm:dataModel ${names}><dgm:ptLst>${point('0', '')}${point('2', 'Book')}${point('3', 'by train')}${point('1', 'Ask')}</dgm:ptLst><dgm:cxnLst>${line('0', '1', 0)}${line('0', '2', 1)}${line('2', '3', 0)}</dgm:cxnLst></dgm:dataModel>`,
        'ppt/comments/modernComment_1.xml': `<p188:cmLst xmlns:p188="http://p188" xmlns:a="http://a"><p188:cm authorId="{A}"><p188:replyLst><p188:reply authorId="{A}"><p188:txBody>${paragraph('Yes.')}</p188:txBody></p188:reply></p188:replyLst><p188:txBody>${paragraph('Really?')}</p188:txBody></p188:cm></p188:cmLst>`,
      },
    ),
  );
  expect(outline(document)).toEqual([
    'list-item 1 p1: b) first',
    'list-item 1 p1: c) second',
    'paragraph p1: our rules (https://example.org/rules)',
    'table-row p1: North | Hotel | 120',
    'table-row p1: North | Meals | Meals',
    'list-item 1 p1: Ask',
    'list-item 1 p1: Book',
    'list-item 2 p1: by train',
    'note p1: Comment by Anna: Really?',
    'note p1: Comment by Anna: Yes.',
  ]);
});

test('a deck whose only words are its footer holds these', async () => {
  const footer = shape(place(0, 480), paragraph('Harvest festival 2024'), '<p:ph type="ftr"/>');
  expect(outline(await readBytes('a.pptx', makeSlide(footer)))).toEqual(['paragraph p1: Harvest festival 2024']);
});
