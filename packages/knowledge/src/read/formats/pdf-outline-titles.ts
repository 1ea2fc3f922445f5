import type { PdfBlock, TextBlock } from './pdf-blocks.ts';
import type { OutlineEntry } from './pdf-outline.ts';

/** A text of a page that the outline names. */
export interface OutlineMatch {
  block: TextBlock;
  level: number;
}

interface Title {
  level: number;
  page: number | null;
  isFound: boolean;
}

/** Finds the titles of the outline in the texts of the pages. */
export class OutlineTitles {
  readonly #titles: Title[] = [];
  readonly #byKey = new Map<string, Title[]>();
  #found = 0;

  constructor(entries: readonly OutlineEntry[]) {
    for (const { title, level, page } of entries) {
      const entry: Title = { level, page, isFound: false };
      const keys = keysOf(title);
      if (keys.length > 0) this.#titles.push(entry);
      for (const key of keys) {
        const same = this.#byKey.get(key);
        if (same === undefined) this.#byKey.set(key, [entry]);
        else same.push(entry);
      }
    }
  }

  /** Whether a line says the same as a bookmark that leads to this page, or to an unknown one. */
  names(line: string, page: number): boolean {
    if (this.#titles.length === 0 || line.length > longestTitle) return false;
    return keysOf(line).some((key) => this.#byKey.get(key)?.some((title) => isOn(title, page)));
  }

  /** The same for bookmarks of which the page is known. */
  beginsOn(line: string, page: number): boolean {
    if (this.#titles.length === 0 || line.length > longestTitle) return false;
    return keysOf(line).some((key) => this.#byKey.get(key)?.some((title) => title.page === page));
  }

  /** Each title is found once: on its page the largest text that says the same, else the first. */
  match(page: number, blocks: readonly PdfBlock[]): OutlineMatch[] {
    if (this.#titles.length === 0) return [];
    const texts = blocks.filter((block) => block.kind === 'text' && block.text.length <= longestTitle) as TextBlock[];
    // Two of the same title on a page stay in order: the sort is stable.
    return texts
      .toSorted((one, other) => other.size - one.size)
      .flatMap((block) => {
        const candidates = keysOf(fullText(block)).flatMap((key) => this.#byKey.get(key) ?? []);
        const open = candidates.filter((title) => !title.isFound && isOn(title, page));
        const title = open.find((candidate) => candidate.page === page) ?? open[0];
        if (title === undefined) return [];
        title.isFound = true;
        this.#found += 1;
        return [{ block, level: title.level }];
      });
  }

  /** Whether most titles were found of those that can be, up to this page. */
  isTrusted(lastPage: number): boolean {
    const known = this.#titles.filter(({ page }) => page !== null && page <= lastPage).length;
    return this.#found >= 2 && this.#found >= known * 0.6;
  }
}

const longestTitle = 400;

const isOn = (title: Title, page: number): boolean => title.page === null || title.page === page;

const fullText = ({ marker, text }: TextBlock): string =>
  marker === null ? text : `${marker.number ?? marker.label} ${text}`;

/** "1.2", "A.", "IV", "Chapter 3:" in front of a title; many outlines leave it out, or have it where the page has not. */
const numbering =
  /^\s*(?:(?:chapter|section|part|appendix|annex|kapitel|abschnitt|teil|anhang|chapitre|partie|annexe)\s+[\dA-Z]{1,5}\b|§?\s*\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+|[A-Z]\.|[IVX]{1,5}\b)[.):–—-]?\s+/i;

/** What has to be equal: letters and figures, with and without the numbering. Empty for what has no letters. */
function keysOf(title: string): string[] {
  const full = key(title);
  if (!/\p{L}/u.test(full)) return [];
  const short = key(title.replace(numbering, ''));
  return short === full || !/\p{L}{2}/u.test(short) ? [full] : [full, short];
}

const key = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
