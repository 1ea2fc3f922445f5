import type { Language } from '../../text/language.ts';
import type { Range } from '../../text/sentences.ts';
import { clausesOf, segmentsOf } from './claims.ts';
import { sidesOf } from './lexicon.ts';
import { isModal } from './modality.ts';
import { isDenialWord } from './negation.ts';
import { quantitiesIn, type Quantity } from './numbers.ts';
import { wordsOf, type Word } from './words.ts';

/** A text taken apart for comparison. */
export interface Reading {
  text: string;
  language: Language;
  words: Word[];
  /** The words that say something, without those of numbers, denials and duties, which are compared by themselves. */
  content: Word[];
  quantities: Quantity[];
  clauses: Range[];
  segments: Range[];
}

/** Words that a sentence may add or leave out: they hold together and say nothing. */
const light = new Set(
  (
    'also then according document documents passage source text states say says said there thus therefore however both get gets have ' +
    'having being make makes made take takes namely following follows i.e e.g respectively etc very well just still yet any every each all per ' +
    'whereas while although though because since unless once if when wahrend obwohl falls sofern sobald herr herrn frau mr mrs ms dr prof laut gemass bereits also daher jeweils betragt betragen lautet belauft dabei hierbei zudem ausserdem sowie etwa hier dort mal ' +
    'beziehungsweise bzw selon egalement aussi ainsi alors donc tout toute tous segun tambien todo toda cada asi'
  ).split(' '),
);

export function readText(text: string, language: Language): Reading {
  const words = wordsOf(text, language);
  const quantities = quantitiesIn(text, language);
  const clauses = clausesOf(text);
  const content = words.filter(
    (word) =>
      !word.isStop &&
      !light.has(word.folded) &&
      !isDenialWord(word) &&
      !isModal(word) &&
      (word.folded.length > 1 || word.isCapital) &&
      !isOfNumber(word, quantities),
  );
  const segments = clauses.flatMap((clause) => segmentsOf(text, clause));
  return { text, language, words, content, quantities, clauses, segments };
}

/** Words of a number, its unit and its bound, which are compared as one; what is counted stands between. */
export const isOfNumber = (word: Word, quantities: readonly Quantity[]): boolean =>
  quantities.some(
    ({ from, end, until, gap }) =>
      (gap === null || word.start < gap.start || word.end > gap.end) &&
      word.start >= from &&
      word.end <= until &&
      (word.end <= end || isBoundWord(word)),
  );

/** "12 characters or more": the characters are counted, the rest is bound. */
const isBoundWord = ({ folded }: Word): boolean =>
  /^(?:or|more|less|fewer|longer|above|below|over|and|oder|mehr|weniger|langer|ou|plus|moins|o|mas|menos|at|least|most)$/.test(
    folded,
  );

export const isWithin = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** Words that say a direction, also where search leaves them out: vor, nach, ab, bis. */
export const directionsIn = ({ words, quantities, language }: Reading, range: Range): Word[] =>
  words.filter(
    (word) => isWithin(word, range) && sidesOf(word.stem, language).length > 0 && !isOfNumber(word, quantities),
  );
