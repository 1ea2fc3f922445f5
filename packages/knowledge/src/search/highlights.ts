import { analyze } from '../text/analyze.ts';
import type { Language } from '../text/language.ts';
import type { Range } from '../text/sentences.ts';
import { findPhrase } from './phrases.ts';

/** A word of a passage that a search looked for. */
export interface Match extends Range {
  /** The term of the search. */
  term: string;
}

/** The words of a text that have one of the terms, in order and each once. Ranges count in the text. */
export function matchesIn(text: string, wanted: ReadonlySet<string>, languages: readonly Language[]): Match[] {
  const matches = languages.flatMap((language) =>
    analyze(text, language).flatMap(({ term, start, end }) => (wanted.has(term) ? [{ term, start, end }] : [])),
  );
  return matches.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** Matches and phrases as ranges to be marked, without overlaps. */
export function highlight(text: string, matches: readonly Match[], phrases: readonly string[]): Range[] {
  const all = [...matches, ...phrases.flatMap((phrase) => findPhrase(text, phrase))];
  const ranges: Range[] = [];
  for (const { start, end } of all.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}
