import type { PdfBlock, TextBlock } from './pdf-blocks.ts';
import type { OutlineTitles } from './pdf-outline-titles.ts';

/**
 * Which texts of a PDF are headings, and of which level: those that its outline names, and what is set larger than the
 * running text, or in bold on lines of its own. The sizes of the first pages make the levels, so that they stay the same
 * through a long file.
 */
export class Headings {
  readonly #titles: OutlineTitles;
  /** Levels of the texts learnt last which the outline names. */
  #named = new Map<TextBlock, number>();
  /** Levels that the outline gives to headings of a style. */
  readonly #styles = new Map<string, number>();
  #deepest = 0;
  #isInOutline = false;
  #body: number | null = null;
  /** Sizes of headings that the outline does not give a level, largest first. */
  #sizes: number[] = [];
  #isMostlyBold = false;

  constructor(titles: OutlineTitles) {
    this.#titles = titles;
  }

  /** Takes the blocks of the next pages, before the levels of any of them are asked. */
  learn(pages: readonly { number: number; blocks: readonly PdfBlock[] }[]): void {
    const matches = pages.flatMap(({ number, blocks }) => this.#titles.match(number, blocks));
    this.#named = new Map(matches.map(({ block, level }) => [block, level]));
    if (this.#body !== null) return;
    const texts = pages.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'text');
    const letters = new Map<number, number>();
    let bold = 0;
    let all = 0;
    for (const { size, text, bold: isBold } of texts) {
      const rounded = Math.round(size * 2) / 2;
      letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
      all += text.length;
      if (isBold) bold += text.length;
    }
    if (all === 0) return;
    this.#isMostlyBold = bold > all / 2;
    this.#body = [...letters].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
    let guessed = texts;
    if (this.#titles.isTrusted(pages.at(-1)?.number ?? 0)) {
      for (const { block, level } of matches.toSorted((one, other) => one.level - other.level)) {
        if (!this.#styles.has(styleOf(block))) this.#styles.set(styleOf(block), level);
        this.#deepest = Math.max(this.#deepest, level);
      }
      // The title in front is larger than what is guessed below the headings of the outline.
      guessed = texts.slice(texts.findIndex((block) => this.#named.has(block)));
    }
    const sizes = guessed
      .filter((block) => this.#isLarge(block) && !this.#styles.has(styleOf(block)))
      .map(({ size }) => size);
    for (const size of sizes.toSorted((one, other) => other - one)) {
      if ((this.#sizes.at(-1) ?? Infinity) - size > 0.7) this.#sizes.push(size);
    }
  }

  /** 1 to 6, or null for text that is no heading. To be asked in reading order. */
  level(block: TextBlock): number | null {
    const named = this.#named.get(block);
    if (named !== undefined) {
      this.#isInOutline = true;
      return Math.min(6, named);
    }
    const guess = this.#guess(block);
    if (guess === null || this.#deepest === 0) return guess;
    // What looks like a heading of the outline is a sister of it; all else is below them, but for the title in front.
    const styled = this.#styles.get(styleOf(block));
    return Math.min(6, styled ?? (this.#isInOutline ? this.#deepest + guess : guess));
  }

  #guess(block: TextBlock): number | null {
    if (this.#isLarge(block)) {
      const rank = this.#sizes.findIndex((size) => size <= block.size + 0.7);
      return Math.min(6, (rank === -1 ? this.#sizes.length : rank) + 1);
    }
    return this.#isBoldLine(block) ? Math.min(6, this.#sizes.length + 1) : null;
  }

  #isLarge({ size, text, lines }: TextBlock): boolean {
    const isText = /\p{L}{2}/u.test(text) && text.length <= 200 && lines <= 4;
    return this.#body !== null && size > this.#body * 1.12 && isText;
  }

  #isBoldLine({ bold, size, text, lines, marker, isApart }: TextBlock): boolean {
    const isNumbered = marker === null || marker.number !== null;
    return (
      bold &&
      !this.#isMostlyBold &&
      isApart &&
      isNumbered &&
      lines <= 2 &&
      text.length <= 120 &&
      size > (this.#body ?? 0) * 0.9 &&
      /\p{L}{2}/u.test(text) &&
      !/[.,;:]$/.test(text)
    );
  }
}

const styleOf = ({ size, bold }: TextBlock): string => `${Math.round(size * 2)} ${bold}`;
