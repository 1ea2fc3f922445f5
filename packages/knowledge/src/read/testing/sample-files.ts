import { makeDocx, makeRelations, makeZip } from './make-files.ts';
import { makeOdf, odfNames } from './make-odf.ts';
import { sample, type SampleCell } from './sample-text.ts';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const [first, second] = sample.sections as [(typeof sample.sections)[number], (typeof sample.sections)[number]];
/** The paragraph that has the note and the comment, parted where they stand. */
const [marked, ...unmarked] = first.paragraphs as [string, ...string[]];
const [before, after] = [marked.slice(0, 4), marked.slice(4)];

export function sampleHtml(): string {
  const paragraphs = (texts: string[]): string => texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  const items = sample.list.map(
    ({ text, inner }) =>
      `<li>${text}${inner.length > 0 ? `<ul>${inner.map((one) => `<li>${one}</li>`).join('')}</ul>` : ''}</li>`,
  );
  const row = (cells: SampleCell[]): string =>
    `<tr>${cells.map(({ text, columns, rows }) => `<td colspan="${columns}" rowspan="${rows}">${text}</td>`).join('')}</tr>`;
  return `<h1>${sample.title}</h1><h2>${first.heading}</h2>
    <p>${before}<sup><a href="#n1">1</a></sup>${escaped(after)}</p>${paragraphs(unmarked)}
    <ol>${items.join('')}</ol>
    <table><thead><tr>${sample.header.map((text) => `<th>${text}</th>`).join('')}</tr></thead>${sample.rows.map(row).join('')}</table>
    <h2>${second.heading}</h2>${paragraphs(second.paragraphs)}
    <aside role="doc-footnote" id="n1">[1] ${sample.note}</aside>`;
}

export function sampleEpub(): Uint8Array {
  return makeZip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
    'b.opf': `<package><metadata/><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`,
    'a.xhtml': `<html><body>${sampleHtml()}</body></html>`,
  });
}

export function sampleMarkdown(): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const plain = (text: string): string => text.replace(/</g, '\\<');
  const items = sample.list.flatMap(({ text, inner }, index) => [
    `${index + 1}. ${text}`,
    ...inner.map((one) => `   - ${one}`),
  ]);
  return [
    `# ${sample.title}`,
    `## ${first.heading}`,
    `${before}[^1]${plain(after)}`,
    ...unmarked.map(plain),
    items.join('\n'),
    [line(sample.header), line(sample.header.map(() => '---')), ...sample.grid.map(line)].join('\n'),
    `## ${second.heading}`,
    ...second.paragraphs.map(plain),
    `[^1]: ${sample.note}`,
  ].join('\n\n');
}

