import { analyze } from '../../text/analyze.ts';
import { fold } from '../../text/fold.ts';
import { isFunctionWord, languageOf, languages, type Language } from '../../text/language.ts';
import { weightOf } from '../question.ts';
import type { TermWeights } from '../writer.ts';
import { scaleOf, yearsIn } from './figures.ts';
import { operationsIn, type AskedOperation } from './operation.ts';

/** A word of the question. Where words of the question are marked, bit `index` stands for it. */
export interface AskedTerm {
  term: string;
  start: number;
  end: number;
  /** How much it says, 0 to 1. */
  weight: number;
}

/** "more than 20 %": what cells are compared with. */
export interface Comparison {
  op: '>' | '>=' | '<' | '<=';
  value: number;
  /** What the number is written with: 1,000 for "5 thousand"; null where it is a plain number. */
  scale: number | null;
  start: number;
  end: number;
}

export interface TableQuestion {
  text: string;
  language: Language;
  terms: AskedTerm[];
  /** The years that it names, in its order; of a range for a sum or an average all of them. */
  years: number[];
  /** Bits of the terms that name something, and those that are years: a table without them answers something else. */
  names: number;
  yearMask: number;
  comparison: Comparison | null;
  operations: AskedOperation[];
}

/** Bits of a number; a longer question is no question to a table. */
const mostTerms = 30;

/** "F19", "FY2019" */
const fiscalYear = /^fy?(?:19|20)?\d\d$/;

/** A part of a compound says less than the whole does. */
const partShare = 0.3;

/** Words that ask, and words that every table is about. */
const asking = new Set(
  (
    'amount amounts value values number numbers figure figures year years fiscal quarter month period periods ended end ending company companys respective ' +
    'respectively compared comparing comparison between versus vs table during over across per each both including much many ' +
    'state give tell show list total totals recorded reported listed shown all only term terms than any using based whole about after before per is ' +
    'betrag wert zahl anzahl jahr jahre jahren monat tabelle zeige nenne liste jeweils montant valeur annee ann tableau valor cantidad ano tabla'
  )
    .split(' ')
    .flatMap((word) => languages.flatMap((language) => analyze(word, language).map(({ term }) => term))),
);
const months =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|januar[iy]?|februar[iy]?|march|april|june?|july?|august|septemb|octob|novemb|decemb|september|october|november|december|marz|mai|juni|juli|oktober|dezember)$/;

/** Reads a question as one to tables; null where it is too long or says nothing. */
export function parseTableQuestion(text: string, weights: TermWeights): TableQuestion | null {
  const comparison = comparisonIn(text);
  const language = languageOf(text.split(/[^\p{L}\p{N}]+/u).map(fold));
  const seen = new Set<string>();
  const terms: AskedTerm[] = [];
  const tokens = analyze(text, language).filter(({ term }) => !/^(?:19|20)\d\d\W(?:19|20)?\d\d$/.test(term));
  for (const { term, start, end, part } of tokens) {
    const word = fold(text.slice(start, end));
    const isCompared = comparison !== null && start >= comparison.start && end <= comparison.end;
    if (seen.has(term) || isCompared || isFunctionWord(word, language)) continue;
    seen.add(term);
    terms.push({ term, start, end, weight: weightIn(text, { term, start }, weights) * (part ? partShare : 1) });
  }
  if (terms.length === 0 || terms.length > mostTerms) return null;
  const maskOf = (holds: (term: AskedTerm) => boolean): number =>
    terms.reduce((mask, term, index) => (holds(term) ? mask | (1 << index) : mask), 0);
  const operations = operationsIn(text, comparison !== null);
  return {
    text,
    language,
    terms,
    years: yearsAsked(text, operations),
    names: maskOf(
      ({ term, weight }) => /\p{N}/u.test(term) && /\p{L}/u.test(term) && weight >= 0.3 && !fiscalYear.test(term),
    ),
    yearMask: maskOf(({ term }) => /^(?:19|20)\d\d$/.test(term) || fiscalYear.test(term)),
    comparison,
    operations,
  };
}

/** Bits of the terms that stand in these ranges of the question. */
export function maskWithin({ terms }: TableQuestion, ranges: readonly { start: number; end: number }[]): number {
  return terms.reduce(
    (mask, { start, end }, index) =>
      ranges.some((range) => start >= range.start && end <= range.end) ? mask | (1 << index) : mask,
    0,
  );
}

export function weightWithin({ terms }: TableQuestion, mask: number): number {
  return terms.reduce((sum, { weight }, index) => ((mask >> index) & 1 ? sum + weight : sum), 0);
}

/** A word that stands everywhere still says what row is meant; the days of a date hardly say anything beside its year. */
function weightIn(text: string, { term, start }: { term: string; start: number }, weights: TermWeights): number {
  if (asking.has(term)) return 0.1;
  if (months.test(term)) return 0.15;
  if (
    /^\d{1,2}$/.test(term) &&
    /\b\p{L}{3,9}\.? $/u.test(text.slice(0, start)) &&
    /^\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d/.test(text.slice(start))
  ) {
    return 0.15;
  }
  return 0.4 + 0.6 * weightOf(weights, term);
}

function yearsAsked(text: string, operations: readonly AskedOperation[]): number[] {
  const range = /\b((?:19|20)\d\d) ?(?:-|–|to|through|until|bis|à|a|and) ?((?:19|20)\d\d)\b/.exec(text);
  const named = yearsIn(text);
  const spans = operations.some(({ kind }) => kind === 'sum' || kind === 'average');
  const [first, last] = [Number(range?.[1]), Number(range?.[2])];
  if (range === null || !spans || last - first < 2 || last - first > 20) return named;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const comparing =
  /\b(?:(?<more>more than|greater than|higher than|larger than|bigger than|exceed(?:s|ed|ing)?|above|over|mehr als|größer als|höher als|über|plus de|más de)|(?<less>less than|lower than|smaller than|fewer than|below|under|weniger als|kleiner als|unter|moins de|menos de)|(?<least>at least|mindestens|au moins|al menos)|(?<most>at most|up to|höchstens|au plus|como máximo)) (?:[$€£]|[A-Z]{3} )?(?<number>-?\d[\d.,]*)(?! ?(?:years?|months?|days?|jahre?)\b)(?<unit>\s?(?:%|€|thousands?|millions?|billions?|tausend|millionen|milliarden|percent))?/iu;

function comparisonIn(text: string): Comparison | null {
  const found = comparing.exec(text);
  const groups = found?.groups;
  if (found === null || groups === undefined) return null;
  const number = (groups['number'] ?? '').replace(/[.,]$/, '');
  // "1.000" and "1,000" are thousands; one or two digits after the sign are decimals.
  const plain = number.replaceAll(/[.,](?=\d{3}(?!\d))/g, '').replace(',', '.');
  const value = Number(plain);
  // A year is a time: "over 2019" compares nothing.
  if (!Number.isFinite(value) || (/^(?:19|20)\d\d$/.test(number) && groups['unit'] === undefined)) return null;
  const op =
    groups['more'] !== undefined
      ? '>'
      : groups['less'] !== undefined
        ? '<'
        : groups['least'] !== undefined
          ? '>='
          : '<=';
  const start = found.index;
  return { op, value, scale: scaleOf(groups['unit'] ?? ''), start, end: start + found[0].length };
}
