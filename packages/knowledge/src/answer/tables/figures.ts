import { parseNumber, type NumberStyle } from '../../tables/parse-number.ts';

/** The number that a cell shows. */
export interface Figure {
  value: number;
  /** "%", a currency code or sign; null where none is written. */
  unit: string | null;
}

/** "1,234 (1)" has a note, "12*" too. */
const note = /\s*(?:\(\d\)|\[\d{1,2}\]|\*+|[¹²³])$/;

export function figureOf(text: string, style: NumberStyle): Figure | null {
  return parseNumber(text, style) ?? parseNumber(text.replace(note, ''), style);
}

/** A number of four digits that stands for a year. */
export const isYear = (text: string): boolean => /^(?:19|20)\d\d$/.test(text.trim());

/** The years that a text names: "2019", "FY19", and "2018/19" and "2018/2019" as the year that they end in. */
export function yearsIn(text: string): number[] {
  const years: number[] = [];
  for (const [, full, end, short] of text.matchAll(
    /(?:\bFY ?|\b)((?:19|20)\d\d)(?:\/((?:19|20)\d\d|\d\d)\b)?(?![.,]?\d)|\bF(?:Y|iscal)? ?['’]?(\d\d)\b/gi,
  )) {
    const last = end ?? full ?? short ?? '';
    const century = last.length === 4 ? 0 : full === undefined ? 2000 : Math.floor(Number(full) / 100) * 100;
    years.push(century + Number(last));
  }
  return [...new Set(years)];
}

/** How many ones the word behind a number stands for: 1,000 for "thousand"; null for any other. */
export function scaleOf(word: string): number | null {
  if (/thousand|tausend|millier/i.test(word)) return 1e3;
  if (/billion|milliard/i.test(word)) return 1e9;
  return /million|millones/i.test(word) ? 1e6 : null;
}

/** What a table says that its numbers count: 1,000 for "(in thousands)" and "€'000"; null where it says nothing. */
export function statedScale(text: string): number | null {
  const stated =
    /\b(?:in|en)(?: \p{L}+(?: of)?)?[ \u00a0](thousands?|tausend|milliers|millions?|millionen|millones|billions?|milliarden?)\b/iu.exec(
      text,
    )?.[1];
  if (stated !== undefined) return scaleOf(stated);
  if (/['’]000\b|\b000s\b|\bT(?:€|EUR)(?!\p{L})/u.test(text)) return 1e3;
  return /(?:[€$£]|USD|EUR|GBP) ?(?:m|mn|mio\.?|million)(?!\p{L})/iu.test(text) ? 1e6 : null;
}

/** Writes a computed number as the cells it comes from are written: separators, decimals, and the unit at its side. */
export function likeCells(value: number, texts: readonly string[], style: NumberStyle, moreDecimals = 0): string {
  const decimals = Math.max(0, ...texts.map((text) => decimalsOf(text, style)));
  const shown = grouped(Math.abs(value), { decimals: decimals + moreDecimals, least: decimals, style, texts });
  const sign = value < 0 && /[1-9]/.test(shown) ? '-' : '';
  const units = texts.map((text) => ({
    before: /^[-+( ]*(\p{Sc}|[A-Z]{2,3}\p{Sc}?)(?= ?[-+(\d])/u.exec(text)?.[1],
    after: /\d\)?( ?(?:%|\p{Sc}|[A-Z]{3}))\)?$/u.exec(text)?.[1],
  }));
  const before = units.find((unit) => unit.before !== undefined)?.before ?? '';
  const after = units.find((unit) => unit.after !== undefined)?.after ?? '';
  const gap = /^[A-Z]{3}$/.test(before) ? ' ' : '';
  return `${sign}${before}${gap}${shown}${after}`;
}

/** A share or change in percent, to two decimals. */
export function percent(value: number, style: NumberStyle): string {
  const shown = grouped(Math.abs(value), { decimals: 2, least: 2, style, texts: ['1,000.0', '1.000,0'] });
  return `${value < 0 && /[1-9]/.test(shown) ? '-' : ''}${shown}${style === 'english' ? '%' : ' %'}`;
}

function decimalsOf(text: string, style: NumberStyle): number {
  const mark = style === 'english' ? '.' : ',';
  return new RegExp(`\\d\\${mark}(\\d+)`).exec(text)?.[1]?.length ?? 0;
}

function grouped(
  value: number,
  { decimals, least, style, texts }: { decimals: number; least: number; style: NumberStyle; texts: readonly string[] },
): string {
  const [whole = '0', fraction = ''] = value.toFixed(decimals).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(least, '0');
  // Separators where the cells have them, or have no number long enough to show whether they do.
  const long = texts.some((text) => /\d{4}/.test(text));
  const mark = /\d([.,'’ \u00a0\u202f])\d{3}(?!\d)/.exec(
    texts.find((text) => /\d[,.'’ \u00a0\u202f]\d{3}(?!\d)/.test(text)) ?? '',
  )?.[1];
  const usual = style === 'english' ? ',' : '.';
  const decimalMark = style === 'english' ? '.' : ',';
  const separator = long && mark === undefined ? '' : mark === undefined || mark === decimalMark ? usual : mark;
  const parted = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, separator);
  return kept === '' ? parted : `${parted}${decimalMark}${kept}`;
}
