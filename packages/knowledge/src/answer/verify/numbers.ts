import { fold } from '../../text/fold.ts';
import type { Language } from '../../text/language.ts';
import type { Range } from '../../text/sentences.ts';
import { bearsOut, datesIn, type CalendarDate, type FoundDate } from './dates.ts';
import { isOne, numberWord, scaleWord } from './number-words.ts';
import { unitOf, type Unit } from './units.ts';

/** Whether a number is meant as it is, or as the edge of a range. */
export type Bound = 'at least' | 'at most' | 'more than' | 'less than';

/** A number of a text with what it counts, or a date. */
export interface Quantity {
  /** As written, with its unit. */
  text: string;
  /** Range of the number and its unit, without what bounds it. */
  start: number;
  end: number;
  /** From where to where words belong to it: "no more than 5" is no denial. */
  from: number;
  until: number;
  /** The words between number and unit, which say something of their own: 7 paid days. */
  gap: Range | null;
  /** Not a number for a date. */
  value: number;
  unit: Unit | null;
  bound: Bound | null;
  date: FoundDate | null;
}

const digits = /(?<![\p{L}\p{N}_.,]|\p{L}[-‑])(?:[€$£¥]\s?)?\d+(?:[.,'’\u00A0\u202F ]?\d+)*(?!\p{N})/gu;
const wordPattern = /[\p{L}\p{M}]+/gu;
const currencyBefore = /(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY))\s?$/u;
/** Words between a number and its unit: 7 paid days. */
const mostBetween = 2;

/** Every number and date of a text, in digits or words, in order. */
export function quantitiesIn(text: string, language: Language): Quantity[] {
  const dates = datesIn(text);
  const found: Quantity[] = dates.map((date) => ({
    text: text.slice(date.start, date.end),
    start: date.start,
    end: date.end,
    from: date.start,
    until: date.end,
    gap: null,
    value: Number.NaN,
    unit: null,
    bound: null,
    date,
  }));
  const isTaken = (start: number, end: number) => found.some((other) => start < other.end && other.start < end);
  for (const { start, end, value } of [...inDigits(text, language), ...inWords(text, language)]) {
    if (!isTaken(start, end)) found.push(withUnit(text, { start, end, value }, language));
  }
  return found.map((quantity) => withBound(text, quantity)).toSorted((a, b) => a.start - b.start);
}

interface Plain {
  start: number;
  end: number;
  value: number;
}

function* inDigits(text: string, language: Language): Iterable<Plain> {
  for (const match of text.matchAll(digits)) {
    // Letters that follow make it a code, unless they are a unit or a scale: 30kg, 5m, 1st.
    const after =
      /^\p{L}+/u.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 12))?.[0] ?? '';
    const folded = fold(after);
    if (
      after !== '' &&
      unitOf(folded) === null &&
      scaleWord(folded, language) === null &&
      !/^(?:st|nd|rd|th|er|e|am|pm|h)$/.test(folded)
    )
      continue;
    const written = match[0].replace(/^[€$£¥]\s?/, '');
    for (const piece of asNumbers(written, language)) {
      const start = match.index + (match[0].length - written.length) + piece.at;
      yield scaled(text, { start, end: start + piece.length, value: piece.value }, language);
    }
  }
}

/** 1,000.50 and 1.000,50 are a number each; what is none as a whole (1.2.3, 10 20) is several. */
function asNumbers(written: string, language: Language): { at: number; length: number; value: number }[] {
  const value = numberOf(written, language);
  if (value !== null) return [{ at: 0, length: written.length, value }];
  return [...written.matchAll(/\d+/g)].map((match) => ({
    at: match.index,
    length: match[0].length,
    value: Number(match[0]),
  }));
}

