import { fold } from '../../text/fold.ts';

/** What a word may be that two documents can differ in. */
export type ValueKind = 'number' | 'date';

/** A word of a statement. */
export interface Word {
  /** Lower case, without accents. */
  text: string;
  /** Null for a word that belongs to the statement itself, and is not what it states. */
  kind: ValueKind | null;
  /** Letters and digits tied together: a part number, the code of an error. */
  isCode: boolean;
  /** Written with a capital, and not as the first word. */
  isName: boolean;
}

const numberWords = [
  'one eins un uno una',
  'two zwei deux dos',
  'three drei trois tres',
  'four vier quatre cuatro',
  'five funf cinq cinco',
  'six sechs seis',
  'seven sieben sept siete',
  'eight acht huit ocho',
  'nine neun neuf nueve',
  'ten zehn dix diez',
  'eleven elf onze once',
  'twelve zwolf douze doce',
];
const valueOfWord = new Map(
  numberWords.flatMap((words, index) => words.split(' ').map((word) => [word, String(index + 1)] as const)),
);
// A lone article is no number.
for (const article of ['un', 'uno', 'una']) valueOfWord.delete(article);

const months = new Set(
  (
    'january february march april may june july august september october november december januar februar marz mai juni juli ' +
    'oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo ' +
    'abril mayo junio julio agosto septiembre octubre noviembre diciembre'
  ).split(' '),
);

const piece =
  /[£$€¥]|%|(?:19|20)\d\d(?:-\d\d)+|\p{N}+(?:[.,:/]\p{N}+)*(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:[-_'’][\p{L}\p{N}]+)*/gu;
/** 45p, 10kg, 18th: a number with its unit. */
const withUnit = /^\p{N}+\p{Ll}{1,2}$/u;

/** The words of a statement, and which of them are values. Marks of emphasis and punctuation are left out. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(piece)].map(([written], index) => {
    const folded = fold(written);
    const isNumber = withUnit.test(written) || (/^\p{N}/u.test(written) && !/\p{L}/u.test(written));
    const isCode = !isNumber && /\p{N}/u.test(written) && /\p{L}/u.test(written);
    const isMonth = months.has(folded) && /^\p{Lu}/u.test(written);
    const isName = index > 0 && !isMonth && !isCode && /^\p{Lu}/u.test(written);
    const word = { isCode, isName };
    if (isNumber) {
      const isYear = /^(?:19|20)\d\d(?:-\d\d)*$/.test(written);
      // 1,000 and 1000 are one number, 1.50 and 1.5 as well.
      const plain = written.replaceAll(/[,.](?=\d{3}(?!\d))/g, '').replace(/([.,]\d*?)0+$/, '$1');
      return { ...word, text: plain.replace(/[.,]$/, ''), kind: isYear ? 'date' : 'number' };
    }
    if (isMonth) return { ...word, text: folded, kind: 'date' };
    const number = valueOfWord.get(folded);
    return number === undefined ? { ...word, text: folded, kind: null } : { ...word, text: number, kind: 'number' };
  });
}

/** Words that stand for what is measured in: what a number is followed or preceded by. */
export function unitAt(words: readonly Word[], at: number): string {
  const [before, after] = [words[at - 1], words[at + 1]];
  if (before !== undefined && /^[£$€¥]$/.test(before.text)) return before.text;
  return after === undefined || after.kind !== null ? '' : singular(after.text);
}

const singular = (word: string): string => (word.length > 3 ? word.replace(/(?:en|s|e|n)$/, '') : word);
