import { stemEnglish } from '../text/stem-english.ts';

/**
 * The words of a text as the embedder knows them: lower case, without accents, English endings off, `getUserName` in
 * three. Its own rule, not the one of search: the table was trained with it, and search may change its own.
 */
export function embeddedWords(text: string): string[] {
  const words: string[] = [];
  for (const [whole] of text.matchAll(wordPattern)) {
    const known = remembered.get(whole);
    if (known !== undefined) {
      if (typeof known === 'string') words.push(known);
      else words.push(...known);
      continue;
    }
    const pieces = isCamelCase(whole) ? (whole.match(camelCase) ?? [whole]) : [whole];
    const found = pieces.map(normalize).filter((word) => word !== '');
    words.push(...found);
    if (whole.length > longestRemembered) continue;
    if (remembered.size >= rememberAtMost) remembered.clear();
    remembered.set(whole, found.length === 1 ? (found[0] ?? '') : found);
  }
  return words;
}

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
const camelCase = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;
const isCamelCase = (word: string): boolean => word.length > 4 && /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word);

/** Letters of a word that count; no word of a language is longer. */
const longestWord = 32;

function normalize(word: string): string {
  const lower = word.toLowerCase();
  const plain = /^[a-z0-9]*$/.test(lower)
    ? lower
    : lower.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return stemEnglish(plain.slice(0, longestWord));
}

/** Words repeat: remembering their forms makes this several times as fast. Bounded, as texts are hostile. */
const remembered = new Map<string, string | string[]>();
const rememberAtMost = 100_000;
const longestRemembered = 16;
