import type { Range } from './mark-range.ts';

// Words that carry no subject: marking every "the" of a passage would mark nothing.
const stopWords = new Set(
  (
    'a an and are as at be by can do does did for from had has have how i if in into is it its may me my no not of on ' +
    'or our shall should so than that the their them there these they this to was we were what when where which who ' +
    'whom whose why will with would you your'
  ).split(' '),
);

/** The words of a search worth marking, lower case, plural and past endings cut so that their variants match. */
export function searchTerms(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = words.filter((word) => !stopWords.has(word)).map(stem);
  return [...new Set(stems)];
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s|y|e)$/, '') : word;
}

/** Where the terms stand in a text: whole words that begin with one of them and are not much longer. */
export function findTerms(text: string, terms: string[]): Range[] {
  if (terms.length === 0) return [];
  const found: Range[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = match[0].toLowerCase();
    const hit = terms.some((term) => word === term || (term.length > 3 && isVariant(word, term)));
    if (hit) found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function isVariant(word: string, term: string): boolean {
  return word.startsWith(term) && word.length - term.length <= 4;
}

/**
 * The window of about `length` characters with the most distinct terms, cut at word ends. For a passage longer than
 * what a list shows.
 */
export function excerpt(text: string, terms: string[], length: number): Range {
  if (text.length <= length) return { start: 0, end: text.length };
  const found = findTerms(text, terms);
  let best = 0;
  let bestCount = 0;
  for (const { start } of found) {
    const from = Math.max(0, start - Math.round(length / 6));
    const inside = found.filter((other) => other.start >= from && other.end <= from + length);
    const count = new Set(inside.map((other) => text.slice(other.start, other.end).toLowerCase())).size;
    if (count > bestCount) [best, bestCount] = [from, count];
  }
  const from = Math.min(best, text.length - length);
  const start = from <= 0 ? 0 : wordStart(text, from);
  const end = start + length >= text.length ? text.length : wordEnd(text, start + length);
  return { start, end };
}

/** The first word start at or after `at`; `at` itself in a text without spaces. */
export function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 40).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

/** The last word end at or before `at`; `at` itself in a text without spaces. */
export function wordEnd(text: string, at: number): number {
  const tail = text.slice(Math.max(0, at - 40), at);
  const word = /\s\S*$/.exec(tail);
  return word ? at - (tail.length - word.index) : at;
}
