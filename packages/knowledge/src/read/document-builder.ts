import { cleanCode, cleanLine, cleanText } from './clean-text.ts';
import type { Block, BlockKind, Box, Cell, ReadDocument } from './read-document.ts';
import { ReadFailure } from './read-failure.ts';

const cellSeparator = ' | ';

/** A cell as a reader hands it over: its text, or more where the file says more. */
export type CellContent = string | CellWithMore;

interface CellWithMore {
  text: string;
  value?: Cell['value'];
  ref?: string;
}

/**
 * Owns the rules of a document's text: what separates blocks, how lists and tables are written, how strings are
 * cleaned. The format readers only say what comes next. Blocks without text are left out.
 */
export class DocumentBuilder {
  title: string | null = null;
  /** Whether the first heading is the title where the file names none. */
  headingsGiveTitle = true;
  /** Page that the next blocks are on, 1-based; null where the format has none. */
  page: number | null = null;
  pages: number | null = null;
  /** Where the next blocks stand on their page. */
  box: Box | null = null;
  readonly #maxCharacters: number;
  readonly #parts: string[] = [];
  readonly #blocks: Block[] = [];
  readonly #metadata: Record<string, string> = {};
  #length = 0;
  #groupEnded = false;

  constructor(options: { maxCharacters: number }) {
    this.#maxCharacters = options.maxCharacters;
  }

  /** How many blocks there are so far. */
  get size(): number {
    return this.#blocks.length;
  }

  heading(level: number, text: string): void {
    this.#add('heading', Math.min(6, Math.max(1, level)), cleanLine(text));
  }

  /** In paragraphs, quotes, notes and list items "\n" is a hard break; a reader turns the source's wrapping into spaces. */
  paragraph(text: string): void {
    this.#add('paragraph', 0, cleanText(text));
  }

  quote(text: string): void {
    this.#add('quote', 0, cleanText(text));
  }

  /** A footnote, comment or speaker note. */
  note(text: string): void {
    this.#add('note', 0, cleanText(text));
  }

  code(text: string): void {
    this.#add('code', 0, cleanCode(text));
  }

  /** `number` is given for numbered lists; `depth` counts from 1. */
  listItem(depth: number, text: string, number?: number): void {
    this.#add('list-item', Math.max(1, depth), cleanText(text), number === undefined ? '- ' : `${number}. `);
  }

  tableHeader(cells: readonly CellContent[]): void {
    this.#tableLine('table-header', cells);
  }

  tableRow(cells: readonly CellContent[]): void {
    this.#tableLine('table-row', cells);
  }

  /** Ends the open list or table: what follows is not part of it, though it may be a list or table as well. */
  endGroup(): void {
    this.#groupEnded = true;
  }

  /** Keeps what the file says about itself, cut to a size that is not content. The first value of a name counts. */
  addMetadata(name: string, value: string | null | undefined): void {
    const text = cleanLine(value ?? '');
    if (text !== '') this.#metadata[name] ??= text.slice(0, 500).toWellFormed();
  }

  /** @throws ReadFailure `no_text` where no block was added: an unreadable file is never an empty text */
  build(format: ReadDocument['format']): ReadDocument {
    if (this.size === 0) {
      throw new ReadFailure(
        'no_text',
        'holds no text.',
        'Check that it is the right file; there is nothing to search.',
      );
    }
    const title = cleanLine(this.title ?? '');
    return {
      format,
      title: title === '' ? this.#firstHeading() : title,
      text: this.#parts.join(''),
      blocks: this.#blocks,
      pages: this.pages,
      metadata: this.#metadata,
    };
  }

  #firstHeading(): string | null {
    if (!this.headingsGiveTitle) return null;
    const headings = this.#blocks.filter(({ kind }) => kind === 'heading');
    const heading = headings.find(({ level }) => level === 1) ?? headings[0];
    return heading === undefined ? null : this.#parts.join('').slice(heading.start, heading.end);
  }

  #tableLine(kind: 'table-header' | 'table-row', contents: readonly CellContent[]): void {
    const cells = contents.map((content) => (typeof content === 'string' ? { text: content } : content));
    const texts = cells.map(({ text }) => cleanLine(text));
    if (texts.every((text) => text === '')) return;
    // Empty cells at the ends would make the block begin or end with whitespace: the bars alone keep the columns.
    const line = texts.join(cellSeparator);
    const text = line.trim();
    this.#add(kind, 0, text, '', (blockStart) => {
      let next = blockStart - (line.length - line.trimStart().length);
      const within = (offset: number): number => Math.min(Math.max(blockStart, offset), blockStart + text.length);
      return cells.map(({ value, ref }: CellWithMore, column) => {
        const start = within(next);
        next += (texts[column]?.length ?? 0) + cellSeparator.length;
        const end = within(next - cellSeparator.length);
        // Written out, for a sheet may have a million of them: objects of few shapes take half the memory.
        if (ref === undefined) return value === undefined ? { start, end } : { start, end, value };
        return value === undefined ? { start, end, ref } : { start, end, value, ref };
      });
    });
  }

  #add(kind: BlockKind, level: number, text: string, marker = '', cellsAt?: (start: number) => Cell[]): void {
    if (text === '') return;
    const before = this.#blocks.at(-1);
    if (before !== undefined) this.#write(this.#continuesGroup(before.kind, kind) ? '\n' : '\n\n');
    this.#groupEnded = false;
    this.#write(marker);
    const start = this.#length;
    this.#write(text);
    const cells = cellsAt?.(start) ?? null;
    this.#blocks.push({ kind, level, start, end: this.#length, page: this.page, box: this.box, cells });
  }

  #continuesGroup(before: BlockKind, kind: BlockKind): boolean {
    if (this.#groupEnded) return false;
    if (kind === 'list-item') return before === 'list-item';
    return kind === 'table-row' && (before === 'table-row' || before === 'table-header');
  }

  #write(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    this.checkLength(this.#length);
  }

  /**
   * For readers that know how long the text will be, before they take memory for it.
   * @throws ReadFailure `file_too_large`
   */
  checkLength(characters: number): void {
    if (characters > this.#maxCharacters) {
      throw new ReadFailure(
        'file_too_large',
        `holds more than ${this.#maxCharacters.toLocaleString('en')} characters of text.`,
        'Split it into smaller files.',
      );
    }
  }
}
