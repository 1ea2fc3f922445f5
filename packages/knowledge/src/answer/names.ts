import { fold } from '../text/fold.ts';
import type { Question } from './question.ts';

/** Names in a text that the question does not say itself: who or where it may be. Told by their capitals. */

const word = /[\p{L}\p{N}][\p{L}\p{N}.'’-]*/gu;
const fullName =
  /\p{Lu}[\p{L}.'’-]+(?: (?:(?:de|del|della|der|van|von|da|di|bin|al|la|le) ){0,2}\p{Lu}[\p{L}.'’-]*)+/gu;
const placeName =
  /(?<![\p{L}\p{N}])(?:in|at|near|on|from|of|to|between|throughout|across|within|beneath|under|above|inside|outside|im|bei|nach|aus|à|en|dans|au|chez)(?: (?:the|der|dem|la|le|el))? \p{Lu}/u;

/** A capitalised word that is not just the sentence's first and not one of the question's own. */
export function holdsOtherName(text: string, question: Question): boolean {
  const others = otherNames(text, question);
  return others.some(({ index }) => index > 0 || /^\p{Lu}[\p{L}.'’-]* \p{Lu}/u.test(text));
}

/** How many there are after the first word. */
export function countOtherNames(text: string, question: Question): number {
  return otherNames(text, question).filter(({ index }) => index > 0).length;
}

/** Whether there is a name of at least two words, as people have. */
export function holdsFullName(text: string, { words }: Question): boolean {
  return [...text.matchAll(fullName)].some(
    ([name]) => name.split(' ').filter((part) => !words.has(plain(part))).length > 1,
  );
}

/** "in Leeds", "near the Tyne" */
export const holdsPlaceName = (text: string): boolean => placeName.test(text);

function otherNames(text: string, { words }: Question): RegExpExecArray[] {
  return [...text.matchAll(word)].filter(([name]) => /^\p{Lu}/u.test(name) && !words.has(plain(name)));
}

const plain = (name: string): string => fold(name.replace(/['’]s$|[.'’-]+$/u, ''));
