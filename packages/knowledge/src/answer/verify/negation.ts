import type { Range } from '../../text/sentences.ts';
import type { Word } from './words.ts';

/** Words that deny, folded, in English, German, French and Spanish. */
const denials = new Set(
  (
    'not no never none neither nobody nothing nowhere cannot hardly nicht kein keine keinem keinen keiner keines nie niemals niemand ' +
    'nichts weder keinesfalls keineswegs pas jamais aucun aucune rien personne ni nunca jamas ningun ninguna ninguno nadie nada tampoco'
  ).split(' '),
);
/** Words that take something away or forbid it, each for itself: without approval, no travel. */
const privations = new Set(
  (
    'without lacking ohne sans sin prohibited prohibit prohibits forbidden forbid forbids banned verboten untersagt unzulassig ' +
    'interdit interdite interdits prohibido prohibida prohibidos'
  ).split(' '),
);
const exceptions = new Set(
  'unless except excepting excluding excepted ausser ausgenommen sauf hormis excepte salvo excepto ausgeschlossen'.split(
    ' ',
  ),
);
const exclusives = new Set(
  'only solely exclusively merely nur ausschliesslich lediglich seulement uniquement exclusivement solo solamente unicamente exclusivamente'.split(
    ' ',
  ),
);
/** "personne" and "pas" are nouns where no "ne" stands before them; "no" is French for nothing. */
const needsNe = /^(?:personne|rien|pas)$/;

export interface Denial {
  kind: 'denial' | 'privation' | 'exception';
  word: Word;
}

/** What denies in a range of a text: one denial a clause (Spanish doubles them), each "without" and "unless" for itself. */
export function denialsIn(
  words: readonly Word[],
  { start, end }: Range,
  isConsumed: (word: Word) => boolean,
): Denial[] {
  const found: Denial[] = [];
  const inside = words.filter((word) => word.start >= start && word.end <= end && !isConsumed(word));
  const hasNe = inside.some(({ folded }) => folded === 'ne' || folded === 'n');
  for (const [index, word] of inside.entries()) {
    if (privations.has(word.folded)) found.push({ kind: 'privation', word });
    else if (exceptions.has(word.folded)) found.push({ kind: 'exception', word });
    else if (
      isDenial(word, inside[index + 1]) &&
      (hasNe || !needsNe.test(word.folded)) &&
      !found.some(({ kind }) => kind === 'denial')
    )
      found.push({ kind: 'denial', word });
  }
  return found;
}

function isDenial({ folded }: Word, next: Word | undefined): boolean {
  // "not only" and "no. 5" deny nothing.
  if (folded === 'not' && next?.folded === 'only') return false;
  if (folded === 'no' && next !== undefined && /^\d/.test(next.folded)) return false;
  return denials.has(folded) || folded.endsWith("n't");
}

export const isDenialWord = ({ folded }: Word): boolean =>
  denials.has(folded) ||
  privations.has(folded) ||
  exceptions.has(folded) ||
  exclusives.has(folded) ||
  folded.endsWith("n't");

/** The word that says that it holds for these alone, or undefined. */
export function exclusiveIn(words: readonly Word[], { start, end }: Range): Word | undefined {
  return words.find(
    (word, index) =>
      word.start >= start && word.end <= end && exclusives.has(word.folded) && words[index - 1]?.folded !== 'not',
  );
}
