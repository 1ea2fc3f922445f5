import { splitCompound } from './compounds.ts';
import { fold, foldGerman } from './fold.ts';
import type { Language } from './language.ts';
import { stemEnglish } from './stem-english.ts';
import { stemFrench } from './stem-french.ts';
import { stemGerman } from './stem-german.ts';
import { stemSpanish } from './stem-spanish.ts';
import { isStopWord } from './stop-words.ts';

/** A word of a text as search sees it. */
export interface Token {
  /** What is compared: lower case, without accents, stemmed. */
  term: string;
  /** Range in the text, UTF-16 code units. */
  start: number;
  end: number;
  /** One of the words that a German compound is made of; the range is that of the whole. */
  part: boolean;
}

/**
 * Words, and words tied together by a sign as one match: `HX-2140-B`, `config.yaml`, `employee's`, `1,000.50`.
 * Ties that people write between whole words (a dash with spaces, a full stop at the end) do not tie.
 */
const compound = /[\p{L}\p{N}\p{M}]+(?:[-‑_.,:/&@+'’·][\p{L}\p{N}\p{M}]+)*/gu;
const part = /[\p{L}\p{N}\p{M}]+/gu;
const possessive = /['’]s?$/;
/** `getUserName` and `HTTPServer` are searched by their words as well. */
const camelCase = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;

/**
 * Cuts a text into terms: every word stemmed, stop words left out; identifiers, codes and numbers also whole, so that
 * `HX-2140-B` is found exactly and by its parts; German compounds also by the words they are made of. The same function
 * serves documents and questions; what is compared must have been analysed in the same language.
 */
export function analyze(text: string, language: Language = 'en'): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(compound)) {
    const whole = match[0];
    const start = match.index;
    if (!/[^\p{L}\p{N}\p{M}]/u.test(whole)) {
      addWord(tokens, whole, start, language);
      continue;
    }
    const plain = whole.replace(possessive, '');
    const parts = [...plain.matchAll(part)];
    // A number with separators, or a code with digits or underscores in it, is one name as a whole.
    if (parts.length > 1 && /[\p{N}_]/u.test(plain))
      tokens.push({ term: normalizeCode(plain), start, end: start + plain.length, part: false });
    for (const piece of parts) addWord(tokens, piece[0], start + piece.index, language);
  }
  return tokens;
}

/** The terms alone, in order, with repetitions. */
export function terms(text: string, language: Language = 'en'): string[] {
  return analyze(text, language).map((token) => token.term);
}

function addWord(tokens: Token[], word: string, start: number, language: Language): void {
  const end = start + word.length;
  const [term, ...parts] = toTerms(word, language);
  if (term !== undefined) tokens.push({ term, start, end, part: false });
  for (const inner of parts) tokens.push({ term: inner, start, end, part: true });
  if (word.length < 5 || !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word)) return;
  for (const piece of word.matchAll(camelCase)) {
    const [pieceTerm] = toTerms(piece[0], language);
    const from = start + piece.index;
    if (pieceTerm !== undefined)
      tokens.push({ term: pieceTerm, start: from, end: from + piece[0].length, part: false });
  }
}

/** Words repeat: remembering their terms makes analysis about four times as fast. Bounded, as texts are hostile. */
const remembered: Record<Language, Map<string, readonly string[]>> = {
  en: new Map(),
  de: new Map(),
  fr: new Map(),
  es: new Map(),
};
const rememberAtMost = 100_000;

/** The term of a word, then those of its parts; nothing for a stop word. */
function toTerms(word: string, language: Language): readonly string[] {
  const known = remembered[language].get(word);
  if (known !== undefined) return known;
  const found = termsOfFolded(fold(word), language).map((term) => term.slice(0, 64));
  // A longer word is a view into its text, which it would keep alive.
  if (word.length > 12) return found;
  if (remembered[language].size >= rememberAtMost) remembered[language].clear();
  remembered[language].set(word, found);
  return found;
}

function termsOfFolded(word: string, language: Language): string[] {
  if (word === '') return [];
  if (language !== 'de') return isStopWord(word, language) ? [] : [stems[language](word)];
  const german = foldGerman(word);
  return isStopWord(german, 'de') ? [] : [german, ...splitCompound(german)].map(stemGerman);
}

const stems = { en: stemEnglish, fr: stemFrench, es: stemSpanish } as const;

function normalizeCode(code: string): string {
  const folded = fold(code).replaceAll('’', "'");
  // 1,000.50 and 1000.50 are the same number.
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(folded) ? folded.replaceAll(',', '') : folded.slice(0, 64);
}
