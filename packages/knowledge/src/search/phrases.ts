import { fold } from '../text/fold.ts';

/** The words of a phrase or text, folded; what stands between them does not count. */
function wordsOf(text: string): { word: string; start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Where a phrase stands in a text, word for word but for capitals and accents. A phrase without words stands nowhere. */
export function findPhrase(text: string, phrase: string): { start: number; end: number }[] {
  const wanted = wordsOf(phrase).map(({ word }) => word);
  const words = wordsOf(text);
  const found: { start: number; end: number }[] = [];
  for (let at = 0; wanted.length > 0 && at + wanted.length <= words.length; at++) {
    if (!wanted.every((word, index) => words[at + index]?.word === word)) continue;
    found.push({ start: words[at]?.start ?? 0, end: words[at + wanted.length - 1]?.end ?? 0 });
  }
  return found;
}