/** The value of digits with separators as a language writes them, or null where they are no single number. */
export function numberOf(written: string, language: Language): number | null {
  const plain = written.replaceAll(/['’\u00A0\u202F ]/g, ' ');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (/^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(plain)) return Number(plain.replaceAll(' ', '').replace(',', '.'));
  if (plain.includes(' ')) return null;
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(plain) || /^\d{1,3}(?:,\d{3}){2,}$/.test(plain))
    return Number(plain.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(plain) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(plain))
    return Number(plain.replaceAll('.', '').replace(',', '.'));
  // One separator: three digits behind it are thousands where the language separates thousands by it.
  const [, whole = '', separator = '', rest = ''] = /^(\d+)([.,])(\d+)$/.exec(plain) ?? [];
  if (separator === '') return null;
  const thousands = language === 'en' ? ',' : '.';
  const isThousands = separator === thousands && rest.length === 3 && whole.length <= 3 && whole !== '0';
  return Number(isThousands ? `${whole}${rest}` : `${whole}.${rest}`);
}

/** 1.2 million: the words that multiply belong to the number. */
function scaled(text: string, number: Plain, language: Language): Plain {
  let { end, value } = number;
  for (;;) {
    const next = /^[\s-]?(\p{L}+)\.?/u.exec(text.slice(end, end + 20));
    const word = fold(next?.[1] ?? '');
    const scale = next === null ? null : scaleWord(word, language);
    // A single letter is a unit behind a space: 5 m.
    if (next === null || scale === null || (word.length === 1 && /^\s/.test(next[0]))) break;
    value *= scale;
    end += next[0].replace(/\.$/, '').length;
  }
  return { start: number.start, end, value: Math.round(value * 1e9) / 1e9 };
}

function* inWords(text: string, language: Language): Iterable<Plain> {
  let reached = 0;
  for (const match of text.matchAll(wordPattern)) {
    if (match.index < reached) continue;
    const word = fold(match[0]);
    const value = numberWord(word, language);
    const end = match.index + match[0].length;
    if (value !== null) {
      const whole = joined(text, { start: match.index, end, value }, language);
      reached = whole.end;
      yield whole;
    } else if (isOne(word, language) && followedByUnit(text, end)) {
      yield { start: match.index, end, value: 1 };
    } else if (scaleWord(word, language) !== null && word.length > 3) {
      // "hundert", "mille", "a thousand"
      const whole = scaled(text, { start: match.index, end: match.index, value: 1 }, language);
      if (whole.end > match.index) reached = whole.end;
      if (whole.end > match.index) yield whole;
    }
  }
}

/** twenty-five, one hundred and five, two thousand */
function joined(text: string, first: Plain, language: Language): Plain {
  let number = scaled(text, first, language);
  for (;;) {
    const next = /^(?:-|\s+(?:and |y )?)(\p{L}+)/u.exec(text.slice(number.end, number.end + 24));
    const value = next === null ? null : numberWord(fold(next[1] ?? ''), language);
    // Only what is smaller adds: twenty-five, hundred and five.
    const fits =
      value !== null && value > 0 && (number.value % 100 === 0 ? value < 100 : number.value % 10 === 0 && value < 10);
    if (next === null || value === null || !fits || number.value === 0) return number;
    number = scaled(
      text,
      { start: number.start, end: number.end + next[0].length, value: number.value + value },
      language,
    );
  }
}

function followedByUnit(text: string, end: number): boolean {
  const next = /^[\s-]+(\p{L}+)/u.exec(text.slice(end, end + 24));
  return next !== null && unitOf(fold(next[1] ?? '')) !== null;
}

function withUnit(text: string, { start, end, value }: Plain, language: Language): Quantity {
  const before = currencyBefore.exec(text.slice(Math.max(0, start - 5), start))?.[0];
  const plain = { start, end, from: start, until: end, gap: null, value, bound: null, date: null };
  if (before !== undefined)
    return {
      ...plain,
      start: start - before.length,
      from: start - before.length,
      text: text.slice(start - before.length, end),
      unit: unitOf(fold(before.trim())),
    };
  const following = [...text.slice(end, end + 60).matchAll(/[\p{L}\p{M}]+|[%€$£°]\p{L}?|[^\s\p{L}]/gu)];
  const words: string[] = [];
  let reached = end;
  for (const match of following) {
    // "Mio." is no end of a sentence.
    if (match.index === 0 && match[0] === '.' && /(?:mio|mrd|tsd)$/i.test(text.slice(start, end))) continue;
    if (/^[^\p{L}%€$£°-]/u.test(match[0]) || numberWord(fold(match[0]), language) !== null) break;
    const word = fold(match[0]);
    if (word === '-') continue;
    const behind = /^\s+(\p{L}+(?:\s+de\s+\p{L}+)?)/u.exec(
      text.slice(end + match.index + match[0].length, end + match.index + match[0].length + 40),
    );
    const wide =
      behind === null
        ? null
        : (unitOf(`${word} ${fold(behind[1] ?? '')}`) ??
          unitOf(`${word} ${fold(/^\p{L}+/u.exec(behind[1] ?? '')?.[0] ?? '')}`));
    const unit = wide ?? unitOf(word);
    reached = end + match.index + match[0].length + (wide === null ? 0 : (behind?.[0].length ?? 0));
    const gap = words.length === 0 ? null : { start: end, end: end + match.index };
    if (unit !== null) return { ...plain, end: reached, until: reached, gap, text: text.slice(start, reached), unit };
    words.push(word);
    if (words.length > mostBetween) break;
  }
  return { ...plain, text: text.slice(start, end), unit: null };
}

const boundsBefore: readonly [RegExp, Bound][] = [
  [
    /\b(?:at least|no less than|not less than|no fewer than|not fewer than|not under|a minimum of|minimum|min\.?|mindestens|wenigstens|nicht weniger als|au moins|al menos|(?:como|un) minimo(?: de)?) $/,
    'at least',
  ],
  [
    /\b(?:at most|no more than|not more than|not over|not exceed|not exceeding|up to|a maximum of|maximum|max\.?|hochstens|maximal|bis zu|nicht mehr als|au plus|au maximum|maximum de|jusqu'a|pas plus de|como maximo|hasta|a lo sumo|no mas de) $/,
    'at most',
  ],
  [
    /\b(?:more than|greater than|longer than|over|above|exceeds?|exceeding|mehr als|langer als|uber|plus de|mas de) $/,
    'more than',
  ],
  [/\b(?:less than|fewer than|shorter than|under|below|weniger als|kurzer als|unter|moins de|menos de) $/, 'less than'],
];
const boundsAfter: readonly [RegExp, Bound][] = [
  [
    /^(?: \w+){0,2}? (?:or more|or longer|or above|and above|and over|oder mehr|oder langer|ou plus|o mas|at least|mindestens|au moins|al menos)\b/,
    'at least',
  ],
  [
    /^(?: \w+){0,2}? (?:or less|or fewer|or below|and below|oder weniger|ou moins|o menos|at most|hochstens|au plus|au maximum|como maximo)\b/,
    'at most',
  ],
];

function withBound(text: string, quantity: Quantity): Quantity {
  if (quantity.date !== null) return quantity;
  const before = fold(text.slice(Math.max(0, quantity.start - 24), quantity.start)).replaceAll('’', "'");
  for (const [pattern, bound] of boundsBefore) {
    const match = pattern.exec(before);
    if (match !== null) return { ...quantity, bound, from: quantity.start - match[0].length };
  }
  const after = fold(text.slice(quantity.end, quantity.end + 40));
  for (const [pattern, bound] of boundsAfter) {
    const match = pattern.exec(after);
    if (match !== null) return { ...quantity, bound, until: quantity.end + match[0].length };
  }
  return quantity;
}

/** Whether a quantity of the source is the one that a sentence claims, what bounds them apart. */
export function isSame(said: Quantity, claimed: Quantity): boolean {
  if (claimed.date !== null) {
    const claim = claimed.date;
    const readings =
      said.date === null ? [] : [said.date.date, ...(said.date.other === undefined ? [] : [said.date.other])];
    return readings.some(
      (reading) => bearsOut(reading, claim.date) || (claim.other !== undefined && bearsOut(reading, claim.other)),
    );
  }
  if (said.date !== null) return claimed.unit === null && said.date.date.year === claimed.value;
  if (claimed.unit === null || said.unit === null) return said.value === claimed.value;
  return claimed.unit.name === said.unit.name && near(said.value * said.unit.size, claimed.value * claimed.unit.size);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** Whether both count the same kind of thing, so that one may stand where the other should. */
export function isOfOneKind(a: Quantity, b: Quantity): boolean {
  if ((a.date === null) !== (b.date === null)) return false;
  return a.unit?.name === b.unit?.name;
}

const upward = (bound: Bound): boolean => bound === 'at least' || bound === 'more than';

/** Whether the edge that a sentence claims is another than the source's: at least for at most, five for more than five. */
export function boundsDiffer(said: Quantity, claimed: Quantity): boolean {
  if (said.bound === claimed.bound) return false;
  if (said.bound === null) return claimed.bound === 'more than' || claimed.bound === 'less than';
  if (claimed.bound === null) return said.bound === 'more than' || said.bound === 'less than';
  return upward(said.bound) !== upward(claimed.bound) || said.bound !== claimed.bound;
}

/** A date is also borne out by a source that gives its day in one place and its year in another. */
export function isSpreadOut(claimed: CalendarDate, said: readonly Quantity[]): boolean {
  const { year, ...rest } = claimed;
  if (year === undefined || rest.day === undefined) return false;
  const hasDay = said.some(({ date }) => date !== null && date.date.year === undefined && bearsOut(date.date, rest));
  return hasDay && said.some(({ value, date }) => value === year || date?.date.year === year);
}
