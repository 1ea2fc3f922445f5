import { damaged } from '../read-failure.ts';
import { Asides } from './asides.ts';
import { docxWords } from './docx-blocks.ts';
import { DocxNumbering } from './docx-numbering.ts';
import type { DocxReferences } from './docx-runs.ts';
import { docxStyles, numberingOf, type DocxStyle } from './docx-styles.ts';
import { relationsOf, type Relation } from './office-relations.ts';
import { child, xmlPart, type XmlElement } from './xml.ts';
import type { Parts } from './zip.ts';

/** What a paragraph is by its own properties and its style. */
export interface ParagraphKind {
  /** Null where it is no heading. */
  headingLevel: number | null;
  styleName: string;
  /** Depth from 0. */
  list: { id: string; level: number } | null;
}

/** The parts of a Word document that belong to one of its stories, and what they share. */
export class DocxFile implements DocxReferences {
  readonly parts: Parts;
  readonly main: string;
  readonly relations: Relation[];
  readonly styles: Map<string, DocxStyle>;
  readonly numbering: DocxNumbering;
  readonly asides = new Asides();
  readonly #defaultStyle: string;
  readonly #notes = new Map<string, XmlElement>();
  readonly #comments = new Map<string, XmlElement>();
  readonly #targets = new Map<string, string>();

  constructor(parts: Parts) {
    this.parts = parts;
    this.main = relationsOf(parts, '').find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml';
    this.relations = relationsOf(parts, this.main);
    const styles = this.#part('styles');
    this.styles = docxStyles(styles);
    const byDefault = styles?.children.find(
      ({ name, attributes }) =>
        name === 'style' && attributes['type'] === 'paragraph' && /^(?:1|true)$/.test(attributes['default'] ?? ''),
    );
    this.#defaultStyle = byDefault?.attributes['styleId'] ?? '';
    this.numbering = new DocxNumbering(this.#part('numbering'));
    for (const kind of ['footnote', 'endnote']) {
      for (const note of this.#part(`${kind}s`)?.children ?? []) {
        if (note.attributes['type'] === undefined || note.attributes['type'] === 'normal')
          this.#notes.set(`${kind} ${note.attributes['id']}`, note);
      }
    }
    for (const comment of this.#part('comments')?.children ?? [])
      this.#comments.set(comment.attributes['id'] ?? '', comment);
    this.enter(this.main);
  }

  get body(): XmlElement {
    const body = child(xmlPart(this.parts, this.main), 'body');
    if (body === undefined) throw damaged(`its part ${this.main} holds no document`);
    return body;
  }

  /** From now on ids are those of this part. */
  enter(part: string): void {
    this.#targets.clear();
    for (const { id, target } of part === this.main ? this.relations : relationsOf(this.parts, part)) {
      this.#targets.set(id, target);
    }
  }

  kindOf(paragraph: XmlElement): ParagraphKind {
    const properties = child(paragraph, 'pPr');
    const styleId = child(properties, 'pStyle')?.attributes['val'] ?? this.#defaultStyle;
    const style = this.styles.get(styleId);
    const outline = child(properties, 'outlineLvl')?.attributes['val'];
    const level = outline === undefined ? (style?.headingLevel ?? 0) : Number(outline) < 9 ? Number(outline) + 1 : 0;
    const own = numberingOf(properties);
    const id = (own?.id || style?.numbering?.id) ?? '';
    const depth = own?.level ?? style?.numbering?.level ?? this.numbering.levelOfStyle(id, styleId);
    return {
      headingLevel: level === 0 ? null : level,
      styleName: style?.name ?? '',
      list: id === '' || id === '0' ? null : { id, level: depth },
    };
  }

  note(kind: 'footnote' | 'endnote', id: string): string {
    const note = this.#notes.get(`${kind} ${id}`);
    return note === undefined ? '' : this.asides.note(this.#wordsIn(`${kind}s`, note));
  }

  comment(id: string): void {
    const comment = this.#comments.get(id);
    // Each once, though replies may be named by what they reply to as well.
    this.#comments.delete(id);
    if (comment === undefined) return;
    this.asides.comment(comment.attributes['author'] ?? '', this.#wordsIn('comments', comment));
  }

  target(id: string): string {
    return this.#targets.get(id) ?? '';
  }

  isHiddenStyle(id: string): boolean {
    return this.styles.get(id)?.isHidden ?? false;
  }

  #part(type: string): XmlElement | null {
    const name = this.#nameOf(type);
    return name === undefined ? null : xmlPart(this.parts, name);
  }

  #nameOf(type: string): string | undefined {
    return this.relations.find((relation) => relation.type === type)?.target;
  }

  #wordsIn(type: string, element: XmlElement): string {
    this.enter(this.#nameOf(type) ?? '');
    const words = docxWords(element, this);
    this.enter(this.main);
    return words;
  }
}
