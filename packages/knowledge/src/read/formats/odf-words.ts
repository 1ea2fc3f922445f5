import { withTarget } from './link-target.ts';
import { superscript } from './superscript.ts';
import { child, type XmlElement } from './xml.ts';

/** What hangs in the words of a paragraph or cell. */
export interface OdfAsides {
  /** Takes a foot- or endnote and gives its mark. */
  note(text: string): string;
  comment(author: string, text: string): void;
  /** Takes a text box, shape or picture, and gives what of it stands in the line. */
  frame(element: XmlElement): string;
  isRaised(style: string): boolean;
}

/** Not words of the document: deleted text, settings, thumbnails, forms, and what is read elsewhere. */
export const passedOver = new Set(
  'tracked-changes sequence-decls variable-decls user-field-decls forms page-thumbnail notes annotation annotation-end scripts dde-connection-decls event-listeners index-title-template hidden-paragraph'.split(
    ' ',
  ),
);

/** Drawn things that may hold words. */
export const isShape = (name: string): boolean =>
  /^(?:frame|custom-shape|rect|ellipse|circle|polygon|path|line|connector|caption|g|control)$/.test(name);

const noAsides: OdfAsides = {
  note: () => '',
  comment: () => undefined,
  frame: (element) => `\n${wordsOf(element)}\n`,
  isRaised: () => false,
};

/** The words of a paragraph or of everything in a cell; paragraphs are set apart by line breaks. */
export function wordsOf(element: XmlElement, asides: OdfAsides = noAsides): string {
  let words = '';
  for (const piece of element.content) {
    // Between paragraphs there is only the layout of the XML itself.
    if (typeof piece !== 'string') words += wordsOfPiece(piece, asides);
    else if (holdsText.test(element.name)) words += piece.replace(/\s+/g, ' ');
  }
  return words;
}

function wordsOfPiece(piece: XmlElement, asides: OdfAsides): string {
  const { name, attributes } = piece;
  if (name === 's') return ' '.repeat(Math.min(100, Number(attributes['c'] ?? 1) || 1));
  if (name === 'tab') return '\t';
  if (name === 'line-break') return '\n';
  if (name === 'note') return asides.note(wordsOf(child(piece, 'note-body') ?? piece).trim());
  if (name === 'annotation') {
    asides.comment(child(piece, 'creator')?.text ?? '', annotationWords(piece));
    return '';
  }
  if (name === 'hidden-text')
    return attributes['is-hidden'] === 'true' ? '' : (attributes['string-value'] ?? piece.text);
  if (isShape(name)) return asides.frame(piece);
  if (passedOver.has(name)) return '';
  const inner = wordsOf(piece, asides);
  if (name === 'a') return withTarget(inner, attributes['href'] ?? '');
  if (name === 'ruby-text') return `(${inner})`;
  if (name === 'span' && asides.isRaised(attributes['style-name'] ?? '')) return superscript(inner);
  return name === 'p' || name === 'h' || name === 'list-item' ? `\n${inner}\n` : inner;
}

const holdsText =
  /^(?!(?:note-body|table.*|list|list-item|text-box|annotation|frame|section|custom-shape|header|footer|g)$)/;

/** What a comment says, without who says it and when. */
export const annotationWords = (annotation: XmlElement): string =>
  annotation.children
    .filter(({ name }) => name === 'p' || name === 'list')
    .map((inner) => wordsOf(inner))
    .join('\n');

/** Who commented, and what. */
export function commentText(annotation: XmlElement): string {
  const author = child(annotation, 'creator')?.text ?? '';
  return `${author === '' ? '' : `${author}: `}${annotationWords(annotation)}`;
}
