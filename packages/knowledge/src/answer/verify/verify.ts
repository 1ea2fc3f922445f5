import { splitSentences, type Range } from '../../text/sentences.ts';
import { findContradictions } from './contradictions.ts';
import { coveringClauses, itemsOf, type Item } from './overlap.ts';
import { isWithin, readText, type Reading } from './reading.ts';
import { commonLanguage } from './words.ts';

/** A text that a sentence is held against. */
export interface VerifySource {
  text: string;
  /** What the text is about, as its title and heading say: names may stand there. */
  about?: string;
}

export interface Verdict {
  supported: boolean;
  /** How much of the sentence its sources say, 0 to 1; at most `contradicted` where they say otherwise. */
  score: number;
  /** Why not, in plain words: "the source says 14 days, not 10 days". Empty where it is supported. */
  reasons: string[];
}

/** Least share of a clause that one source must say. */
const leastShare = 0.7;
const contradicted = 0.3;
/** Words and numbers of a part of a clause that may have a source of its own. */
const leastItems = 3;
const mostReasons = 3;

/**
 * Whether sources bear out a sentence. Every clause must be said by one source alone, so that two that are each right do
 * not make a third that is wrong: its words by stem, synonym or compound; its numbers, units and dates by value; its names
 * as they are; and it must not deny, bind or compare otherwise. Rules, not a model: what they do not understand, they do
 * not support.
 */
export function verifySentence(sentence: string, sources: readonly VerifySource[]): Verdict {
  const language = commonLanguage(sentence, ...sources.map(({ text }) => text));
  const claim = readText(sentence, language);
  if (claim.content.length + claim.quantities.length === 0 || sources.length === 0)
    return { supported: false, score: 0, reasons: ['it says nothing that a source could bear out'] };
  if (sources.some(({ text }) => isQuoted(sentence, text))) return { supported: true, score: 1, reasons: [] };
  const readings = sources.map(({ text, about }) => ({
    source: readText(text, language),
    about: readText(about ?? '', language),
  }));
  const verifyBySome = (range: Range): Verdict => {
    const tried = readings.map(({ source, about }) => verifyClause(claim, range, source, about));
    return tried.reduce((best, next) => (isBetter(next, best) ? next : best));
  };
  const verdicts = clausesWithSense(claim).flatMap((clause) => {
    const whole = verifyBySome(clause);
    if (whole.supported || sources.length === 1) return [whole];
    return partsOf(claim, clause).map(verifyBySome);
  });
  return {
    supported: verdicts.every(({ supported }) => supported),
    score: Math.min(...verdicts.map(({ score }) => score)),
    reasons: [...new Set(verdicts.flatMap(({ reasons }) => reasons))].slice(0, mostReasons),
  };
}

/** Whether the sentence is one or several of the source, word by word. */
function isQuoted(sentence: string, source: string): boolean {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const wanted = plain(sentence);
  const ranges = splitSentences(source);
  return ranges.some(({ start }, first) =>
    ranges.slice(first).some(({ end }) => end - start >= wanted.length && plain(source.slice(start, end)) === wanted),
  );
}

/** "A, and B", where each says enough to be told from another; else the clause itself. */
function partsOf(claim: Reading, clause: Range): Range[] {
  const parts = claim.segments.filter((segment) => isWithin(segment, clause));
  return parts.every((part) => itemsOf(claim, part, claim).length >= leastItems) ? parts : [clause];
}

/** The parts of a sentence that may each have a source of its own, as texts. */
export function claimsOf(sentence: string): string[] {
  const claim = readText(sentence, commonLanguage(sentence));
  const parts = clausesWithSense(claim).flatMap((clause) => partsOf(claim, clause));
  return parts.map(({ start, end }) => sentence.slice(start, end).trim());
}

/** The clauses, a word alone with what stands before it: it could be borne out by anything. */
function clausesWithSense(claim: Reading): Range[] {
  const joined: Range[] = [];
  for (const clause of claim.clauses) {
    const last = joined.at(-1);
    const isSmall = (range: Range) => itemsOf(claim, range, claim).length < 2;
    if (last !== undefined && (isSmall(clause) || isSmall(last))) last.end = clause.end;
    else joined.push({ ...clause });
  }
  return joined;
}

const isBetter = (a: Verdict, b: Verdict): boolean => (a.supported === b.supported ? a.score > b.score : a.supported);

function verifyClause(claim: Reading, clause: Range, source: Reading, about: Reading): Verdict {
  const items = itemsOf(claim, clause, source);
  // Only a denial or a stop word: it is part of what stands beside it.
  if (items.length === 0) return { supported: true, score: 1, reasons: [] };
  const fromAbout = new Set(
    itemsOf(claim, clause, about)
      .filter(({ word, places }) => word !== null && places.length > 0)
      .map(({ start }) => start),
  );
  const chosen = coveringClauses(items, source);
  const share = shareOf(items, fromAbout);
  const reasons = findContradictions({ claim, clause, items, source, chosen, fromAbout });
  if (reasons.length > 0) return { supported: false, score: Math.min(share, contradicted), reasons };
  const missing = items
    .filter((item) => isMissing(item, fromAbout))
    .map(({ start, end }) => claim.text.slice(start, end));
  const added = addedIn(claim, items, fromAbout);
  if (added !== null)
    return {
      supported: false,
      score: Math.min(share, leastShare - 0.1),
      reasons: [`the source does not say "${added}"`],
    };
  if (share >= leastShare) return { supported: true, score: share, reasons: [] };
  return {
    supported: false,
    score: share,
    reasons: [`the source does not speak of ${missing.map((word) => `"${word}"`).join(', ')}`],
  };
}

const isMissing = (item: Item, fromAbout: ReadonlySet<number>): boolean =>
  item.places.length === 0 && !fromAbout.has(item.start);

function shareOf(items: readonly Item[], fromAbout: ReadonlySet<number>): number {
  const values = items.map(({ places, start }) =>
    Math.max(fromAbout.has(start) ? 0.8 : 0, ...places.map(({ likeness }) => likeness)),
  );
  return values.reduce((sum, value) => sum + value, 0) / items.length;
}

/**
 * A part of the sentence of which the source says nothing: all between two commas or conjunctions, what an "and" begins
 * with, or two words in a row.
 */
function addedIn(claim: Reading, items: readonly Item[], fromAbout: ReadonlySet<number>): string | null {
  for (const { start, end } of claim.segments) {
    const inside = items.filter((item) => isWithin(item, { start, end }));
    if (inside.length > 0 && inside.every((item) => isMissing(item, fromAbout)))
      return claim.text.slice(start, end).replace(/[\s.!?,;:]+$/, '');
    const [first] = inside;
    const begins = /^(?:and|or|plus|und|oder|sowie|et|ou|y|o)\s/i.test(claim.text.slice(start, end));
    if (begins && first !== undefined && isMissing(first, fromAbout)) return claim.text.slice(start, first.end);
  }
  const pair = items.findIndex((item, at) => {
    const next = items[at + 1];
    return next !== undefined && isMissing(item, fromAbout) && isMissing(next, fromAbout);
  });
  return pair === -1 ? null : claim.text.slice(items[pair]?.start, items[pair + 1]?.end);
}