export function sampleDocx(): Uint8Array {
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  const paragraph = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
  const heading = (id: string, text: string): string => paragraph(run(text), `<w:pStyle w:val="${id}"/>`);
  const item = (level: number, text: string): string =>
    paragraph(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`);
  const cell = (text: string, properties = ''): string =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;
  const row = (cells: string, properties = ''): string => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
  const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const body = [
    heading('T', sample.title),
    heading('H2', first.heading),
    paragraph(
      `${run(before)}<w:r><w:footnoteReference w:id="2"/></w:r>${run(after)}<w:r><w:commentReference w:id="0"/></w:r>`,
    ),
    ...unmarked.map((text) => paragraph(run(text))),
    ...sample.list.flatMap(({ text, inner }) => [item(0, text), ...inner.map((one) => item(1, one))]),
    '<w:tbl>',
    row(sample.header.map((text) => cell(text)).join(''), '<w:tblHeader/>'),
    ...covered().map((cells) =>
      row(
        cells
          .map(({ text, columns, merge }) => {
            const vertical = merge === null ? '' : `<w:vMerge${merge === 'begins' ? ' w:val="restart"' : ''}/>`;
            return cell(merge === 'continues' ? '' : text, `<w:gridSpan w:val="${columns}"/>${vertical}`);
          })
          .join(''),
      ),
    ),
    '</w:tbl>',
    heading('H2', second.heading),
    ...second.paragraphs.map((text) => paragraph(run(text))),
  ];
  const level = (number: number, format: string): string =>
    `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%${number + 1}."/></w:lvl>`;
  return makeDocx(body.join(''), {
    'word/_rels/document.xml.rels': makeRelations({
      styles: 'styles.xml',
      numbering: 'numbering.xml',
      footnotes: 'footnotes.xml',
      comments: 'comments.xml',
    }),
    'word/numbering.xml': `<w:numbering ${names}><w:abstractNum w:abstractNumId="0">${level(0, 'decimal')}${level(1, 'bullet')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/footnotes.xml': `<w:footnotes ${names}><w:footnote w:id="2">${paragraph(run(sample.note))}</w:footnote></w:footnotes>`,
    'word/comments.xml': `<w:comments ${names}><w:comment w:id="0" w:author="${sample.comment.author}">${paragraph(run(sample.comment.text))}</w:comment></w:comments>`,
  });
}

/** The rows with the cells that merged ones cover, as word processors keep them. */
function covered(): { text: string; columns: number; merge: 'begins' | 'continues' | null }[][] {
  const above = new Map<number, SampleCell>();
  return sample.rows.map((row) => {
    const cells = [...row];
    const found: ReturnType<typeof covered>[number] = [];
    for (let column = 0; column < sample.header.length;) {
      const reach = above.get(column);
      const cell = reach ?? cells.shift();
      if (cell === undefined) throw new Error('a row of the sample has too few cells');
      if (reach === undefined && cell.rows > 1) above.set(column, cell);
      else above.delete(column);
      const merge = reach !== undefined ? 'continues' : cell.rows > 1 ? 'begins' : null;
      found.push({ text: cell.text, columns: cell.columns, merge });
      column += cell.columns;
    }
    return found;
  });
}

const odfStyles = `<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>`;

function odfBody(): string {
  const p = (text: string): string => `<text:p text:style-name="Standard">${text}</text:p>`;
  const item = (content: string): string => `<text:list-item>${content}</text:list-item>`;
  const cell = ({ text, columns, rows }: SampleCell): string =>
    `<table:table-cell table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}">${p(text)}</table:table-cell>${'<table:covered-table-cell/>'.repeat(columns - 1)}`;
  const note = `<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>${p(sample.note)}</text:note-body></text:note>`;
  const comment = `<office:annotation><dc:creator>${sample.comment.author}</dc:creator><dc:date>2025-07-22T10:00:00</dc:date>${p(sample.comment.text)}</office:annotation>`;
  const rows = covered().map((cells, index) => {
    const own = [...(sample.rows[index] ?? [])];
    const written = cells.map(({ merge }) =>
      merge === 'continues' ? '<table:covered-table-cell/>' : cell(own.shift() as SampleCell),
    );
    return `<table:table-row>${written.join('')}</table:table-row>`;
  });
  const header = sample.header
    .map((text) => `<table:table-cell>${p(`<text:span text:style-name="B">${text}</text:span>`)}</table:table-cell>`)
    .join('');
  return [
    `<text:h text:outline-level="1">${sample.title}</text:h>`,
    `<text:h text:outline-level="2">${first.heading}</text:h>`,
    p(`${before}${note}${escaped(after)}${comment}`),
    ...unmarked.map((text) => p(escaped(text))),
    `<text:list text:style-name="L1">${sample.list.map(({ text, inner }) => item(p(text) + (inner.length > 0 ? `<text:list>${inner.map((one) => item(p(one))).join('')}</text:list>` : ''))).join('')}</text:list>`,
    `<table:table table:name="T"><table:table-column table:number-columns-repeated="5"/><table:table-header-rows><table:table-row>${header}</table:table-row></table:table-header-rows>${rows.join('')}</table:table>`,
    `<text:h text:outline-level="2">${second.heading}</text:h>`,
    ...second.paragraphs.map((text) => p(escaped(text))),
  ].join('');
}

export const sampleOdt = (): Uint8Array => makeOdf('text', odfBody(), { styles: odfStyles });

/** The same in one file of XML, which office programs read. */
export const sampleFlatOdt = (): string =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document ${odfNames} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>${odfStyles}</office:automatic-styles><office:body><office:text>${odfBody()}</office:text></office:body></office:document>`;

export function sampleRtf(): string {
  const text = (words: string): string =>
    words.replace(/[\\{}]/g, '\\$&').replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0)}?`);
  const paragraph = (content: string, style = ''): string => `\\pard${style} ${content}\\par\n`;
  const edges = sample.header.map((_, index) => (index + 1) * 1800);
  const row = (cells: { text: string; columns: number; merge: string | null }[], controls = ''): string => {
    let column = 0;
    const definitions = cells.map(({ columns, merge }) => {
      column += columns;
      return `${merge === 'begins' ? '\\clvmgf' : merge === 'continues' ? '\\clvmrg' : ''}\\cellx${edges[column - 1]}`;
    });
    const contents = cells.map((cell) => `\\pard\\intbl ${cell.merge === 'continues' ? '' : cell.text}\\cell`);
    return `\\trowd${controls}${definitions.join('')}${contents.join('')}\\row\n`;
  };
  return [
    '{\\rtf1\\ansi{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\s2 heading 2;}}\n',
    paragraph(sample.title, '\\s1'),
    paragraph(first.heading, '\\s2'),
    paragraph(
      `${before}{\\super\\chftn}{\\footnote\\pard {\\super\\chftn} ${sample.note}}${text(after)}{\\*\\atnid AB}{\\*\\atnauthor ${sample.comment.author}}{\\*\\annotation\\pard ${sample.comment.text}}`,
    ),
    ...unmarked.map((words) => paragraph(text(words))),
    ...sample.list.flatMap(({ text: words, inner }, index) => [
      `{\\listtext ${index + 1}.\\tab}${paragraph(words, '\\ls1')}`,
      ...inner.map((one) => `{\\listtext\\u8226 ?\\tab}${paragraph(one, '\\ls1\\ilvl1')}`),
    ]),
    row(
      sample.header.map((words) => ({ text: words, columns: 1, merge: null })),
      '\\trhdr',
    ),
    ...covered().map((cells) => row(cells)),
    paragraph(second.heading, '\\s2'),
    ...second.paragraphs.map((words) => paragraph(text(words))),
    '}',
  ].join('');
}

