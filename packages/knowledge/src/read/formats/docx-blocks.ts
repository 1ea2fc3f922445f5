import type { DocumentBuilder } from '../document-builder.ts';
import type { DocxFile, ParagraphKind } from './docx-file.ts';
import { DocxRuns } from './docx-runs.ts';
import { docxGrid, docxRows } from './docx-table.ts';
import { addListItem, withMarker } from './list-marker.ts';
import { alternative } from './office-alternative.ts';
import { addChart } from './office-chart.ts';
import { addDiagram } from './office-diagram.ts';
import { addGrid, flatTable } from './table-grid.ts';
import { child, xmlPart, type XmlElement } from './xml.ts';

/** Adds the blocks of a body or text box in reading order. */
export function addDocxBlocks(container: XmlElement, file: DocxFile, builder: DocumentBuilder): void {
  const runs = new DocxRuns(file);
  /** Words of paragraphs whose end was deleted: they go on in the next. */
  let carried = '';
  let code: string[] = [];

  /** Notes come after the list, table or code they belong to. */
  const endBlock = (): void => {
    builder.code(code.join('\n'));
    code = [];
    file.asides.release(builder);
  };

  const walk = (element: XmlElement): void => {
    if (element.name === 'tbl') addTable(element);
    else addParagraph(element);
  };

  const addParagraph = (paragraph: XmlElement): void => {
    const kind = file.kindOf(paragraph);
    const place = placeOf(kind);
    if (place !== 'list' && place !== 'code') endBlock();
    if (place !== 'code' && code.length > 0) endBlock();
    const words = runs.read(paragraph);
    const text = carried + words.text;
    const isJoined = endIsDeleted(paragraph);
    carried = isJoined ? text : '';
    if (!isJoined) addText(text, kind, place);
    if (place !== 'list' && place !== 'code') endBlock();
    for (const element of words.hanging) addHanging(element);
  };

  const addText = (text: string, { headingLevel, styleName, list }: ParagraphKind, place: TextPlace): void => {
    if (place === 'code') code.push(text);
    if (place === 'code' || text.trim() === '') return;
    const marker = list === null ? '' : file.numbering.next(list.id, list.level);
    if (headingLevel !== null) builder.heading(headingLevel, withMarker(text, marker));
    else if (list !== null) addListItem(builder, list.level + 1, text, marker);
    else if (place === 'list') builder.listItem(Number(contentsStyle.exec(styleName)?.[1]), text);
    else if (place === 'quote') builder.quote(text);
    else builder.paragraph(text);
  };

  const addTable = (table: XmlElement): void => {
    endBlock();
    const rows = docxRows(table);
    if (isLayout(rows)) {
      for (const { cells } of rows) for (const cell of cells) for (const block of blocksIn(cell)) walk(block);
      endBlock();
      return;
    }
    addGrid(
      docxGrid(table, rows, file.styles, (cell) => docxWords(cell, file, runs)),
      builder,
    );
    endBlock();
  };

  const addHanging = (element: XmlElement): void => {
    for (const thing of hangingIn(element)) {
      endBlock();
      if (thing.kind === 'box') addDocxBlocks(thing.element, file, builder);
      else if (thing.kind === 'words') builder.paragraph(thing.text);
      else if (thing.kind === 'chart') addChart(xmlPart(file.parts, file.target(thing.id)), builder);
      else addDiagram(xmlPart(file.parts, file.target(thing.id)), builder, drawingWords);
    }
  };

  for (const block of blocksIn(container)) walk(block);
  if (carried !== '') builder.paragraph(carried);
  endBlock();
}

/** All words of a cell, note, comment or header: paragraphs are set apart by line breaks. */
export function docxWords(container: XmlElement, file: DocxFile, runs = new DocxRuns(file)): string {
  const lines: string[] = [];
  let carried = '';
  for (const block of blocksIn(container)) {
    if (block.name === 'tbl') {
      lines.push(flatTable(docxRows(block).map(({ cells }) => cells.map((cell) => docxWords(cell, file, runs)))));
      continue;
    }
    const { text, hanging } = runs.read(block);
    const { list } = file.kindOf(block);
    const marker = list === null || text.trim() === '' ? '' : file.numbering.next(list.id, list.level);
    carried += withMarker(text, marker);
    if (!endIsDeleted(block)) {
      lines.push(carried);
      carried = '';
    }
    for (const thing of hanging.flatMap(hangingIn)) {
      if (thing.kind === 'box') lines.push(docxWords(thing.element, file));
      else if (thing.kind === 'words') lines.push(thing.text);
    }
  }
  return [...lines, carried].filter((line) => line.trim() !== '').join('\n');
}

