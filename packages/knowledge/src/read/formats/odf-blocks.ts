import type { DocumentBuilder } from '../document-builder.ts';
import { Asides } from './asides.ts';
import { addListItem } from './list-marker.ts';
import { odfGrid } from './odf-grid.ts';
import { odfMarker } from './odf-list.ts';
import { annotationWords, passedOver, wordsOf } from './odf-words.ts';
import { isStyle, type OdfContent } from './odf.ts';
import { addGrid } from './table-grid.ts';
import { child, type XmlElement } from './xml.ts';

interface Place {
  prose: 'paragraph' | 'note';
  /** The numbers of the items around, outermost first. */
  numbers: readonly number[];
  /** Of the list around; inner lists without one share it. */
  listStyle: string;
}

/** Adds the blocks of a body, slide or text box in reading order. */
export function addOdfBlocks(
  elements: XmlElement[],
  content: Pick<OdfContent, 'styles' | 'objectAt'>,
  builder: DocumentBuilder,
  options: { prose: 'paragraph' | 'note' } = { prose: 'paragraph' },
): void {
  const { styles } = content;
  const asides = new Asides();
  const lastNumbers = new Map<string, number>();

  const walkAll = (all: XmlElement[], place: Place): void => {
    for (const element of all) walk(element, place);
  };

  const walk = (element: XmlElement, place: Place): void => {
    const { name, attributes } = element;
    if (name === 'annotation') asides.comment(child(element, 'creator')?.text ?? '', annotationWords(element));
    if (passedOver.has(name) || (name === 'section' && attributes['display'] === 'none')) return;
    if (name === 'h') {
      addWords(element, (text) => builder.heading(Number(attributes['outline-level'] ?? 1), text), place);
    } else if (name === 'p') {
      addWords(element, (text) => addParagraph(text, attributes['style-name'], place), place);
    } else if (name === 'list') {
      walkList(element, place);
    } else if (name === 'table') {
      addTable(element, place);
    } else if (name === 'frame') {
      walkFrame(element, place);
    } else {
      walkAll(element.children, place);
    }
    // Notes come after the list that they belong to.
    if (place.numbers.length === 0) asides.release(builder);
  };

  const addParagraph = (text: string, style: string | undefined, { prose }: Place): void => {
    if (prose === 'note') builder.note(text);
    else if (isStyle(styles, style, 'Title')) builder.heading(1, text);
    else if (isStyle(styles, style, 'Quotations')) builder.quote(text);
    else if (isStyle(styles, style, 'Preformatted Text')) builder.code(text);
    else builder.paragraph(text);
  };

  /** The words of an element; what hangs in them goes where `frame` puts it. */
  const words = (element: XmlElement, frame: (element: XmlElement) => string): string =>
    wordsOf(element, {
      note: (text) => asides.note(text),
      comment: (author, text) => asides.comment(author, text),
      frame: (hanging) => formulaText(objectIn(hanging)) ?? frame(hanging),
      isRaised: (style) =>
        child(styles.get(style), 'text-properties')?.attributes['text-position']?.startsWith('super') === true,
    });

  /** The words of a paragraph, then the frames that hang in it. */
  const addWords = (element: XmlElement, add: (text: string) => void, place: Place): void => {
    const frames: XmlElement[] = [];
    add(words(element, (frame) => (frames.push(frame), '')));
    for (const frame of frames) walk(frame, { ...place, numbers: place.numbers });
  };

  /** The words of a cell, with those of its pictures and text boxes. */
  const cellWords = (cell: XmlElement): string =>
    words(
      cell,
      (frame) => ` ${frame.name === 'frame' ? (descriptionOf(frame) ?? cellWords(frame)) : cellWords(frame)} `,
    );

  const objectIn = (frame: XmlElement): XmlElement | null => {
    const address = child(frame, 'object')?.attributes['href'];
    return address === undefined ? null : content.objectAt(address);
  };

  /** A picture gives its description; a frame with several forms of one thing the first that can be read. */
  const walkFrame = (frame: XmlElement, place: Place): void => {
    const inside = frame.children.find(({ name }) => name === 'text-box' || name === 'table');
    const object = objectIn(frame);
    const chart = child(child(child(object, 'body'), 'chart'), 'chart');
    if (inside !== undefined) walk(inside, place);
    else if (chart !== undefined) addChart(chart, place);
    else builder.paragraph(formulaText(object) ?? descriptionOf(frame) ?? '');
  };

  /** The title of a chart, and its figures, which it keeps as a table. */
  const addChart = (chart: XmlElement, place: Place): void => {
    for (const inner of chart.children) {
      if (inner.name === 'title') builder.paragraph(wordsOf(inner));
      else if (inner.name === 'table') addTable(inner, place);
    }
  };

  const walkList = (list: XmlElement, place: Place): void => {
    const depth = place.numbers.length + 1;
    const listStyle = list.attributes['style-name'] ?? place.listStyle;
    const key = `${listStyle} ${depth}`;
    const goesOn = list.attributes['continue-numbering'] === 'true' || list.attributes['continue-list'] !== undefined;
    let number = goesOn ? (lastNumbers.get(key) ?? 0) : startOf(styles.get(listStyle), depth) - 1;
    for (const item of list.children) {
      const [first, ...rest] = item.children;
      if (first?.name === 'p' && place.prose === 'paragraph') {
        number = Number(item.attributes['start-value'] ?? number + 1);
        const inner = { ...place, numbers: [...place.numbers, number], listStyle };
        const marker = item.name === 'list-item' ? odfMarker(styles.get(listStyle), inner.numbers) : '';
        addWords(first, (text) => addListItem(builder, depth, text, marker), inner);
        walkAll(rest, inner);
      } else {
        walkAll(item.children, { ...place, numbers: [...place.numbers, number], listStyle });
      }
    }
    lastNumbers.set(key, number);
    if (depth === 1) builder.endGroup();
  };

  const addTable = (table: XmlElement, place: Place): void => {
    // A table of one cell is a frame around its words.
    if (cellsOf(table) <= 1) return walkAll(table.children, place);
    const isHeader = (row: XmlElement, index: number): boolean =>
      (index === 0 && table.attributes['use-first-row-styles'] === 'true') || hasHeadingStyle(row);
    addGrid(odfGrid(table, cellWords, isHeader), builder);
  };

  /** The first row is often a header by its looks only. */
  const hasHeadingStyle = (row: XmlElement): boolean => {
    const paragraphs = row.children.flatMap((cell) => cell.children);
    return (
      paragraphs.length > 0 && paragraphs.every((p) => isStyle(styles, p.attributes['style-name'], 'Table Heading'))
    );
  };

  walkAll(elements, { prose: options.prose, numbers: [], listStyle: '' });
  asides.release(builder);
}

const cellsOf = ({ name, children }: XmlElement): number =>
  name === 'table-cell' ? 1 : children.reduce((sum, inner) => sum + cellsOf(inner), 0);

const descriptionOf = (frame: XmlElement): string | undefined =>
  child(frame, 'desc')?.text ?? child(frame, 'title')?.text;

/** A formula as it was typed, else its signs; null where it is none. */
function formulaText(root: XmlElement | null): string | null {
  if (root?.name !== 'math') return null;
  const find = (element: XmlElement): XmlElement | undefined =>
    element.name === 'annotation' ? element : element.children.map(find).find((found) => found !== undefined);
  return find(root)?.text ?? wordsOf(root);
}

function startOf(style: XmlElement | undefined, depth: number): number {
  const level = style?.children.find(({ attributes }) => attributes['level'] === String(depth));
  return Number(level?.attributes['start-value'] ?? 1) || 1;
}
