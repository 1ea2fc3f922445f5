import { fold } from '../text/fold.ts';
import { stemEnglish } from '../text/stem-english.ts';

/** Letters of a word that count; no word of a language is longer. */
const longestWord = 32;

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
const camelCase = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;
const isCamelCase = (word: string): boolean => word.length > 4 && /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word);

/** Words repeat: remembering their forms makes this several times as fast. Bounded, as texts are hostile. */
const remembered = new Map<string, string[]>();
const rememberAtMost = 100_000;
const longestRemembered = 16;

/**
 * The words of a text as the embedder knows them: lower case, without accents, English endings off, `getUserName` in
 * three. Its own rule and not the one of search, for the table was trained with it: whoever changes it trains anew.
 */
export function embeddedWords(text: string): string[] {
  const words: string[] = [];
  for (const [whole] of text.matchAll(wordPattern)) {
    let forms = remembered.get(whole);
    if (forms === undefined) {
      const pieces = isCamelCase(whole) ? (whole.match(camelCase) ?? [whole]) : [whole];
      forms = pieces.map((piece) => stemEnglish(fold(piece).slice(0, longestWord))).filter((form) => form !== '');
      if (whole.length <= longestRemembered) {
        if (remembered.size >= rememberAtMost) remembered.clear();
        remembered.set(whole, forms);
      }
    }
    for (const form of forms) words.push(form);
  }
  return words;
}
