import type { DocumentBuilder } from '../document-builder.ts';

/** `marker` is what is shown in front of the item, "3." or "b)"; nothing for a bullet. */
export function addListItem(builder: DocumentBuilder, depth: number, text: string, marker: string): void {
  if (text.trim() === '') return;
  const number = /^[\s(]*(\d{1,9})[\s.):]*$/.exec(marker)?.[1];
  if (number === undefined) builder.listItem(depth, withMarker(text, marker));
  else builder.listItem(depth, text, Number(number));
}

/** "a)", "IV." and "1.2" are words; signs are bullets, which say nothing. */
export function withMarker(text: string, marker: string): string {
  const shown = marker.trim();
  return /[\p{L}\p{N}]/u.test(shown) && shown.length > 1 ? `${shown} ${text.trimStart()}` : text;
}

export type NumberFormat = 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman';

export function formatNumber(number: number, format: NumberFormat): string {
  if (format === 'lowerLetter') return letters(number);
  if (format === 'upperLetter') return letters(number).toUpperCase();
  if (format === 'lowerRoman') return roman(number);
  if (format === 'upperRoman') return roman(number).toUpperCase();
  return String(number);
}

/** a to z, then aa, bb to zz, as word processors count. */
function letters(number: number): string {
  if (number < 1 || number > 26 * 20) return String(number);
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

const romans: [string, number][] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let rest = number;
  let text = '';
  for (const [sign, value] of romans) for (; rest >= value; rest -= value) text += sign;
  return text;
}
