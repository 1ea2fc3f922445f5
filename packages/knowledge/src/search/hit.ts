import type { Range } from '../text/sentences.ts';

/** A passage that was found. `text` is exactly `[start, end)` of the text of that version of the document. */
export interface Hit {
  document: string;
  version: string;
  title: string;
  uri: string;
  page: number | null;
  /** Headings above the passage, joined by " > ". */
  heading: string;
  start: number;
  end: number;
  text: string;
  score: number;
  /** The words that were looked for, in order and without overlaps; ranges of the document's text. */
  highlights?: Range[];
  /** The passage with its neighbours, where they were asked for. */
  context?: Surroundings;
  /** Why it was found, where that was asked for. */
  why?: MatchedTerm[];
}

/** A passage together with its neighbours: exactly that slice of the document's text. */
export interface Surroundings extends Range {
  text: string;
}

/** A term that a passage, its title or the headings above have in common with the query. */
export interface MatchedTerm {
  term: string;
  /** As the passage writes it, each form once, in lower case. */
  words: string[];
  /** How often. */
  count: number;
  /** How rare it is in what the reader may see: 0 in every passage, 1 in none. */
  rarity: number;
  /** What it counts in this search: 1, less for a part of a compound or a corrected word. */
  weight: number;
}
