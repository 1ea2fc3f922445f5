import type { DocumentBuilder } from '../document-builder.ts';
import { addListItem } from './list-marker.ts';
import { addChart } from './office-chart.ts';
import { addDiagram } from './office-diagram.ts';
import { placeholderOf, type PlacedShape } from './pptx-layout.ts';
import { markerOf, paragraphsOf, wordsOf, type TargetOf } from './pptx-text.ts';
import { addGrid, type GridRow } from './table-grid.ts';
import { child, descendant, type XmlElement } from './xml.ts';

/** Placeholders that repeat on every slide. */
const furniture = new Set(['sldNum', 'dt', 'ftr', 'hdr']);
const titles = new Set(['title', 'ctrTitle']);

export interface SlideContent {
  /** The part or address that a relation of the slide names. */
  targetOf: TargetOf;
  /** The root of a part. */
  partOf: (target: string) => XmlElement | null;
  /** Takes the words of a footer. */
  footer: (text: string) => void;
}

/** Adds the shapes of a slide, the title first. */
export function addShapes(shapes: PlacedShape[], content: SlideContent, builder: DocumentBuilder): void {
  const ordered = [...shapes.filter(isTitle), ...shapes.filter((shape) => !isTitle(shape))];
  for (const shape of ordered) {
    builder.box = shape.box;
    addShape(shape, content, builder);
  }
  builder.box = null;
}

const typeOf = (shape: XmlElement): string => placeholderOf(shape)?.attributes['type'] ?? '';
const isTitle = ({ element }: PlacedShape): boolean => titles.has(typeOf(element));

function addShape(shape: PlacedShape, content: SlideContent, builder: DocumentBuilder): void {
  const { element } = shape;
  const body = child(element, 'txBody');
  if (furniture.has(typeOf(element))) {
    if (typeOf(element) === 'ftr') content.footer(wordsOf(body, content.targetOf));
  } else if (isTitle(shape)) {
    builder.heading(1, wordsOf(body, content.targetOf));
  } else if (element.name === 'graphicFrame') {
    addFrame(element, content, builder);
  } else if (body !== undefined) {
    addText(element, content.targetOf, builder);
  } else {
    builder.paragraph(descriptionOf(element));
  }
}

function descriptionOf(shape: XmlElement): string {
  const properties = shape.children.find(({ name }) => /^nv\w+Pr$/.test(name));
  const text = child(properties, 'cNvPr')?.attributes['descr'] ?? '';
  return text.replace(/\s*Description automatically generated.*$/is, '');
}

/** Body placeholders are lists unless they say otherwise; free text boxes are not. */
function addText(shape: XmlElement, targetOf: TargetOf, builder: DocumentBuilder): void {
  const placeholder = placeholderOf(shape);
  const paragraphs = paragraphsOf(child(shape, 'txBody'), targetOf);
  const isBody = placeholder !== undefined && placeholder.attributes['type'] !== 'subTitle' && paragraphs.length > 1;
  const numbers: number[] = [];
  builder.endGroup();
  for (const { text, level, bullet } of paragraphs) {
    numbers.length = Math.min(numbers.length, level + 1);
    if (typeof bullet === 'object') {
      const number = (numbers[level] ?? bullet.startAt - 1) + 1;
      numbers[level] = number;
      addListItem(builder, level + 1, text, markerOf(number, bullet.type));
      continue;
    }
    // Something else between numbered items begins their count anew.
    numbers.length = Math.min(numbers.length, level);
    if (bullet === 'bullet' || (bullet === 'inherited' && isBody)) builder.listItem(level + 1, text);
    else builder.paragraph(text);
  }
  builder.endGroup();
}

function addFrame(frame: XmlElement, content: SlideContent, builder: DocumentBuilder): void {
  const data = descendant(frame, 'graphic', 'graphicData');
  const [table, chart, diagram] = [child(data, 'tbl'), child(data, 'chart'), child(data, 'relIds')];
  const part = (id: string | undefined): XmlElement | null => content.partOf(content.targetOf(id ?? ''));
  if (table !== undefined) addTable(table, content.targetOf, builder);
  else if (chart !== undefined) addChart(part(chart.attributes['id']), builder);
  else if (diagram !== undefined) {
    addDiagram(part(diagram.attributes['dm']), builder, (body) => wordsOf(body, () => ''));
  } else builder.paragraph(descriptionOf(frame));
}

function addTable(table: XmlElement, targetOf: TargetOf, builder: DocumentBuilder): void {
  const hasHeader = child(table, 'tblPr')?.attributes['firstRow'] === '1';
  const rows = table.children.filter(({ name }) => name === 'tr');
  const grid = rows.map((row, index): GridRow => {
    const cells = row.children
      // What a merged cell covers is there as an empty cell.
      .filter(({ name, attributes }) => name === 'tc' && !isOn(attributes['hMerge']) && !isOn(attributes['vMerge']))
      .map((cell) => ({
        text: wordsOf(child(cell, 'txBody'), targetOf),
        columns: spanOf(cell.attributes['gridSpan']),
        rows: spanOf(cell.attributes['rowSpan']),
      }));
    return { cells, header: index === 0 && hasHeader ? 'looks' : 'no' };
  });
  addGrid(grid, builder);
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';
const spanOf = (value: string | undefined): number => Math.max(1, Math.min(200, Number(value ?? 1) || 1));
