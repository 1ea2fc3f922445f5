import type { DocumentBuilder } from '../document-builder.ts';

/**
 * Foot- and endnotes and comments. A note leaves a mark in the text, "[1]"; what it says waits until the paragraph, list
 * or table around the mark has ended, so that it is found under the same heading.
 */
export class Asides {
  #count = 0;
  readonly #waiting: string[] = [];

  /** @returns the mark for the text; none where the note says nothing */
  note(text: string): string {
    if (text.trim() === '') return '';
    const mark = `[${++this.#count}]`;
    this.#waiting.push(`${mark} ${text.trim()}`);
    return mark;
  }

  comment(author: string, text: string): void {
    if (text.trim() !== '') this.#waiting.push(commentText(author, text.trim()));
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Says what waits, or the first `count` of it. */
  release(builder: DocumentBuilder, count = this.#waiting.length): void {
    for (const text of this.#waiting.splice(0, count)) builder.note(text);
  }
}

export function commentText(author: string, text: string): string {
  return author.trim() === '' ? `Comment: ${text}` : `Comment by ${author.trim()}: ${text}`;
}

/** Headers and footers come once at the end; one that only counts pages says nothing. */
export function addPageEdges(kind: 'Header' | 'Footer', texts: Iterable<string>, builder: DocumentBuilder): void {
  const lines = [...texts].map((text) => text.replace(/\s+/g, ' ').trim());
  for (const text of new Set(lines)) {
    if (/\p{L}/u.test(text.replace(onlyPages, ''))) builder.note(`${kind}: ${text}`);
  }
}

const onlyPages = /^\W*(?:page|seite|pagina|página)?[\s\d.\-–/|]*(?:of|von|de|di|sur)?[\s\d.\-–/|]*$/i;
