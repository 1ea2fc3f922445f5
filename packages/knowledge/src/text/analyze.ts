import { stemEnglish } from './stem-english.ts';
import { isStopWord } from './stop-words.ts';

/** A word of a text as search sees it. */
export interface Token {
  /** What is compared: lower case, without accents, stemmed. */
  term: string;
  /** Range in the text, UTF-16 code units. */
  start: number;
  end: number;
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
 * `HX-2140-B` is found exactly and by its parts. The same function serves documents and questions.
 */
export function analyze(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(compound)) {
    const whole = match[0];
    const start = match.index;
    if (!/[^\p{L}\p{N}\p{M}]/u.test(whole)) {
      addWord(tokens, whole, start);
      continue;
    }
    const plain = whole.replace(possessive, '');
    const parts = [...plain.matchAll(part)];
    // A number with separators, or a code with digits or underscores in it, is one name as a whole.
    if (parts.length > 1 && /[\p{N}_]/u.test(plain))
      tokens.push({ term: normalizeCode(plain), start, end: start + plain.length });
    for (const piece of parts) addWord(tokens, piece[0], start + piece.index);
  }
  return tokens;
}

/** The terms alone, in order, with repetitions. */
export function terms(text: string): string[] {
  return analyze(text).map((token) => token.term);
}

function addWord(tokens: Token[], word: string, start: number): void {
  const end = start + word.length;
  const term = toTerm(word);
  if (term !== null) tokens.push({ term, start, end });
  if (word.length < 5 || !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word)) return;
  for (const piece of word.matchAll(camelCase)) {
    const pieceTerm = toTerm(piece[0]);
    if (pieceTerm !== null)
      tokens.push({ term: pieceTerm, start: start + piece.index, end: start + piece.index + piece[0].length });
  }
}

/** Words repeat: remembering their terms makes analysis about four times as fast. Bounded, as texts are hostile. */
const remembered = new Map<string, string | null>();
const rememberAtMost = 100_000;

function toTerm(word: string): string | null {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const folded = fold(word);
  const term = folded === '' || isStopWord(folded) ? null : stemEnglish(folded).slice(0, 64);
  // A longer word is a view into its text, which it would keep alive.
  if (word.length > 12) return term;
  if (remembered.size >= rememberAtMost) remembered.clear();
  remembered.set(word, term);
  return term;
}

/** Lower case without accents, so that `Müller` is found by `muller` and `naïve` by `naive`. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  return lower.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

function normalizeCode(code: string): string {
  const folded = fold(code).replaceAll('’', "'");
  // 1,000.50 and 1000.50 are the same number.
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(folded) ? folded.replaceAll(',', '') : folded.slice(0, 64);
}
