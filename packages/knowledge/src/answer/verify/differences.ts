import type { Range } from '../../text/sentences.ts';
import { isDenialWord } from './negation.ts';
import { isSame } from './numbers.ts';
import { likeness } from './overlap.ts';
import { isWithin, type Reading } from './reading.ts';
import type { Word } from './words.ts';

/** Words that must be the same on both sides of a difference, unless the sentence ends there. */
const leastAround = 2;
/** A longer difference is another wording, and compared by what it says. */
const mostWords = 2;

/**
 * What a sentence changes where it follows the source word by word: a word or number put in the place of another, also
 * one that the source has elsewhere, and a denial put in or left out.
 */
export function differencesIn(claim: Reading, clause: Range, source: Reading): string[] {
  const words = claim.words.filter((word) => isWithin(word, clause));
  const runs = commonRuns(words, source.words);
  const reasons: string[] = [];
  for (let at = 0; at <= runs.length; at++) {
    const [before, after] = [runs[at - 1], runs[at]];
    const isFirm = (run: Run | undefined) => run !== undefined && run.length >= leastAround;
    if (
      !(isFirm(before) && isFirm(after)) &&
      !(isFirm(before) && after === undefined) &&
      !(isFirm(after) && before === undefined)
    )
      continue;
    const mine = words.slice(before === undefined ? 0 : before.claim + before.length, after?.claim ?? words.length);
    const from = before === undefined ? (after?.source ?? 0) - mine.length : before.source + before.length;
    const theirs = source.words.slice(Math.max(0, from), after?.source ?? from + mine.length);
    if (
      mine.length > mostWords ||
      theirs.length > mostWords ||
      (before !== undefined && after !== undefined && mine.length + theirs.length === 0)
    )
      continue;
    const [denied, denial] = [mine.find(isDenialWord), theirs.find(isDenialWord)];
    const isInside = before !== undefined && after !== undefined;
    // A denial that stands elsewhere on the other side was moved, which is no change: "no dogs are", "dogs are not".
    if (isInside && denied !== undefined && denial === undefined && !hasLoose(source.words, runs, 'source'))
      reasons.push(`the source does not say "${denied.text}"`);
    if (isInside && denied === undefined && denial !== undefined && !hasLoose(words, runs, 'claim'))
      reasons.push(`the source says "${denial.text}"`);
    // What stands elsewhere on the other side was moved, and is compared there.
    const changed = mine.find((word) => isTelling(word, claim) && !isLoose(word, source.words, runs, 'source'));
    const instead = theirs.find((word) => isTelling(word, source) && !isLoose(word, words, runs, 'claim'));
    if (changed === undefined || instead === undefined || isOfOneMeaning(claim, changed, source, theirs)) continue;
    if (before === undefined && after !== undefined && !isOneSentence(source, instead, after)) continue;
    reasons.push(`the source says "${instead.text}", not "${changed.text}"`);
  }
  const swapped = swappedIn(words, source.words);
  return swapped === null ? reasons : [...reasons, swapped];
}

/** Whether one side has a denial that the other does not have in the same place. */
function hasLoose(words: readonly Word[], runs: readonly Run[], side: 'claim' | 'source'): boolean {
  return words.some((word, at) => isDenialWord(word) && !isMatched(at, runs, side));
}

/** Two numbers that change places in a sentence that is the source's otherwise. */
function swappedIn(claimed: readonly Word[], said: readonly Word[]): string | null {
  for (let from = 0; from + claimed.length <= said.length; from++) {
    const apart: number[] = [];
    for (let at = 0; at < claimed.length && apart.length <= 2; at++)
      if (claimed[at]?.folded !== said[from + at]?.folded) apart.push(at);
    const [first = -1, second = -1] = apart;
    const [a, b, c, d] = [claimed[first], claimed[second], said[from + first], said[from + second]];
    const isSwapped = apart.length === 2 && a?.folded === d?.folded && b?.folded === c?.folded;
    if (isSwapped && [a, b].every((word) => /\d/.test(word?.text ?? '')))
      return `the source says ${c?.text} where the sentence says ${a?.text}`;
  }
  return null;
}

const isTelling = (word: Word, reading: Reading): boolean =>
  reading.content.includes(word) || reading.quantities.some((quantity) => isWithin(word, quantity));

const isOneSentence = ({ text, words }: Reading, word: Word, after: Run): boolean =>
  !/[.!?:;]\s/.test(text.slice(word.start, words[after.source]?.start ?? word.end));

/** A word means one of the others, or stands in a number that is the same. */
function isOfOneMeaning(claim: Reading, word: Word, source: Reading, theirs: readonly Word[]): boolean {
  const quantity = claim.quantities.find((candidate) => isWithin(word, candidate));
  if (quantity === undefined) return theirs.some((other) => likeness(word, other, source) > 0);
  return source.quantities.some((said) => isSame(said, quantity) && theirs.some((other) => isWithin(other, said)));
}

const isMatched = (at: number, runs: readonly Run[], side: 'claim' | 'source'): boolean =>
  runs.some((run) => at >= run[side] && at < run[side] + run.length);

/** Whether the other side has the word as well, where nothing is matched with it. */
const isLoose = (word: Word, others: readonly Word[], runs: readonly Run[], side: 'claim' | 'source'): boolean =>
  others.some(({ stem }, at) => stem === word.stem && !isMatched(at, runs, side));

interface Run {
  /** Where it begins among the words of each. */
  claim: number;
  source: number;
  length: number;
}

/** The longest common subsequence of both texts' words, as runs. */
function commonRuns(a: readonly Word[], b: readonly Word[]): Run[] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i * width + j] =
        a[i]?.folded === b[j]?.folded
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const runs: Run[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]?.folded === b[j]?.folded) {
      const last = runs.at(-1);
      if (last !== undefined && last.claim + last.length === i && last.source + last.length === j) last.length++;
      else runs.push({ claim: i, source: j, length: 1 });
      i++;
      j++;
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return runs;
}
