import { firstForm } from './irregular-english.ts';
import { fold, foldGerman } from '../../text/fold.ts';
import { languageOf, type Language } from '../../text/language.ts';
import { stemEnglish } from '../../text/stem-english.ts';
import { stemFrench } from '../../text/stem-french.ts';
import { stemGerman } from '../../text/stem-german.ts';
import { stemSpanish } from '../../text/stem-spanish.ts';
import { splitCompound } from '../../text/compounds.ts';
import { isStopWord } from '../../text/stop-words.ts';

/** A word as the verifier compares it: every one, also those that search leaves out, for "not" and "before" matter here. */
export interface Word {
  /** As written, without a possessive ending. */
  text: string;
  /** Lower case, without accents. */
  folded: string;
  stem: string;
  /** Stems of the words that a German compound is made of. */
  parts: readonly string[];
  /** Says nothing of what the text is about: the, is, to. */
  isStop: boolean;
  isCapital: boolean;
  /** Begins a sentence or a quotation, where a capital says nothing. */
  isFirst: boolean;
  /** Range in the text, UTF-16 code units. */
  start: number;
  end: number;
}

const stems = { en: stemEnglish, de: stemGerman, fr: stemFrench, es: stemSpanish } as const;

/** Words that digits or underscores make a code are one (HX-2140-B); other compounds are their parts. */
const wordPattern = /[\p{L}\p{N}\p{M}]+(?:[-‑_./&+'’·][\p{L}\p{N}\p{M}]+)*/gu;
const partPattern = /[\p{L}\p{N}\p{M}]+/gu;
const possessive = /['’]s?$/;

/** Cuts a text into words, in order. */
export function wordsOf(text: string, language: Language): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const isContracted = /n['’]t$/i.test(match[0]);
    const whole = language === 'en' && !isContracted ? match[0].replace(possessive, '') : match[0];
    const isWhole = isContracted || isCode(whole) || !/[^\p{L}\p{N}\p{M}]/u.test(whole);
    const pieces = isWhole
      ? [[whole, 0] as const]
      : [...whole.matchAll(partPattern)].map((part) => [part[0], part.index] as const);
    for (const [piece, at] of pieces) words.push(wordAt(text, piece, match.index + at, language));
  }
  return words;
}

export const isCode = (word: string): boolean => /\p{N}/u.test(word) && /[\p{L}_]/u.test(word);

function wordAt(text: string, word: string, start: number, language: Language): Word {
  return {
    ...formsOf(word, language),
    isFirst: /(?:^|[.!?:…]["'”’»)\]]*\s+|\n\s*|["“„«‘([]|[-*•]\s+)$/u.test(text.slice(Math.max(0, start - 8), start)),
    start,
    end: start + word.length,
  };
}

type Forms = Omit<Word, 'isFirst' | 'start' | 'end'>;

/** Words repeat: remembering their forms makes this several times as fast. Bounded, as texts are hostile. */
const remembered = new Map<string, Forms>();
const rememberAtMost = 50_000;

function formsOf(word: string, language: Language): Forms {
  const key = `${language}${word}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const folded = fold(word).replaceAll('’', "'");
  const spelled = language === 'de' ? foldGerman(folded) : language === 'en' ? firstForm(folded) : folded;
  const forms = {
    text: word,
    folded,
    stem: stems[language](spelled),
    parts: language === 'de' ? splitCompound(spelled).map(stemGerman) : [],
    isStop: isStopWord(spelled, language),
    isCapital: /^\p{Lu}/u.test(word),
  };
  if (word.length > 24) return forms;
  if (remembered.size >= rememberAtMost) remembered.clear();
  remembered.set(key, forms);
  return forms;
}

/** A word of a list as its stem, for lists that are compared with texts. */
export function stemOf(word: string, language: Language): string {
  return formsOf(word, language).stem;
}

/** The language that a sentence and its source are compared in. */
export function commonLanguage(...texts: readonly string[]): Language {
  return languageOf(texts.flatMap((text) => (text.match(/[\p{L}\p{M}]{2,}/gu) ?? []).map(fold)));
}
