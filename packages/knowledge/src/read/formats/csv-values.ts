import type { Cell } from '../read-document.ts';

/** Tells what a cell of a column means as a number or day; undefined where it means neither. */
export type ValueOf = (text: string) => Cell['value'];

/** A number with its sign, currency or percent sign around it. */
const figure =
  /^([-+(]?)\s*(?:[$€£¥]|[A-Z]{3}\s)?\s*([-+]?)([\d.,'’ \u00a0\u202f]*\d[\d.,]*)\s*(?:[$€£¥]|\s[A-Z]{3})?\s*(%?)(-?)\)?$/;
const groups = /^\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*$/;

interface Figure {
  isNegative: boolean;
  isPercent: boolean;
  digits: string;
}

/**
 * Learns from all cells of a column how its numbers and days are written. Where both a comma and a point could be the
 * decimal sign, or the order of day and month is open, or cells contradict each other, nothing is guessed.
 */
export function valuesOf(column: readonly string[]): ValueOf {
  const filled = column.filter((text) => text.trim() !== '');
  const day = dayStyle(filled);
  if (day !== null) return day;
  const figures = filled.map(figureOf).filter((found) => found !== null);
  // Codes begin with zeros ("00123"), and longer numbers than a computer keeps exactly are codes as well.
  if (figures.some(({ digits }) => /^0\d/.test(digits) || digits.replace(/\D/g, '').length > 15))
    return () => undefined;
  const decimal = decimalSign(figures.map(({ digits }) => digits));
  if (decimal === null) return (text) => (/^[-+]?\d+$/.test(text.trim()) ? Number(text) : undefined);
  return (text) => {
    const found = figureOf(text);
    if (found === null) return undefined;
    const [whole = '', fraction, ...more] = found.digits.split(decimal);
    if (more.length > 0 || (/\D/.test(whole) && !groups.test(whole)) || /\D/.test(fraction ?? '')) return undefined;
    const size = Number(`${whole.replace(/\D/g, '') || '0'}.${fraction ?? '0'}`);
    const value = found.isPercent ? Number((size / 100).toPrecision(15)) : size;
    return found.isNegative ? -value : value;
  };
}

function figureOf(text: string): Figure | null {
  const match = figure.exec(text.trim());
  if (match === null) return null;
  const [, before, sign, digits = '', percent, after] = match;
  const isNegative = before === '-' || sign === '-' || after === '-' || (before === '(' && text.trim().endsWith(')'));
  return { isNegative, isPercent: percent === '%', digits: digits.trim() };
}

/** "." or "," where the column leaves no doubt, else null. A point with no more than one in each number is decimal. */
function decimalSign(column: readonly string[]): '.' | ',' | null {
  let points = 0;
  let commas = 0;
  let openCommas = 0;
  for (const digits of column) {
    const [last] = /[.,](?=[^.,]*$)/.exec(digits) ?? [];
    if (last === undefined) continue;
    const other = last === '.' ? ',' : '.';
    const times = digits.split(last).length - 1;
    const isGrouped = groups.test(digits);
    if (digits.includes(other) || (times === 1 && !isGrouped)) {
      if (last === '.') points++;
      else commas++;
    } else if (times > 1) {
      // "1.234.567" groups its digits with what is no decimal sign.
      if (last === '.') commas++;
      else points++;
    } else if (last === ',') {
      openCommas++;
    }
  }
  if (points > 0 && commas > 0) return null;
  if (commas > 0) return ',';
  return points > 0 || openCommas === 0 ? '.' : null;
}

/** Days as "2025-07-22", "22.07.2025", "22/07/2025" or "07/22/2025", with a time of day after them. */
const dayPatterns = {
  iso: /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$/,
  points: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d\d?:\d\d(?::\d\d)?))?$/,
  strokes: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,]+(\d\d?:\d\d(?::\d\d)?))?$/,
};

function dayStyle(column: readonly string[]): ValueOf | null {
  const first = column.find((text) => Object.values(dayPatterns).some((pattern) => pattern.test(text.trim())));
  const pattern = Object.values(dayPatterns).find((candidate) => candidate.test(first?.trim() ?? ''));
  if (pattern === undefined) return null;
  const days = column.map((text) => pattern.exec(text.trim())).filter((match) => match !== null);
  let order: 'ymd' | 'dmy' | 'mdy' = pattern === dayPatterns.iso ? 'ymd' : 'dmy';
  if (pattern === dayPatterns.strokes) {
    const isDayFirst = days.some(([, a]) => Number(a) > 12);
    const isMonthFirst = days.some(([, , b]) => Number(b) > 12);
    // Where no day is above the twelfth, nobody can tell.
    if (isDayFirst === isMonthFirst) return () => undefined;
    order = isDayFirst ? 'dmy' : 'mdy';
  }
  return (text) => {
    const match = pattern.exec(text.trim());
    if (match === null) return undefined;
    const [, a = '', b = '', c = '', time] = match;
    const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    // There is no 31st of February.
    const isReal = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
    if (!isReal) return undefined;
    return time === undefined ? date : `${date} ${time.padStart(5, '0')}`;
  };
}
