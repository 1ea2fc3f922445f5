import type { DocumentBuilder } from '../document-builder.ts';

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
  readonly #notes: string[] = [];
  #text = '';
  #cells: string[] = [];
  #rows: { cells: string[]; isHeader: boolean }[] = [];
  #allBold = true;

  constructor(builder: DocumentBuilder) {
    this.#builder = builder;
  }

  write(text: string, isBold: boolean): void {
    this.#text += text;
    if (!isBold && text.trim() !== '') this.#allBold = false;
  }

  /** Foot- and endnotes leave a mark in the text; they and comments come last. */
  addNote(text: string): void {
    const mark = `[${this.#notes.length + 1}]`;
    this.#notes.push(`${mark} ${text}`);
    this.#text += mark;
  }

  addComment(text: string): void {
    this.#notes.push(text);
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
    const text = this.#text;
    const number = /^\s*(\d{1,9})[.)]?\s*$/.exec(this.marker)?.[1];
    const marker = this.marker.trim();
    this.#text = '';
    this.marker = '';
    if (text.trim() === '') return;
    this.#endTable();
    if (this.headingLevel !== null) this.#builder.heading(this.headingLevel, text);
    else if (marker === '') this.#builder.paragraph(text);
    else if (number !== undefined) this.#builder.listItem(this.listDepth, text, Number(number));
    // "a)" and "IV." are kept as words; bullets say nothing.
    else
      this.#builder.listItem(
        this.listDepth,
        /[\p{L}\d]/v.test(marker) && marker.length > 1 ? `${marker} ${text}` : text,
      );
  }

  endCell(): void {
    this.#cells.push(this.#text);
    this.#text = '';
    this.marker = '';
  }

  endRow(): void {
    if (this.#text.trim() !== '') this.endCell();
    this.#rows.push({ cells: this.#cells, isHeader: this.isHeaderRow || this.#allBold });
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
    for (const note of this.#notes) this.#builder.note(note);
  }

  #endTable(): void {
    if (this.#rows.length === 0) return;
    this.#builder.endGroup();
    for (const [index, { cells, isHeader }] of this.#rows.entries()) {
      if (index === 0 && isHeader && this.#rows.length > 1) this.#builder.tableHeader(cells);
      else this.#builder.tableRow(cells);
    }
    this.#builder.endGroup();
    this.#rows = [];
  }
}
