import { terms } from '../../text/analyze.ts';
import { yearsIn } from './figures.ts';
import type { Grid } from './grid.ts';
import type { TableQuestion } from './table-question.ts';

/** A row or a column, as the question sees it. */
export interface Line {
  index: number;
  name: string;
  /** Bits of the question's terms that stand in its name. */
  mask: number;
  /** Those in the line above that heads it. */
  section: number;
  /** Share of its name that the question does not say, 0 to 1. */
  missing: number;
  years: number[];
  /** What its name says besides the year: columns that only differ in the year have the same. */
  key: string;
  isPercent: boolean;
  /** It sums up others. */
  isTotal: boolean;
}

/** How a name fits the question: `missing` as in `Line`, and how many words it has. */
interface NameMatch {
  mask: number;
  missing: number;
  words: number;
}

/** Matches words with the terms of a question. */
export function createMatcher({ terms: asked, text, language }: TableQuestion) {
  const bits = new Map(asked.map(({ term }, index) => [term, index]));
  const bitsOfYear = new Map<number, number>();
  for (const [index, { start, end }] of asked.entries()) {
    for (const year of yearsIn(text.slice(start, end)))
      bitsOfYear.set(year, (bitsOfYear.get(year) ?? 0) | (1 << index));
  }
  const remembered = new Map<string, number>();
  const matched = new Map<string, NameMatch>();
  /** The bit of a term; 0 where the question has no such word. */
  function bitOf(term: string): number {
    const exact = bits.get(term);
    if (exact !== undefined) return 1 << exact;
    const known = remembered.get(term);
    if (known !== undefined) return known;
    const bit = similarBit(term);
    remembered.set(term, bit);
    return bit;
  }
  /** Endings that the stemmer of another language would take off. */
  function similarBit(term: string): number {
    if (term.length < 5 || /\d/.test(term)) return 0;
    const index = asked.findIndex(
      ({ term: other }) =>
        other.length >= 5 &&
        Math.abs(other.length - term.length) <= 2 &&
        (other.startsWith(term) || term.startsWith(other)),
    );
    return index < 0 ? 0 : 1 << index;
  }
  /** "FY19" and "2019" are the same year. */
  const yearBits = (words: string): number =>
    yearsIn(words).reduce((mask, year) => mask | (bitsOfYear.get(year) ?? 0), 0);
  return {
    maskOf: (words: string): number =>
      terms(words, language).reduce((mask, term) => mask | bitOf(term), yearBits(words)),
    match: (name: string): NameMatch => {
      const known = matched.get(name);
      if (known !== undefined) return known;
      const words = terms(name.replaceAll('_', ' '), language);
      const { mask, missing } = matchName(words, bitOf);
      const result = { mask: mask | yearBits(name), missing, words: words.length };
      matched.set(name, result);
      return result;
    },
  };
}

export type Matcher = ReturnType<typeof createMatcher>;

/** Words of heads that say nothing of what a column holds beside its year. */
const dating =
  /^(?:years?|fiscal|end|quarter|month|period|period|december|decemb|march|june|juni|septemb|september|januari|octob|as|thousand|million|in|note|\d{1,2}|fy\d\d|(?:19|20)\d\d|jahr|geschaftsjahr)$/;

const currency = /^(?:usd|eur|gbp|chf)$/;

function matchName(words: readonly string[], bitOf: (term: string) => number): { mask: number; missing: number } {
  let mask = 0;
  let said = 0;
  let unsaid = 0;
  for (const word of words) {
    const bit = bitOf(word);
    mask |= bit;
    if (bit !== 0) said++;
    else if (!dating.test(word) && !currency.test(word)) unsaid++;
  }
  return { mask, missing: unsaid === 0 ? 0 : unsaid / (said + unsaid) };
}

export function columnLines({ columns }: Grid, { match }: Matcher): Line[] {
  return columns.map(({ name }, index) => {
    const { mask, missing } = match(name);
    const years = yearsIn(name);
    // Words around a year are mostly a date's or a unit's.
    const unsaid = years.length === 0 ? missing : missing * datedShare;
    return {
      index,
      name,
      mask,
      section: 0,
      missing: unsaid,
      years,
      key: keyOf(name),
      isPercent: isShare(name),
      isTotal: false,
    };
  });
}

/**
 * The rows by what their cells of words say. A record may have several such cells; those that the question says nothing of
 * speak neither for nor against it.
 *
 * @param except a column that is asked for, so that its cell is no name of the row; -1 for none
 */
export function rowLines({ columns, rows }: Grid, matcher: Matcher, except = -1): Line[] {
  const naming = columns.flatMap(({ isMeasured }, index) => (isMeasured || index === except ? [] : [index]));
  return rows.map(({ cells, label, section, isTotal }, index) => {
    const names = naming.map((column) => {
      const text = cells[column]?.text ?? '';
      return { ...matcher.match(text), text };
    });
    if (names.every(({ words }) => words === 0)) names.push({ ...matcher.match(label), text: label });
    const matched = names.filter(({ mask }) => mask !== 0);
    const mask = matched.reduce((all, one) => all | one.mask, 0);
    const missing = matched.length === 0 ? 1 : matched.reduce((sum, one) => sum + one.missing, 0) / matched.length;
    const own = yearsIn(label);
    const years = own.length > 0 ? own : yearsIn(section);
    const isPercent = isShare(label);
    // A record goes by what the question calls it.
    const [called] = matched.toSorted((a, b) => a.missing - b.missing);
    return {
      index,
      name: called?.text ?? label,
      mask,
      section: matcher.maskOf(section),
      missing,
      years,
      key: keyOf(label),
      isPercent,
      isTotal,
    };
  });
}

const datedShare = 0.3;

/** Whether a column or row holds shares; "(in millions, except percentages)" does not say that. */
const isShare = (name: string): boolean => /%|percent|prozent|anteil/i.test(name.replaceAll(/\(in [^)]*\)/gi, ''));

function keyOf(name: string): string {
  return terms(name.replaceAll(/\([^)]*\)/g, ''))
    .filter((term) => !dating.test(term))
    .join(' ');
}
