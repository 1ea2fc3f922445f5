import { superscript } from './superscript.ts';
import { height, surround, type Area, type Word } from './pdf-words.ts';

/** Words that stand beside each other, in reading order. */
export interface Line extends Area {
  words: Word[];
  text: string;
  /** Size of most of its letters, in points. */
  size: number;
  /** Whether all of it is bold. */
  bold: boolean;
  mono: boolean;
}

/** Rows of words from top to bottom. */
export function toLines(words: readonly Word[]): Line[] {
  const rows: { core: Word; words: Word[] }[] = [];
  for (const word of words.toSorted((one, other) => height(one) - height(other))) {
    // Only the last rows can still hold a word that lies further down.
    const row = rows.slice(-3).findLast(({ core }) => isBeside(core, word));
    if (row === undefined) {
      rows.push({ core: word, words: [word] });
      continue;
    }
    row.words.push(word);
    if (word.size > row.core.size * 1.05) row.core = word;
  }
  return rows.map((row) => lineOf(row.words)).toSorted((one, other) => height(one) - height(other));
}

/** More than half of the lower one lies beside the other. */
function isBeside(one: Area, other: Area): boolean {
  const shared = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return shared > Math.min(one.bottom - one.top, other.bottom - other.top) * 0.5;
}

export function lineOf(words: readonly Word[]): Line {
  const ordered = inReadingOrder(words);
  const sizes = new Map<number, number>();
  for (const { size, text } of words) sizes.set(size, (sizes.get(size) ?? 0) + text.length);
  const [size] = [...sizes].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0]);
  return {
    ...surround(words),
    words: ordered,
    text: joinWords(ordered),
    size,
    bold: words.every(({ bold }) => bold),
    mono: words.every(({ mono }) => mono),
  };
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function inReadingOrder(words: readonly Word[]): Word[] {
  const ordered = words.toSorted((one, other) => one.left - other.left);
  const turned = ordered.filter(({ text }) => rightToLeft.test(text)).length;
  if (turned * 2 <= ordered.length) return ordered;
  // Latin words and numbers keep their own direction inside a line that runs to the left.
  const line: Word[] = [];
  let run: Word[] = [];
  for (const word of ordered) {
    run = rightToLeft.test(word.text) || word.left - (run.at(-1)?.right ?? word.left) > word.size * 2 ? [] : run;
    if (rightToLeft.test(word.text)) {
      line.unshift(word);
      continue;
    }
    line.splice(run.length, 0, word);
    run.push(word);
  }
  return line;
}

export function joinWords(words: readonly Word[]): string {
  let text = '';
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    const isNextTo = before !== undefined && touches(before, word);
    if (isNextTo && isRaised(before, word)) {
      text += raised(text, word.text);
      continue;
    }
    if (before !== undefined && !isNextTo) text += ' ';
    text += word.text;
  }
  return text;
}

/** A number that is smaller than the word before it and stands higher. */
const isRaised = (before: Word, word: Word): boolean =>
  /^\d{1,3}[,;.]?$/.test(word.text) &&
  word.size < before.size * 0.9 &&
  word.bottom < before.bottom - before.size * 0.15;

/** Of a footnote, behind a word or sentence: "law [1]". Otherwise a power, as in "m²" and "10⁶". */
function raised(text: string, number: string): string {
  const figures = number.replace(/\D/g, '');
  const isNote = /(?:\p{L}{3}|[.,;:!?)”"’'])$/u.test(text);
  return (isNote ? ` [${figures}]` : superscript(figures)) + number.slice(figures.length);
}

function touches(before: Word, word: Word): boolean {
  if (word.glued) return true;
  const gap = word.left - before.right;
  return gap < Math.min(before.size, word.size) * 0.13 && gap > -word.size;
}

/** Puts the lines of a running text together: hyphens at their ends go, where they only divided a word. */
export function joinLines(texts: readonly string[]): string {
  let text = texts[0] ?? '';
  for (const next of texts.slice(1)) text = joinTwo(text, next);
  return text;
}

export function joinTwo(text: string, next: string): string {
  const divided = /\p{L}[-\u00ad\u2010\u0002]$/u.test(text);
  if (divided && /^\p{Ll}/u.test(next) && !/^(?:und|oder|bzw|and|or|et|ou|y|e|o)\b/u.test(next)) {
    return text.slice(0, -1) + next;
  }
  if (/[\p{L}\d][-\u2010]$/u.test(text) && /^[\p{Lu}\d]/u.test(next)) return text + next;
  const isWrittenWithoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(text);
  return isWrittenWithoutSpaces ? text + next : `${text} ${next}`;
}
