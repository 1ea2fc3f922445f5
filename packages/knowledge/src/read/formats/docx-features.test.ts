import { expect, test } from 'vitest';
import { makeDocx, makePdf, makeRelations } from '../testing/make-files.ts';
import { outline, readAll, readBytes } from '../testing/read-bytes.ts';

const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const r = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const tc = (content: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const tr = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const relations = (entries: Record<string, string>): string => makeRelations({ styles: 'styles.xml', ...entries });
const blocks = async (body: string, parts: Record<string, string> = {}): Promise<string[]> =>
  outline(await readBytes('a.docx', makeDocx(body, parts)));

test('changes are accepted: insertions in, deletions out, moved words once, joined paragraphs one', async () => {
  expect(
    await blocks(
      p(
        `${r('Pay ')}<w:del><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins>${r('twelve')}</w:ins>${r(' euros.')}`,
      ) +
        p(`<w:moveFrom>${r('Moved.')}</w:moveFrom>`, '<w:rPr><w:moveFrom/></w:rPr>') +
        p(r('First half '), '<w:rPr><w:del/></w:rPr>') +
        p(r('second half.')) +
        p(`<w:moveTo>${r('Moved.')}</w:moveTo>`) +
        `<w:tbl>${tr(tc(p(r('a'))), tc(p(r('b'))))}<w:tr><w:trPr><w:del/></w:trPr>${tc(p(r('gone')))}</w:tr>${tr(tc(p(r('c'))), tc(p(r('d'))))}</w:tbl>`,
    ),
  ).toEqual([
    'paragraph: Pay twelve euros.',
    'paragraph: First half second half.',
    'paragraph: Moved.',
    'table-row: a | b',
    'table-row: c | d',
  ]);
});

test('fields show their results, links their addresses, hidden words nothing', async () => {
  const field = (instruction: string, result: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const tick =
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  expect(
    await blocks(
      p(`${r('Page ')}${field('PAGE', r('3'))}${field(`IF ${field('DATE', r('today'))} = 1`, r('!'))}`) +
        p(
          `${field('HYPERLINK "https://example.org/rules"', r('our rules'))}${r(' at ')}<w:hyperlink r:id="rId2">${r('example.org')}</w:hyperlink>`,
        ) +
        p(
          `${tick}${r(' agreed')}${r('secret', '<w:vanish/>')}${r(' 10')}${r('6', '<w:vertAlign w:val="superscript"/>')}`,
        ) +
        p(
          '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>',
        ),
      { 'word/_rels/document.xml.rels': relations({ hyperlink: 'https://example.org/" TargetMode="External' }) },
    ),
  ).toEqual([
    'paragraph: Page 3!',
    'paragraph: our rules (https://example.org/rules) at example.org',
    'paragraph: ☒ agreed 10⁶',
    'paragraph: (a+b)/2',
  ]);
});

test('lists are numbered as they are shown: in their formats, over levels, anew where they begin anew', async () => {
  const level = (number: number, format: string, text: string): string =>
    `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const item = (text: string, id: number, depth = 0): string =>
    p(r(text), `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${id}"/></w:numPr>`);
  const numbering = `<w:numbering ${main}><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}${level(2, 'upperRoman', '%1.%3')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>`;
  const document = await readBytes(
    'a.docx',
    makeDocx(
      item('one', 1) +
        item('inner', 1, 1) +
        item('more', 1, 1) +
        item('deep', 1, 2) +
        p(r('Between')) +
        item('two', 1) +
        item('inner', 1, 1) +
        item('seven', 2) +
        p(r('Scope'), '<w:pStyle w:val="H2"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>'),
      { 'word/numbering.xml': numbering },
    ),
  );
  expect(document.text).toBe(
    '1. one\n- a) inner\n- b) more\n- 1.I deep\n\nBetween\n\n2. two\n- a) inner\n7. seven\n\na) Scope',
  );
});

test('merged cells are said in all they cover, two header rows make one, inner tables stay in their cell', async () => {
  const word = (text: string, properties = ''): string => tc(p(r(text)), properties);
  const header = (row: string): string => row.replace('<w:tr>', '<w:tr><w:trPr><w:tblHeader/></w:trPr>');
  const begins = '<w:vMerge w:val="restart"/>';
  const inner = `<w:tbl>${tr(word('x'), word('y'))}${tr(word('z'), word('w'))}</w:tbl>${p('')}`;
  expect(
    await blocks(
      `<w:tbl>${header(tr(word('Region', begins), word('2024', '<w:gridSpan w:val="2"/>'), word('Sum')))}${header(tr(tc(p(''), '<w:vMerge/>'), word('First half'), word('Second half'), word('')))}${tr(word('North', begins), word('1'), word('2'), word('3'))}${tr(tc(p(''), '<w:vMerge/>'), word('4'), tc(inner), word('6'))}${tr(word('All in euros', '<w:gridSpan w:val="4"/>'))}</w:tbl>`,
    ),
  ).toEqual([
    'table-header: Region | 2024 First half | 2024 Second half | Sum',
    'table-row: North | 1 | 2 | 3',
    'table-row: North | 4 | x, y; z, w | 6',
    'table-row: All in euros',
  ]);
});

test('text boxes come once, after their paragraph; pictures give their description; charts their figures', async () => {
  const box = `<w:txbxContent>${p(r('Boxed'))}</w:txbxContent>`;
  const chart = `<c:chartSpace xmlns:c="http://c" xmlns:a="http://a"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Cars</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>May</c:v></c:pt><c:pt idx="1"><c:v>June</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>4.1</c:v></c:pt><c:pt idx="1"><c:v>5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>`;
  expect(
    await blocks(
      p(
        `${r('Around')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:drawing><wp:inline><wp:docPr descr="A map"/><pic:cNvPr descr="A map"/></wp:inline></w:drawing></w:r>`,
      ) + p('<w:r><w:drawing><c:chart r:id="rId2"/></w:drawing></w:r>'),
      { 'word/_rels/document.xml.rels': relations({ chart: 'charts/chart1.xml' }), 'word/charts/chart1.xml': chart },
    ),
  ).toEqual([
    'paragraph: Around',
    'paragraph: Boxed',
    'paragraph: A map',
    'paragraph: Sales',
    'table-header: | Cars',
    'table-row: May | 4.1',
    'table-row: June | 5',
  ]);
});

test('headers and footers come once at the end; documents inside are members', async () => {
  const edge = (kind: string, text: string): string => `<w:${kind} ${main}>${p(r(text))}</w:${kind}>`;
  const { document, members } = await readAll(
    'a.docx',
    makeDocx(p(r('Words')), {
      'word/_rels/document.xml.rels': relations({
        header: 'header1.xml',
        'x/header': 'header2.xml',
        footer: 'footer1.xml',
        package: 'embeddings/rates.pdf',
      }),
      'word/header1.xml': edge('hdr', 'QM-017, version 3'),
      'word/header2.xml': edge('hdr', 'QM-017, version 3'),
      'word/footer1.xml': edge('ftr', 'Page 1 of 9'),
      'word/embeddings/rates.pdf': Buffer.from(makePdf([['Rates of 2025']])).toString('latin1'),
    }),
  );
  expect(document === null ? [] : outline(document)).toEqual(['paragraph: Words', 'note: Header: QM-017, version 3']);
  expect(members.map((member) => [member.name, 'document' in member && member.document.text])).toEqual([
    ['rates.pdf', 'Rates of 2025'],
  ]);
});