type TextPlace = 'heading' | 'list' | 'code' | 'quote' | 'paragraph';

/** The lines of a table of contents. */
const contentsStyle = /^toc ([1-9])$/;

function placeOf({ headingLevel, styleName, list }: ParagraphKind): TextPlace {
  if (headingLevel !== null) return 'heading';
  if (list !== null || contentsStyle.test(styleName)) return 'list';
  if (/^(?:html preformatted|preformatted text|code|source code|macro)$/.test(styleName)) return 'code';
  return /^(?:quote|intense quote|quotations)$/.test(styleName) ? 'quote' : 'paragraph';
}

/** A frame to put things side by side: a single cell, or one row of more than words. */
function isLayout(rows: ReturnType<typeof docxRows>): boolean {
  const [first, second] = rows;
  if (first === undefined) return true;
  if (second !== undefined) return false;
  return (
    first.cells.length <= 1 ||
    first.cells.some((cell) => [...blocksIn(cell)].length > 3 || child(cell, 'tbl') !== undefined)
  );
}

const endIsDeleted = (paragraph: XmlElement): boolean => {
  const mark = child(child(paragraph, 'pPr'), 'rPr');
  return child(mark, 'del') !== undefined || child(mark, 'moveFrom') !== undefined;
};

const transparent = new Set('sdt sdtContent customXml ins moveTo smartTag Choice Fallback'.split(' '));

/** Paragraphs and tables, whatever lies around them. */
export function* blocksIn(container: XmlElement): Generator<XmlElement> {
  for (const inner of container.children) {
    if (inner.name === 'p' || inner.name === 'tbl') yield inner;
    else if (inner.name === 'AlternateContent') yield* blocksIn(alternative(inner));
    else if (transparent.has(inner.name)) yield* blocksIn(inner);
  }
}

type Hanging =
  | { kind: 'box'; element: XmlElement }
  | { kind: 'words'; text: string }
  | { kind: 'chart' | 'diagram'; id: string };

/** What a drawing shows: its text boxes, charts and diagrams, else its description. */
function hangingIn(drawing: XmlElement): Hanging[] {
  const found: Hanging[] = [];
  const descriptions: string[] = [];
  const collect = (element: XmlElement): void => {
    const { name, attributes } = element;
    if (name === 'txbxContent') found.push({ kind: 'box', element });
    else if (name === 'chart' && attributes['id'] !== undefined) found.push({ kind: 'chart', id: attributes['id'] });
    else if (name === 'relIds') found.push({ kind: 'diagram', id: attributes['dm'] ?? '' });
    else if (name === 'textpath') found.push({ kind: 'words', text: attributes['string'] ?? '' });
    else if (name === 'txBody') found.push({ kind: 'words', text: drawingWords(element) });
    else {
      if (name === 'docPr' || name === 'cNvPr') descriptions.push(attributes['descr'] ?? '');
      if (name === 'shape') descriptions.push(attributes['alt'] ?? '');
      const inside = name === 'AlternateContent' ? alternative(element) : element;
      inside.children.forEach(collect);
    }
  };
  collect(drawing);
  if (found.length > 0) return found;
  const texts = new Set(
    descriptions.map((text) => text.replace(/\s*Description automatically generated.*$/i, '').trim()),
  );
  return [...texts].map((text) => ({ kind: 'words', text }));
}

/** Words in the language of drawings, which is another than that of documents. */
function drawingWords(body: XmlElement): string {
  return body.children
    .filter(({ name }) => name === 'p')
    .map(({ children }) => children.map((run) => (run.name === 'br' ? '\n' : (child(run, 't')?.text ?? ''))).join(''))
    .join('\n');
}
