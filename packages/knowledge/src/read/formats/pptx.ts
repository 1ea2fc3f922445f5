import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties } from './office-properties.ts';
import { isEmbedded, readEmbedded, relationsOf, type Relation } from './office-relations.ts';
import { addSlideComments, commentAuthors } from './pptx-comments.ts';
import { placeholderOf, placedShapes } from './pptx-layout.ts';
import { addShapes } from './pptx-shapes.ts';
import { wordsOf } from './pptx-text.ts';
import { child, xmlPart } from './xml.ts';
import { isXmlPart, requireFolder, unzip, type Parts } from './zip.ts';

const presentation = 'ppt/presentation.xml';

/**
 * Presentations: a slide is a page; its title is a heading, comments and the speaker's notes come last. Hidden slides are
 * left out; documents that lie inside are members.
 */
export const readPptx: FormatReader = async ({ bytes, member }, builder) => {
  const parts = unzip(bytes, (name) => isXmlPart(name) || isEmbedded(name));
  requireFolder(parts, 'ppt/', 'presentation');
  const root = xmlPart(parts, presentation);
  const slides = child(root, 'sldIdLst');
  if (slides === undefined) throw damaged('it is no presentation, for it lists no slides');
  addOfficeProperties(parts, builder);
  const size = child(root, 'sldSz')?.attributes;
  const relations = relationsOf(parts, presentation);
  const deck: Deck = {
    parts,
    width: Number(size?.['cx'] ?? 0) || 0,
    height: Number(size?.['cy'] ?? 0) || 0,
    authors: commentAuthors(
      relations.filter(({ type }) => /authors$/i.test(type)).map(({ target }) => xmlPart(parts, target)),
    ),
    footers: new Set(),
    embedded: [],
  };
  builder.pages = slides.children.length;
  for (const [index, slide] of slides.children.entries()) {
    const part = relations.find(({ id }) => id === slide.attributes['id'] || id === slide.attributes['r:id'])?.target;
    builder.page = index + 1;
    if (part !== undefined) addSlide(part, deck, builder);
  }
  // A deck of pictures may say what it is only there.
  if (builder.size === 0) for (const footer of deck.footers) builder.paragraph(footer);
  builder.addMetadata('footer', [...deck.footers].join(' / '));
  await readEmbedded(deck.embedded, parts, member);
};

interface Deck {
  parts: Parts;
  /** Of a slide, in the units of the file; 0 where it does not say. */
  width: number;
  height: number;
  authors: Map<string, string>;
  footers: Set<string>;
  embedded: Relation[];
}

function addSlide(part: string, deck: Deck, builder: DocumentBuilder): void {
  const { parts } = deck;
  const root = xmlPart(parts, part);
  if (root === null || root.attributes['show'] === '0') return;
  builder.endGroup();
  const relations = relationsOf(parts, part);
  const layout = targetOfType(relations, 'slideLayout');
  const master = layout === undefined ? undefined : targetOfType(relationsOf(parts, layout), 'slideMaster');
  const templates = [layout, master].map((name) => (name === undefined ? null : xmlPart(parts, name)));
  const targets = new Map(relations.map(({ id, target }) => [id, target]));
  addShapes(
    placedShapes(root, { width: deck.width, height: deck.height, templates }),
    {
      targetOf: (id) => targets.get(id) ?? '',
      partOf: (target) => xmlPart(parts, target),
      footer: (text) => text.trim() !== '' && deck.footers.add(text.trim()),
    },
    builder,
  );
  for (const { type, target } of relations) {
    if (type === 'comments') addSlideComments(xmlPart(parts, target), deck.authors, builder);
  }
  const notes = targetOfType(relations, 'notesSlide');
  if (notes !== undefined) addNotes(notes, parts, builder);
  deck.embedded.push(...relations);
}

const targetOfType = (relations: readonly Relation[], wanted: string): string | undefined =>
  relations.find(({ type }) => type === wanted)?.target;

function addNotes(part: string, parts: Parts, builder: DocumentBuilder): void {
  const targets = new Map(relationsOf(parts, part).map(({ id, target }) => [id, target]));
  const words = placedShapes(xmlPart(parts, part), { width: 0, height: 0, templates: [] })
    .filter(({ element }) => placeholderOf(element)?.attributes['type'] === 'body')
    .map(({ element }) => wordsOf(child(element, 'txBody'), (id) => targets.get(id) ?? ''));
  builder.note(words.join('\n'));
}
