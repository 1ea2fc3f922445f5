import { isCode, type Word } from './words.ts';
import type { Reading } from './reading.ts';

const titles = new Set('mr mrs ms dr prof herr frau firma monsieur madame senor senora'.split(' '));

/**
 * The names and codes of a text: capitals where the language writes none for other words, two capitals in a row or a
 * title before where it does, words with digits in them. They must stand in the source as they are.
 */
export function namesIn({ content, words, language }: Reading): Word[] {
  return content.filter((word) => {
    if (isCode(word.text) || /^\p{Lu}{2,}$/u.test(word.text)) return true;
    if (!word.isCapital) return false;
    const at = words.indexOf(word);
    const [before, after] = [words[at - 1], words[at + 1]];
    const isPaired =
      (after !== undefined && after.isCapital && !after.isStop && after.start === word.end + 1) ||
      (before !== undefined && before.isCapital && !before.isStop && !before.isFirst && before.end === word.start - 1);
    if (language === 'de') return isPaired || titles.has(before?.folded ?? '');
    return !word.isFirst || isPaired;
  });
}

/** In German, where every noun has a capital: what follows on "in" without an article is a place, more often than not. */
export function placesIn({ content, words, language }: Reading): Word[] {
  if (language !== 'de') return [];
  return content.filter(
    (word) => word.isCapital && /^(?:in|aus|nach)$/.test(words[words.indexOf(word) - 1]?.folded ?? ''),
  );
}

/** Versions and section numbers: 3.2.1 is none of its parts. */
export const dottedIn = (text: string): string[] => text.match(/\b\d+(?:\.\d+){2,}\b/g) ?? [];

/** Whether the source has the name: in its own form, an ending apart, or as initials. */
export function hasName(name: Word, words: readonly Word[]): boolean {
  return (
    words.some(({ folded }) => folded === name.folded || sameRoot(folded, name.folded)) || hasInitials(name, words)
  );
}

/** German and Germany, Smith and Smiths; never Johnson and Johnston. */
const endings = /(?:ians?|ans?|ish|ese|isch(?:e[nmrs]?)?|er[ns]?|en|es|s|n|e|y)$/;

function sameRoot(a: string, b: string): boolean {
  if (a[0] !== b[0]) return false;
  const [x, y] = [a.replace(endings, ''), b.replace(endings, '')];
  return x.length >= 4 && x === y;
}

/** EU where the source has European Union. */
function hasInitials({ text }: Word, words: readonly Word[]): boolean {
  if (!/^\p{Lu}{2,5}$/u.test(text)) return false;
  const initials = words
    .filter(({ isStop, isCapital }) => isCapital || !isStop)
    .map((word) => word.text[0]?.toUpperCase());
  return initials.join('').includes(text);
}
