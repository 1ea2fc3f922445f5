import type { DocumentBuilder } from '../document-builder.ts';
import { isStyle, type OdfContent } from './odf.ts';
import { odfRows } from './odf-table.ts';
import { child, type XmlElement } from './xml.ts';

interface Place {
  prose: 'paragraph' | 'note';
  /** Of the lists around. */
  depth: number;
  /** Of the list around; inner lists without one share it. */
  listStyle: string;
}

/** Not words of the document: deleted text, settings, thumbnails, forms, and what is read elsewhere. */
const passedOver = new Set(
  'tracked-changes sequence-decls variable-decls user-field-decls forms page-thumbnail notes annotation annotation-end scripts dde-connection-decls event-listeners ruby-text index-title-template'.split(
    ' ',
  ),
);

/** Adds the blocks of a body, slide or text box in reading order; foot- and endnotes and comments come last. */
export function addOdfBlocks(
  elements: XmlElement[],
  styles: OdfContent['styles'],
  builder: DocumentBuilder,
  options: { prose: 'paragraph' | 'note' } = { prose: 'paragraph' },
): void {
  const notes: string[] = [];
  let noteCount = 0;
  const lastNumbers = new Map<string, number>();

  const walkAll = (all: XmlElement[], place: Place): void => {
    for (const element of all) walk(element, place);
  };

  const walk = (element: XmlElement, place: Place): void => {
    const { name, attributes } = element;
    if (passedOver.has(name)) return;
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
  };

  const addParagraph = (text: string, style: string | undefined, { prose }: Place): void => {
    if (prose === 'note') builder.note(text);
    else if (isStyle(styles, style, 'Title')) builder.heading(1, text);
    else if (isStyle(styles, style, 'Quotations')) builder.quote(text);
    else if (isStyle(styles, style, 'Preformatted Text')) builder.code(text);
    else builder.paragraph(text);
  };

  /** The words of a paragraph, then the frames that hang in it. */
  const addWords = (element: XmlElement, add: (text: string) => void, place: Place): void => {
    const frames: XmlElement[] = [];
    add(wordsOf(element, { frames, note: numberNote, comment: (text) => notes.push(text) }));
    for (const frame of frames) walkFrame(frame, place);
  };

  const numberNote = (text: string): string => {
    const mark = `[${++noteCount}]`;
    notes.push(`${mark} ${text}`);
    return mark;
  };

  /** A picture gives its description; a frame with several forms of one thing (a chart and its picture) the first. */
  const walkFrame = (frame: XmlElement, place: Place): void => {
    const inside = frame.children.find(({ name }) => name === 'text-box' || name === 'table');
    if (inside !== undefined) walk(inside, place);
    else builder.paragraph(child(frame, 'desc')?.text ?? child(frame, 'title')?.text ?? '');
  };

  const walkList = (list: XmlElement, place: Place): void => {
    const depth = place.depth + 1;
    const listStyle = list.attributes['style-name'] ?? place.listStyle;
    const key = `${listStyle} ${depth}`;
    const isNumbered = styles
      .get(listStyle)
      ?.children.some(
        (level) =>
          level.name === 'list-level-style-number' &&
          level.attributes['level'] === String(depth) &&
          level.attributes['num-format'] !== '',
      );
    let number =
      list.attributes['continue-numbering'] === 'true' || list.attributes['continue-list'] !== undefined
        ? (lastNumbers.get(key) ?? 0)
        : 0;
    for (const item of list.children) {
      const [first, ...rest] = item.children;
      const inner = { ...place, depth, listStyle };
      if (first?.name === 'p' && place.prose === 'paragraph') {
        number = Number(item.attributes['start-value'] ?? number + 1);
        const shown = isNumbered === true && item.name === 'list-item' ? number : undefined;
        addWords(first, (text) => builder.listItem(depth, text, shown), inner);
        walkAll(rest, inner);
      } else {
        walkAll(item.children, inner);
      }
    }
    lastNumbers.set(key, number);
    if (depth === 1) builder.endGroup();
  };

  const addTable = (table: XmlElement, place: Place): void => {
    // A table of one cell is a frame around its words.
    if (cellsOf(table) <= 1) return walkAll(table.children, place);
    const rows = odfRows(table, plainWords);
    builder.endGroup();
    for (const [index, { cells, isHeader }] of rows.entries()) {
      if (
        index === 0 &&
        rows.length > 1 &&
        (isHeader || table.attributes['use-first-row-styles'] === 'true' || hasHeadingStyle(table))
      )
        builder.tableHeader(cells);
      else builder.tableRow(cells);
    }
    builder.endGroup();
  };

  /** The first row is often a header by its looks only. */
  const hasHeadingStyle = (element: XmlElement): boolean => {
    if (element.name === 'table-row') {
      const paragraphs = element.children.flatMap((cell) => cell.children);
      return (
        paragraphs.length > 0 && paragraphs.every((p) => isStyle(styles, p.attributes['style-name'], 'Table Heading'))
      );
    }
    const first = element.children.find(({ name }) => /^table-(?:row|rows|row-group|header-rows)$/.test(name));
    return first !== undefined && hasHeadingStyle(first);
  };

  const plainWords = (element: XmlElement): string =>
    wordsOf(element, { frames: [], note: numberNote, comment: (text) => notes.push(text) });

  walkAll(elements, { prose: options.prose, depth: 0, listStyle: '' });
  for (const note of notes) builder.note(note);
}

const cellsOf = ({ name, children }: XmlElement): number =>
  name === 'table-cell' ? 1 : children.reduce((sum, inner) => sum + cellsOf(inner), 0);

interface Asides {
  /** Text boxes and pictures that hang in the paragraph are put here. */
  frames: XmlElement[];
  /** Takes a foot- or endnote and gives its mark. */
  note(text: string): string;
  comment(text: string): void;
}

const noAsides: Asides = { frames: [], note: () => '', comment: () => undefined };

/** The words of a paragraph or of everything in a cell; paragraphs are set apart by line breaks. */
export function wordsOf(element: XmlElement, asides: Asides = noAsides): string {
  let words = '';
  for (const piece of element.content) {
    if (typeof piece === 'string') {
      // Between paragraphs there is only the layout of the XML itself.
      if (holdsText.test(element.name)) words += piece.replace(/\s+/g, ' ');
    } else if (piece.name === 's') {
      words += ' '.repeat(Math.min(100, Number(piece.attributes['c'] ?? 1) || 1));
    } else if (piece.name === 'tab') {
      words += '\t';
    } else if (piece.name === 'line-break') {
      words += '\n';
    } else if (piece.name === 'note') {
      words += asides.note(wordsOf(child(piece, 'note-body') ?? piece).trim());
    } else if (piece.name === 'annotation') {
      asides.comment(commentText(piece));
    } else if (piece.name === 'frame' && element.name !== 'table-cell') {
      asides.frames.push(piece);
    } else if (!passedOver.has(piece.name)) {
      const inner = wordsOf(piece, asides);
      words += piece.name === 'p' || piece.name === 'h' || piece.name === 'list-item' ? `\n${inner}\n` : inner;
    }
  }
  return words;
}

const holdsText = /^(?!(?:note-body|table.*|list|list-item|text-box|annotation|frame|section|custom-shape)$)/;

/** Who commented, and what. */
export function commentText(annotation: XmlElement): string {
  const words = annotation.children
    .filter(({ name }) => name === 'p' || name === 'list')
    .map((inner) => wordsOf(inner));
  const author = child(annotation, 'creator')?.text ?? '';
  return `${author === '' ? '' : `${author}: `}${words.join('\n')}`;
}
