import type { DocumentBuilder } from '../document-builder.ts';
import { Asides } from './asides.ts';
import { withTarget } from './link-target.ts';
import { addListItem, withMarker } from './list-marker.ts';
import { rtfGrid, type RtfCellDefinition, type RtfRow } from './rtf-table.ts';
import { addGrid } from './table-grid.ts';

/** Collects running text into paragraphs, list items, headings and rows of tables, as the controls of RTF end them. */
export class RtfBody {
  /** Level of the paragraph at hand where it is a heading. */
  headingLevel: number | null = null;
  /** What is shown in front of the paragraph where it is in a list: "1.", a bullet. */
  marker = '';
  /** Nesting depth of the list, from 1. */
  listDepth = 1;
  inTable = false;
  isHeaderRow = false;
  readonly #builder: DocumentBuilder;
  readonly #asides = new Asides();
  /** How many of the notes belong to lists and tables that have not ended yet. */
  #held = 0;
  #text = '';
  #cells: string[] = [];
  #definitions: RtfCellDefinition[] = [];
  #definition: Omit<RtfCellDefinition, 'edge'> = { merge: 'no', isJoined: false };
  #rows: RtfRow[] = [];
  #allBold = true;

  constructor(builder: DocumentBuilder) {
    this.#builder = builder;
  }

  /** How many characters of the paragraph at hand there are. */
  get length(): number {
    return this.#text.length;
  }

  write(text: string, isBold: boolean): void {
    this.#text += text;
    if (!isBold && text.trim() !== '') this.#allBold = false;
  }

  /** What has been written since then leads to this address. */
  link(from: number, target: string): void {
    this.#text = this.#text.slice(0, from) + withTarget(this.#text.slice(from), target);
  }

  addNote(text: string): void {
    this.#text += this.#asides.note(text);
  }

  addComment(author: string, text: string): void {
    this.#asides.comment(author, text);
  }

  /** Back to a paragraph of no kind. */
  resetParagraph(): void {
    this.headingLevel = null;
    this.inTable = false;
    this.listDepth = 1;
  }

  endParagraph(): void {
    if (this.inTable) {
      this.#text += '\n';
      return;
    }
    const { marker, headingLevel } = this;
    const text = this.#text;
    this.#text = '';
    this.marker = '';
    this.#allBold = true;
    if (text.trim() === '') return;
    this.#endTable();
    if (headingLevel === null && marker.trim() !== '') {
      addListItem(this.#builder, this.listDepth, text, marker);
      this.#held = this.#asides.waiting;
      return;
    }
    this.#release();
    if (headingLevel === null) this.#builder.paragraph(text);
    else this.#builder.heading(headingLevel, withMarker(text, marker));
    this.#asides.release(this.#builder);
  }

  /** Begins to define the cells of a row. */
  startRow(): void {
    this.#definitions = [];
    this.#definition = { merge: 'no', isJoined: false };
  }

  mergeCell(merge: Partial<Omit<RtfCellDefinition, 'edge'>>): void {
    Object.assign(this.#definition, merge);
  }

  defineCell(edge: number): void {
    this.#definitions.push({ edge, ...this.#definition });
    this.#definition = { merge: 'no', isJoined: false };
  }

  endCell(): void {
    this.#cells.push(withMarker(this.#text, this.marker));
    this.#text = '';
    this.marker = '';
  }

  endRow(): void {
    if (this.#text.trim() !== '') this.endCell();
    const header = this.isHeaderRow ? 'marked' : this.#allBold ? 'looks' : 'no';
    this.#rows.push({ cells: this.#cells, definitions: this.#definitions, header });
    this.#held = this.#asides.waiting;
    this.#cells = [];
    this.#allBold = true;
    this.isHeaderRow = false;
    this.inTable = false;
  }

  end(): void {
    this.inTable = false;
    if (this.#cells.length > 0) this.endRow();
    this.endParagraph();
    this.#endTable();
    this.#asides.release(this.#builder);
  }

  #endTable(): void {
    if (this.#rows.length === 0) return;
    addGrid(rtfGrid(this.#rows), this.#builder);
    this.#rows = [];
    this.#release();
  }

  /** Says the notes of the list or table that has ended. */
  #release(): void {
    this.#asides.release(this.#builder, this.#held);
    this.#held = 0;
  }
}
