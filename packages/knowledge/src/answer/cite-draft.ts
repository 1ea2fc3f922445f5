import { terms } from '../text/analyze.ts';
import { detectLanguage } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import { claimsOf, verifySentence, type Verdict, type VerifySource } from './verify/verify.ts';
import type { CitedRange, Draft, DraftSentence, Passage } from './writer.ts';

/** What a model says, and nothing else, when the passages do not answer. */
export const noAnswer = 'NO ANSWER';

/** What becomes of a sentence that its sources do not bear out. */
export type Unsupported = 'drop' | 'mark';

/** How many sentences of a passage are quoted at most for one sentence of the answer. */
const widestQuote = 3;
/** What each further sentence of a quote must add to the share of words that stand in it. */
const worthASentence = 0.05;
/** Quotes of a passage that are tried: the one with most words in common may be the one that says otherwise. */
const mostTried = 3;

/**
 * Turns a model's text with markers ([1], [2][3], [1, 4]) into sentences with the ranges that bear them out. What cites
 * nothing is dropped; what its passages do not bear out is dropped too, or marked and shown beside the nearest quote. A
 * text of which nothing is borne out is no answer, marked or not.
 */
export function citeDraft(text: string, passages: readonly Passage[], unsupported: Unsupported = 'drop'): Draft {
  if (text.trim() === '' || text.includes(noAnswer)) return { sentences: [] };
  const marked = splitMarked(text).filter(({ sentence }) => /[\p{L}\p{N}]/u.test(sentence));
  const drafted = marked
    .map(({ sentence, cited }) =>
      citeSentence(sentence, [...new Set(cited.flatMap((number) => passages[number - 1] ?? []))]),
    )
    .filter((sentence) => sentence !== null)
    .filter(({ supported }) => unsupported === 'mark' || supported !== false);
  const sentences = drafted.some(({ supported }) => supported !== false) ? drafted : [];
  return { sentences, dropped: marked.length - sentences.length };
}

/** The sentence with what bears it out, or with what comes nearest and why that does not; null where it cites nothing. */
function citeSentence(sentence: string, passages: readonly Passage[]): DraftSentence | null {
  const quotes = passages.map((passage) => quotesFor(sentence, passage)).filter((found) => found.length > 0);
  const alone = quotes.flatMap((found) => found.find((quote) => verify(sentence, [quote]).supported) ?? []);
  if (alone.length > 0) return { text: sentence, citations: alone.map(({ range }) => range) };
  const nearest = quotes.flatMap(([best]) => best ?? []);
  if (nearest.length === 0) return null;
  // Parts of a sentence may stand apart, in one passage or several.
  const parts = claimsOf(sentence).flatMap((claim) => {
    const found = passages.flatMap((passage) => quotesFor(claim, passage)).toSorted((a, b) => b.share - a.share);
    return found.find((quote) => verify(claim, [quote]).supported) ?? [];
  });
  for (const together of [nearest, distinct(parts)])
    if (together.length > 1 && verify(sentence, together).supported)
      return { text: sentence, citations: needed(sentence, together).map(({ range }) => range), isJoint: true };
  const { reasons } = verify(sentence, nearest);
  return { text: sentence, citations: nearest.map(({ range }) => range), isJoint: true, supported: false, reasons };
}

/** Quotes without those that the sentence stands without. */
function needed(sentence: string, quotes: readonly Quote[]): Quote[] {
  return quotes.reduce<Quote[]>(
    (left, quote) => {
      const others = left.filter((other) => other !== quote);
      return others.length > 0 && verify(sentence, others).supported ? others : left;
    },
    [...quotes],
  );
}

const distinct = (quotes: readonly Quote[]): Quote[] => [
  ...new Map(quotes.map((quote) => [`${quote.range.passage.version} ${quote.range.start}`, quote])).values(),
];

const verify = (sentence: string, quotes: readonly Quote[]): Verdict =>
  verifySentence(
    sentence,
    quotes.map(({ text, range }): VerifySource => ({
      text,
      about: `${range.passage.title}\n${range.passage.heading}`,
    })),
  );

const marker = /\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g;
const markersBehindStop = new RegExp(String.raw`([.!?])\s*((?:${marker.source}[ \t]*)+)`, 'g');

/** A marker stands behind its sentence, before or after the full stop. */
function splitMarked(text: string): { sentence: string; cited: number[] }[] {
  // "... 7 days. [1] The ..." is brought to "... 7 days [1]. The ...", so that sentences keep their markers.
  const moved = text.replaceAll(markersBehindStop, ' $2$1 ');
  return splitSentences(moved).map(({ start, end }) => {
    const marked = moved.slice(start, end);
    const cited = [...marked.matchAll(marker)].flatMap((match) => (match[0].match(/\d+/g) ?? []).map(Number));
    const sentence = marked
      .replaceAll(marker, '')
      .replace(/^(?:[-*•]|\d+\.)\s+/, '')
      .replaceAll('**', '')
      .replaceAll(/\s+([.,;:!?])/g, '$1')
      .replaceAll(/\s+/g, ' ')
      .trim();
    return { sentence, cited: [...new Set(cited)] };
  });
}

interface Quote {
  range: CitedRange;
  /** The words of the range. */
  text: string;
  /** Share of the sentence's terms that stand in the range, 0 to 1. */
  share: number;
}

/** The shortest runs of sentences in a passage that say most of a sentence, the fullest first. */
function quotesFor(sentence: string, passage: Passage): Quote[] {
  const language = detectLanguage(passage.text, 'en');
  const wanted = new Set(terms(sentence, language));
  const ranges = splitSentences(passage.text);
  const quotes: Quote[] = [];
  let shorter = 0;
  for (let width = 1; width <= widestQuote; width++) {
    const ofWidth: Quote[] = [];
    for (let first = 0; first + width <= ranges.length; first++) {
      const start = ranges[first]?.start ?? 0;
      const end = ranges[first + width - 1]?.end ?? 0;
      const text = passage.text.slice(start, end);
      const there = new Set(terms(text, language));
      const share = wanted.size === 0 ? 0 : [...wanted].filter((term) => there.has(term)).length / wanted.size;
      const isWorthIt = width === 1 || share >= shorter + worthASentence;
      if (isWorthIt)
        ofWidth.push({ range: { passage, start: passage.start + start, end: passage.start + end }, text, share });
    }
    shorter = Math.max(shorter, ...ofWidth.map(({ share }) => share));
    quotes.push(...ofWidth);
  }
  return quotes.toSorted((a, b) => b.share - a.share).slice(0, mostTried);
}
