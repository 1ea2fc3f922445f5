import { switchOf } from './docx-styles.ts';
import { withTarget } from './link-target.ts';
import { alternative } from './office-alternative.ts';
import { mathText } from './office-math.ts';
import { superscript } from './superscript.ts';
import { child, type XmlElement } from './xml.ts';

/** What the words of a paragraph refer to elsewhere in the file. */
export interface DocxReferences {
  /** Takes a note by its id and gives its mark. */
  note(kind: 'footnote' | 'endnote', id: string): string;
  comment(id: string): void;
  /** The address that a relation names. */
  target(id: string): string;
  isHiddenStyle(id: string): boolean;
}

export interface ParagraphWords {
  text: string;
  /** Text boxes, charts, diagrams and described pictures that hang in the paragraph. */
  hanging: XmlElement[];
}

/** Deleted, moved away, or said by what is read elsewhere. */
const passedOver = new Set('del moveFrom pPr rPr delText instrText sdtPr sdtEndPr rt'.split(' '));

/**
 * Reads the words of the paragraphs of one story (the body, a note, a header) in order: changes as accepted, fields by
 * what they show. Fields may begin in one paragraph and end in another.
 */
export class DocxRuns {
  readonly #references: DocxReferences;
  /** The fields that are open: what they are told to show, and where the words they show begin. */
  readonly #fields: { instruction: string; showsFrom: number | null; box: XmlElement | undefined }[] = [];
  #text = '';
  #hanging: XmlElement[] = [];

  constructor(references: DocxReferences) {
    this.#references = references;
  }

  read(paragraph: XmlElement): ParagraphWords {
    this.#text = '';
    this.#hanging = [];
    for (const field of this.#fields) if (field.showsFrom !== null) field.showsFrom = 0;
    this.#walkAll(paragraph);
    return { text: this.#text, hanging: this.#hanging };
  }

  #walkAll({ children }: XmlElement): void {
    for (const inner of children) this.#walk(inner);
  }

  #walk(element: XmlElement): void {
    const { name, attributes } = element;
    if (name === 'fldChar') this.#field(element);
    else if (name === 'instrText') this.#instruct(element.text);
    else if (passedOver.has(name)) return;
    else if (name === 'r') this.#run(element);
    else if (name === 'hyperlink') this.#link(element);
    else if (name === 'fldSimple') this.#simpleField(element);
    else if (name === 'AlternateContent') this.#walkAll(alternative(element));
    else if (name === 'oMath') this.#write(mathText(element));
    else if (name === 'ruby') this.#ruby(element);
    else if (name === 'drawing' || name === 'pict' || name === 'object') this.#hang(element);
    else if (name === 'footnoteReference' || name === 'endnoteReference') {
      const kind = name === 'endnoteReference' ? 'endnote' : 'footnote';
      if (this.#isShown) this.#write(this.#references.note(kind, attributes['id'] ?? ''));
    } else if (name === 'commentReference') this.#references.comment(attributes['id'] ?? '');
    else this.#character(element);
  }

  #character(element: XmlElement): void {
    const { name, attributes } = element;
    if (name === 't') this.#write(element.text);
    else if (name === 'tab' || name === 'ptab') this.#write('\t');
    else if (name === 'br' || name === 'cr') this.#write('\n');
    else if (name === 'noBreakHyphen') this.#write('-');
    else if (name === 'sym') this.#write(String.fromCharCode(Number.parseInt(attributes['char'] ?? '20', 16)));
    else this.#walkAll(element);
  }

  #run(run: XmlElement): void {
    const properties = child(run, 'rPr');
    const style = child(properties, 'rStyle')?.attributes['val'] ?? '';
    const isHidden = switchOf(properties, 'vanish') ?? this.#references.isHiddenStyle(style);
    const before = this.#text;
    this.#walkAll(run);
    if (isHidden) this.#text = before;
    else if (child(properties, 'vertAlign')?.attributes['val'] === 'superscript') {
      this.#text = before + superscript(this.#text.slice(before.length));
    }
  }

  #write(text: string): void {
    if (this.#isShown) this.#text += text;
  }

  #hang(element: XmlElement): void {
    if (this.#isShown) this.#hanging.push(element);
  }

  get #isShown(): boolean {
    return this.#fields.every(({ showsFrom }) => showsFrom !== null);
  }

  #ruby(element: XmlElement): void {
    const reading = child(element, 'rt');
    this.#walkAll(child(element, 'rubyBase') ?? element);
    if (reading === undefined) return;
    this.#write('(');
    this.#walkAll(reading);
    this.#write(')');
  }

  #link(element: XmlElement): void {
    const from = this.#text.length;
    this.#walkAll(element);
    this.#showTarget(from, this.#references.target(element.attributes['id'] ?? ''));
  }

  #showTarget(from: number, target: string): void {
    this.#text = this.#text.slice(0, from) + withTarget(this.#text.slice(from), target);
  }

  #simpleField(element: XmlElement): void {
    const from = this.#text.length;
    this.#walkAll(element);
    this.#showTarget(from, linkOf(element.attributes['instr'] ?? ''));
  }

  #instruct(text: string): void {
    const field = this.#fields.at(-1);
    if (field?.showsFrom === null) field.instruction += text;
  }

  #field(element: XmlElement): void {
    const type = element.attributes['fldCharType'];
    const field = this.#fields.at(-1);
    if (type === 'begin') {
      this.#fields.push({ instruction: '', showsFrom: null, box: child(element, 'ffData') });
    } else if (type === 'separate' && field !== undefined) {
      field.showsFrom = this.#text.length;
    } else if (type === 'end' && field !== undefined) {
      this.#fields.pop();
      if (field.showsFrom === null) this.#write(formChoice(field.box));
      else this.#showTarget(field.showsFrom, linkOf(field.instruction));
    }
  }
}

const linkOf = (instruction: string): string => /^\s*HYPERLINK\s+"([^"]+)"/i.exec(instruction)?.[1] ?? '';

/** Boxes to tick and lists to choose from show no words of their own. */
function formChoice(data: XmlElement | undefined): string {
  const box = child(data, 'checkBox');
  if (box !== undefined) return (switchOf(box, 'checked') ?? switchOf(box, 'default') ?? false) ? '☒' : '☐';
  const list = child(data, 'ddList');
  const entries = list?.children.filter(({ name }) => name === 'listEntry') ?? [];
  const chosen = Number((child(list, 'result') ?? child(list, 'default'))?.attributes['val'] ?? 0);
  return entries[chosen]?.attributes['val'] ?? '';
}
