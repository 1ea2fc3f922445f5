import { posix } from 'node:path';
import type { DocumentBuilder } from '../document-builder.ts';
import { damaged } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { addOfficeProperties } from './office-properties.ts';
import { addShapes, paragraphsOf, placeholderOf, shapesOf } from './pptx-shapes.ts';
import { child, xmlPart, type XmlElement } from './xml.ts';
import { isXmlPart, requireFolder, unzip, type Parts } from './zip.ts';

const presentation = 'ppt/presentation.xml';

/** Presentations: a slide is a page; its title is a heading, its notes come last. Hidden slides are left out. */
export const readPptx: FormatReader = ({ bytes }, builder) => {
  const parts = unzip(bytes, isXmlPart);
  requireFolder(parts, 'ppt/', 'presentation');
  const slides = child(xmlPart(parts, presentation), 'sldIdLst');
  if (slides === undefined) throw damaged('it is no presentation, for it lists no slides');
  addOfficeProperties(parts, builder);
  const targets = relations(parts, presentation);
  builder.pages = slides.children.length;
  for (const [index, slide] of slides.children.entries()) {
    const part = targets.find(({ id }) => id === slide.attributes['id'] || id === slide.attributes['r:id'])?.target;
    builder.page = index + 1;
    if (part !== undefined) addSlide(part, parts, builder);
  }
};

function addSlide(part: string, parts: Parts, builder: DocumentBuilder): void {
  const root = xmlPart(parts, part);
  if (root === null || root.attributes['show'] === '0') return;
  builder.endGroup();
  const related = relations(parts, part);
  addShapes(shapesOf(root), builder);
  for (const { type, target } of related) {
    if (type.endsWith('/diagramData')) addDiagram(xmlPart(parts, target), builder);
  }
  const notes = related.find(({ type }) => type.endsWith('/notesSlide'));
  if (notes !== undefined) addNotes(xmlPart(parts, notes.target), builder);
}

/** SmartArt keeps its words in a part of its own, a point each. */
function addDiagram(root: XmlElement | null, builder: DocumentBuilder): void {
  for (const point of child(root, 'ptLst')?.children ?? []) {
    const words = paragraphsOf(child(point, 't')).map(({ text }) => text);
    builder.listItem(1, words.join('\n'));
  }
  builder.endGroup();
}

function addNotes(root: XmlElement | null, builder: DocumentBuilder): void {
  const words = shapesOf(root)
    .filter((shape) => placeholderOf(shape)?.attributes['type'] === 'body')
    .flatMap((shape) => paragraphsOf(child(shape, 'txBody')).map(({ text }) => text));
  builder.note(words.join('\n'));
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

/** What a part refers to inside the file, with full part names. */
function relations(parts: Parts, part: string): Relation[] {
  const folder = posix.dirname(part);
  const root = xmlPart(parts, `${folder}/_rels/${posix.basename(part)}.rels`);
  return (root?.children ?? [])
    .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
    .map(({ attributes }) => ({
      id: attributes['Id'] ?? '',
      type: attributes['Type'] ?? '',
      target: posix.join('/', folder, attributes['Target'] ?? '').slice(1),
    }));
}
