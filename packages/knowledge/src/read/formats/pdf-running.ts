import { toLines, type Line } from './pdf-lines.ts';
import type { Word } from './pdf-words.ts';

/** What finding running lines needs of a page. Tables are not among the words. */
export interface RunningPage {
  number: number;
  /** What readers show as its number, such as "iv"; null where the file does not say. */
  label: string | null;
  /** In points. */
  height: number;
  words: Word[];
}

/** Share of the page's height, from its edge, in which a line can be a running one. */
const margin = 0.14;
/** As many lines of a header or footer are looked at. */
const mostLines = 5;

/**
 * Running headers and footers: lines at the same place of several pages that say the same, but for the number of the
 * page. Text that differs between the pages otherwise is content and stays, wherever it stands.
 */
export class RunningLines {
  readonly header = new Set<string>();
  readonly footer = new Set<string>();
  readonly #isTitle: (text: string, page: number) => boolean;
  /** On how many pages a line was seen, by place and text. */
  readonly #seen = new Map<string, number>();
  #pages = 0;

  /** `isTitle` tells what stays for being a heading of its page, though it says the same as others at its place. */
  constructor(isTitle: (text: string, page: number) => boolean) {
    this.#isTitle = isTitle;
  }

  /** Takes running lines off the pages. The pages of a long file come in several calls. */
  remove(pages: readonly RunningPage[], totalPages: number): void {
    const edges = pages.map((page) => ({ page, top: edge(page, 'top'), bottom: edge(page, 'bottom') }));
    for (const { page, top, bottom } of edges) {
      const keys = new Set([...top, ...bottom].flatMap((line) => keysOf(line, page)));
      for (const key of keys) this.#seen.set(key, (this.#seen.get(key) ?? 0) + 1);
    }
    this.#pages += pages.length;
    const least = totalPages <= 4 ? 2 : 3;
    for (const { page, top, bottom } of edges) {
      const running = new Set<Word>();
      for (const [lines, texts] of [[top, this.header] as const, [bottom, this.footer] as const]) {
        for (const { line, text } of this.#runningLines(lines, page, least)) {
          if (/\p{L}/u.test(text)) texts.add(text);
          for (const word of line.words) running.add(word);
        }
      }
      // A page that holds nothing else is not left empty.
      if (running.size < page.words.length) page.words = page.words.filter((word) => !running.has(word));
    }
  }

  /** The running ones at the start of the lines, as far as white sets them apart from the text that follows. */
  #runningLines(lines: readonly Line[], page: RunningPage, least: number): { line: Line; text: string }[] {
    const found: { line: Line; text: string }[] = [];
    let count = 0;
    // Behind the first white, only what stands on nearly every page is a running line: a letterhead.
    let needed = least;
    for (const [index, line] of lines.slice(0, mostLines).entries()) {
      const key = keysOf(line, page).find((candidate) => (this.#seen.get(candidate) ?? 0) >= needed);
      const isNumber = isPageNumber(line.text, page);
      if ((key === undefined && !isNumber) || this.#isTitle(line.text, page.number)) break;
      found.push({ line, text: key === undefined ? '' : withoutNumber(key) });
      if (isNumber || isSetApart(line, lines[index + 1])) {
        count = found.length;
        needed = Math.max(needed, this.#pages * 0.9);
      }
    }
    return found.slice(0, count);
  }
}

/** Lines near an edge of the page, the outermost first, and one more. */
function edge({ words, height }: RunningPage, side: 'top' | 'bottom'): Line[] {
  const lines = toLines(
    words.filter(({ top, bottom }) => (side === 'top' ? bottom < height * 0.3 : top > height * 0.7)),
  );
  const ordered = side === 'top' ? lines : lines.toReversed();
  const isInside = ({ top, bottom }: Line): boolean =>
    side === 'top' ? bottom > height * margin : top < height * (1 - margin);
  const inner = ordered.findIndex(isInside);
  return ordered.slice(0, Math.min(mostLines, inner === -1 ? ordered.length : inner) + 1);
}

/** More white than between the lines of a text. */
const isSetApart = (line: Line, next: Line | undefined): boolean =>
  next === undefined || Math.max(next.top - line.bottom, line.top - next.bottom) > line.size * 0.75;

const pageNumber = '\u0001';

/** Its place and text, once as it is and once for each number in it that may be that of the page. */
function keysOf({ text, top }: Line, { number, label }: RunningPage): string[] {
  const place = `${Math.round(top / 8)} `;
  const numbers = [...text.matchAll(/\d{1,5}/g)].map((match) => {
    const offset = Number(match[0]) - number;
    return `${place}${text.slice(0, match.index)}${pageNumber}${offset}${pageNumber}${text.slice(match.index + match[0].length)}`;
  });
  const labelled = label !== null && text.includes(label) ? [place + text.replace(label, pageNumber.repeat(2))] : [];
  return [place + text, ...numbers, ...labelled];
}

const withoutNumber = (key: string): string =>
  key
    .slice(key.indexOf(' ') + 1)
    .replace(/\u0001-?\d*\u0001(?:\s*(?:of|von|sur|de|\/)\s*\d+)?/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s|–—-]+|[\s|–—-]+$/g, '');

/** A number alone at the edge of a page, "- 3 -" or "Page 3 of 7". */
function isPageNumber(text: string, { number, label }: RunningPage): boolean {
  const found =
    /^(?:[-–—]\s*)?(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4})(?:\s*(?:of|von|sur|de|\/)\s*\d{1,4})?(?:\s*[-–—])?$/i.exec(
      text,
    );
  return found === null
    ? text === label && /^[ivxlc]+$/i.test(text)
    : Number(found[1]) === number || found[1] === label;
}
