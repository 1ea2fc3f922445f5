import type { Language } from '../../text/language.ts';
import type { Range } from '../../text/sentences.ts';
import { meansTheSame } from './lexicon.ts';
import { isSame, type Quantity } from './numbers.ts';
import { isWithin, type Reading } from './reading.ts';
import type { Word } from './words.ts';

/** How well a word of the source says one of the sentence, 0 to 1. */
export function likeness(claimed: Word, said: Word, { language }: Reading): number {
  if (claimed.stem === said.stem || claimed.folded === said.folded) return 1;
  if (claimed.parts.length > 0 || said.parts.length > 0) {
    // A compound and one of its parts may mean the same; two compounds do where they share what they are of.
    if (claimed.parts.includes(said.stem) || said.parts.includes(claimed.stem)) return 0.9;
    if (claimed.parts.length > 0 && said.parts.length > 0) return 0;
  }
  if (meansTheSame(claimed.stem, said.stem, language)) return 0.9;
  return isDerived(rootOf(claimed.folded, language), rootOf(said.folded, language)) ? 0.8 : 0;
}

/** German participles without their beginning: geleitet, leitet. */
const rootOf = (word: string, language: Language): string =>
  language === 'de' && /^ge\w{3,}(?:t|en)$/.test(word) ? word.slice(2) : word;

/** Approve and approval, register and registration: one root, told by the letters that they share. */
function isDerived(a: string, b: string): boolean {
  if (a[0] !== b[0] || /(?:less|los)$/.test(a) !== /(?:less|los)$/.test(b)) return false;
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared >= 5 && shared >= 0.6 * Math.max(a.length, b.length);
}

/** A word or number of a clause, and where the source has it. */
export interface Item {
  word: Word | null;
  quantity: Quantity | null;
  start: number;
  end: number;
  /** Places in the source, with how well each says it. */
  places: { start: number; end: number; likeness: number }[];
}

/** What a range of a sentence says, item by item, and where its source says it. */
export function itemsOf(claim: Reading, range: Range, source: Reading): Item[] {
  const words = claim.content
    .filter((word) => isWithin(word, range))
    .map((word) => ({
      word,
      quantity: null,
      start: word.start,
      end: word.end,
      places: source.content.flatMap((said) => {
        const how = likeness(word, said, source);
        return how === 0 ? [] : [{ start: said.start, end: said.end, likeness: how }];
      }),
    }));
  const quantities = claim.quantities
    .filter((quantity) => isWithin(quantity, range))
    .map((quantity) => ({
      word: null,
      quantity,
      start: quantity.start,
      end: quantity.end,
      places: source.quantities
        .filter((said) => isSame(said, quantity))
        .map(({ start, end }) => ({ start, end, likeness: 1 })),
    }));
  return [...words, ...quantities].toSorted((a, b) => a.start - b.start);
}

/**
 * The fewest clauses of the source that say most of the items, the fullest first: what the items are compared with.
 * A clause that adds nothing is left out, for its "not" is not about them.
 */
export function coveringClauses(items: readonly Item[], source: Reading): Range[] {
  const chosen: Range[] = [];
  const open = new Set(items);
  while (chosen.length < mostClauses) {
    let best: { clause: Range; gain: number; share: number } | null = null;
    for (const clause of source.clauses) {
      if (chosen.includes(clause)) continue;
      const said = items.filter((item) => item.places.some((place) => isWithin(place, clause)));
      const gain = said.filter((item) => open.has(item)).length;
      const size = source.content.filter((word) => isWithin(word, clause)).length + 1;
      const share = said.length / size;
      if (gain > 0 && (best === null || gain > best.gain || (gain === best.gain && share > best.share)))
        best = { clause, gain, share };
    }
    if (best === null) break;
    const { clause } = best;
    chosen.push(clause);
    for (const item of items) if (item.places.some((place) => isWithin(place, clause))) open.delete(item);
  }
  return chosen;
}

const mostClauses = 3;

/**
 * A word that stands where the source has another one that the sentence does not have: between the same neighbours, or
 * beside one of them behind the same little word (in Lyon, in Turin). A sentence that is the source's but for one word
 * says something else.
 */
export function substitutionsIn(items: readonly Item[], claim: Reading, source: Reading): { item: Item; said: Word }[] {
  const used = new Set(items.flatMap(({ places }) => places.map(({ start }) => start)));
  return items.flatMap((item, at) => {
    const { word } = item;
    if (word === null || item.places.length > 0) return [];
    const [before, after] = [items[at - 1], items[at + 1]];
    const said = source.content.find((candidate) => {
      if (used.has(candidate.start)) return false;
      const [left, right] = neighbours(source, candidate);
      const [isLeft, isRight] = [fits(before, left), fits(after, right)];
      if (isLeft && isRight) return (before ?? after) !== undefined;
      const lead = leadOf(claim, word);
      return (
        lead !== null &&
        lead === leadOf(source, candidate) &&
        ((isLeft && left !== null) || (isRight && right !== null))
      );
    });
    return said === undefined ? [] : [{ item, said }];
  });
}

/** Where the words or numbers on both sides of a word begin; null where its part of the sentence ends there. */
function neighbours(source: Reading, word: Word): [left: number | null, right: number | null] {
  const part = source.segments.find((segment) => isWithin(word, segment));
  if (part === undefined) return [null, null];
  const others = [...source.content, ...source.quantities].filter((other) => isWithin(other, part) && other !== word);
  const left = Math.max(...others.filter(({ start }) => start < word.start).map(({ start }) => start));
  const right = Math.min(...others.filter(({ start }) => start > word.start).map(({ start }) => start));
  return [Number.isFinite(left) ? left : null, Number.isFinite(right) ? right : null];
}

/** The little word right before a word, articles apart: in, from, by. */
function leadOf({ words }: Reading, word: Word): string | null {
  const before = words
    .slice(0, words.indexOf(word))
    .findLast(({ folded }) => !/^(?:the|a|an|d\w{2}|eine?[nmrs]?|l[ae]s?|el|une?|una)$/.test(folded));
  return before === undefined || !before.isStop || before.isCapital ? null : before.folded;
}

/** The edge of the one fits the edge of the other. */
function fits(item: Item | undefined, place: number | null): boolean {
  if (item === undefined || place === null) return item === undefined && place === null;
  return item.places.some(({ start }) => start === place);
}