export function samplePptx(): Uint8Array {
  const names = 'xmlns:a="http://a" xmlns:p="http://p" xmlns:r="http://r"';
  const paragraph = (text: string, properties = ''): string =>
    `<a:p>${properties}<a:r><a:t>${escaped(text)}</a:t></a:r></a:p>`;
  const place = (at: number): string => `<a:xfrm><a:off x="0" y="${at * 100}"/><a:ext cx="1000" cy="90"/></a:xfrm>`;
  const shape = (at: number, placeholder: string, paragraphs: string): string =>
    `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr>${place(at)}</p:spPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;
  const title = (text: string): string => shape(0, '<p:ph type="title"/>', paragraph(text));
  const item = (level: number, text: string): string =>
    paragraph(
      text,
      `<a:pPr lvl="${level}">${level === 0 ? '<a:buAutoNum type="arabicPeriod"/>' : '<a:buChar char="•"/>'}</a:pPr>`,
    );
  const rows = covered().map((cells) => {
    const written = cells.map(({ text, columns, merge }) => {
      const spans = `${columns > 1 ? ` gridSpan="${columns}"` : ''}${merge === 'begins' ? ' rowSpan="2"' : ''}`;
      const cell =
        merge === 'continues'
          ? '<a:tc vMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'
          : `<a:tc${spans}><a:txBody>${paragraph(text)}</a:txBody></a:tc>`;
      return cell + '<a:tc hMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'.repeat(columns - 1);
    });
    return `<a:tr>${written.join('')}</a:tr>`;
  });
  const header = sample.header.map((text) => `<a:tc><a:txBody>${paragraph(text)}</a:txBody></a:tc>`).join('');
  const table = `<p:graphicFrame>${place(3).replaceAll('a:xfrm', 'p:xfrm')}<a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/><a:tr>${header}</a:tr>${rows.join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const slide = (shapes: string): string => `<p:sld ${names}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
  const texts = (paragraphs: string[]): string => paragraphs.map((text) => paragraph(text)).join('');
  const slides = [
    slide(title(sample.title)),
    // Drawn last, the table stands last as well; the list is drawn before the text above it.
    slide(
      shape(
        2,
        '',
        sample.list.flatMap(({ text, inner }) => [item(0, text), ...inner.map((one) => item(1, one))]).join(''),
      ) +
        table +
        shape(1, '', texts(first.paragraphs)) +
        title(first.heading),
    ),
    slide(title(second.heading) + shape(1, '', texts(second.paragraphs))),
  ];
  return makeZip({
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join('')}</p:sldIdLst><p:sldSz cx="1000" cy="500"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': makeRelations({
      slide: 'slides/slide1.xml',
      'x/slide': 'slides/slide2.xml',
      'y/slide': 'slides/slide3.xml',
      commentAuthors: 'commentAuthors.xml',
    }),
    'ppt/commentAuthors.xml': `<p:cmAuthorLst ${names}><p:cmAuthor id="0" name="${sample.comment.author}"/></p:cmAuthorLst>`,
    'ppt/slides/_rels/slide2.xml.rels': makeRelations({
      notesSlide: '../notesSlides/notesSlide1.xml',
      comments: '../comments/comment1.xml',
    }),
    'ppt/comments/comment1.xml': `<p:cmLst ${names}><p:cm authorId="0" idx="1"><p:text>${sample.comment.text}</p:text></p:cm></p:cmLst>`,
    'ppt/notesSlides/notesSlide1.xml': slide(shape(0, '<p:ph type="body"/>', paragraph(sample.note))),
    ...Object.fromEntries(slides.map((content, index) => [`ppt/slides/slide${index + 1}.xml`, content])),
  });
}
