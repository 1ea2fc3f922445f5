import type { DocumentBuilder } from '../document-builder.ts';
import { child, descendant, type XmlElement } from './xml.ts';

/** Placeholders that repeat on every slide. */
const furniture = new Set(['sldNum', 'dt', 'ftr', 'hdr']);
const titles = new Set(['title', 'ctrTitle']);

/** The shapes of a slide with those inside groups, the title first, else in the order they were drawn. */
export function shapesOf(slide: XmlElement | null): XmlElement[] {
  const flat = (element: XmlElement): XmlElement[] =>
    element.children.flatMap((shape) => {
      if (shape.name === 'grpSp') return flat(shape);
      // Shapes of newer versions come with a replacement for older programs.
      if (shape.name === 'AlternateContent') return flat(child(shape, 'Choice') ?? shape);
      return ['sp', 'graphicFrame', 'pic'].includes(shape.name) ? [shape] : [];
    });
  const tree = descendant(slide, 'cSld', 'spTree');
  const shapes = tree === undefined ? [] : flat(tree);
  return [...shapes.filter(isTitle), ...shapes.filter((shape) => !isTitle(shape))];
}

export function placeholderOf(shape: XmlElement): XmlElement | undefined {
  return descendant(shape, 'nvSpPr', 'nvPr', 'ph');
}

const isTitle = (shape: XmlElement): boolean => titles.has(placeholderOf(shape)?.attributes['type'] ?? '');

export function addShapes(shapes: XmlElement[], builder: DocumentBuilder): void {
  for (const shape of shapes) {
    const placeholder = placeholderOf(shape);
    if (furniture.has(placeholder?.attributes['type'] ?? '')) continue;
    if (isTitle(shape))
      builder.heading(
        1,
        paragraphsOf(child(shape, 'txBody'))
          .map(({ text }) => text)
          .join(' '),
      );
    else if (shape.name === 'sp') addText(shape, builder);
    else if (shape.name === 'graphicFrame') addTable(descendant(shape, 'graphic', 'graphicData', 'tbl'), builder);
    else builder.paragraph(descendant(shape, 'nvPicPr', 'cNvPr')?.attributes['descr'] ?? '');
  }
}

/** Body placeholders are lists unless they say otherwise; free text boxes are not. */
function addText(shape: XmlElement, builder: DocumentBuilder): void {
  const placeholder = placeholderOf(shape);
  const paragraphs = paragraphsOf(child(shape, 'txBody'));
  const isBody = placeholder !== undefined && placeholder.attributes['type'] !== 'subTitle' && paragraphs.length > 1;
  const numbers: number[] = [];
  builder.endGroup();
  for (const { text, level, bullet } of paragraphs) {
    numbers.length = Math.min(numbers.length, level + 1);
    if (bullet === 'number') {
      numbers[level] = (numbers[level] ?? 0) + 1;
      builder.listItem(level + 1, text, numbers[level]);
    } else if (bullet === 'bullet' || (bullet === 'inherited' && isBody)) {
      builder.listItem(level + 1, text);
    } else {
      builder.paragraph(text);
    }
  }
  builder.endGroup();
}

interface TextParagraph {
  text: string;
  /** From 0. */
  level: number;
  bullet: 'bullet' | 'number' | 'none' | 'inherited';
}

export function paragraphsOf(body: XmlElement | undefined): TextParagraph[] {
  return (body?.children ?? [])
    .filter(({ name }) => name === 'p')
    .map((paragraph) => {
      const properties = child(paragraph, 'pPr');
      return {
        text: paragraph.children.map(runText).join(''),
        level: Math.min(8, Number(properties?.attributes['lvl'] ?? 0) || 0),
        bullet: bulletOf(properties),
      };
    })
    .filter(({ text }) => text.trim() !== '');
}

function runText(run: XmlElement): string {
  if (run.name === 'br') return '\n';
  return run.name === 'r' || run.name === 'fld' ? (child(run, 't')?.text ?? '') : '';
}

function bulletOf(properties: XmlElement | undefined): TextParagraph['bullet'] {
  if (child(properties, 'buAutoNum') !== undefined) return 'number';
  if (child(properties, 'buChar') !== undefined || child(properties, 'buBlip') !== undefined) return 'bullet';
  return child(properties, 'buNone') === undefined ? 'inherited' : 'none';
}

function addTable(table: XmlElement | undefined, builder: DocumentBuilder): void {
  if (table === undefined) return;
  const rows = table.children.filter(({ name }) => name === 'tr');
  const hasHeader = child(table, 'tblPr')?.attributes['firstRow'] === '1' && rows.length > 1;
  builder.endGroup();
  for (const [index, row] of rows.entries()) {
    const cells = row.children
      .filter(({ name }) => name === 'tc')
      .map((cell) =>
        paragraphsOf(child(cell, 'txBody'))
          .map(({ text }) => text)
          .join(' '),
      );
    if (index === 0 && hasHeader) builder.tableHeader(cells);
    else builder.tableRow(cells);
  }
  builder.endGroup();
}
