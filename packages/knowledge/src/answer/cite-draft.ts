import { terms } from '../text/analyze.ts';
import { detectLanguage } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import type { CitedRange, Draft, DraftSentence, Passage } from './writer.ts';

/** What a model says, and nothing else, when the passages do not answer. */
export const noAnswer = 'NO ANSWER';

/** Share of a sentence's words that its passage must have. Fewer: the model says something of its own. */
const leastSupport = 0.5;
/** How many sentences of a passage are quoted at most for one sentence of the answer. */
const widestQuote = 3;
/** What each further sentence of a quote must add to the share of words that stand in it. */
const worthASentence = 0.05;

/**
 * Turns a model's text with markers ([1], [2][3], [1, 4]) into sentences with the ranges that bear them out. A sentence
 * is dropped where it cites nothing, where its words or numbers do not stand in what it cites, or where it denies what
 * the passage says.
 */
export function citeDraft(text: string, passages: readonly Passage[]): Draft {
  if (text.trim() === '' || text.includes(noAnswer)) return { sentences: [] };
  const sentences: DraftSentence[] = [];
  for (const { sentence, cited } of splitMarked(text)) {
    const supports = cited
      .map((number) => passages[number - 1])
      .filter((passage) => passage !== undefined)
      .map((passage) => support(sentence, passage))
      .filter((found) => found !== null);
    const holding = supports.filter(
      ({ share, text: said }) => share >= leastSupport && negated(sentence) === negated(said),
    );
    if (holding.length === 0 || !numbersStandIn(sentence, holding)) continue;
    sentences.push({ text: sentence, citations: holding.map(({ range }) => range) });
  }
  return { sentences };
}

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

interface Support {
  range: CitedRange;
  /** The words of the range. */
  text: string;
  /** Share of the sentence's terms that stand in the range, 0 to 1. */
  share: number;
}

/** The shortest run of sentences in a passage that says most of a sentence. */
function support(sentence: string, passage: Passage): Support | null {
  const language = detectLanguage(passage.text, 'en');
  const wanted = new Set(terms(sentence, language));
  const ranges = splitSentences(passage.text);
  let best: Support | null = null;
  for (let width = 1; width <= widestQuote; width++) {
    const shorter: Support | null = best;
    for (let first = 0; first + width <= ranges.length; first++) {
      const start = ranges[first]?.start ?? 0;
      const end = ranges[first + width - 1]?.end ?? 0;
      const text = passage.text.slice(start, end);
      const there = new Set(terms(text, language));
      const share = wanted.size === 0 ? 0 : [...wanted].filter((term) => there.has(term)).length / wanted.size;
      const beaten = best !== null && (share <= best.share || share < (shorter?.share ?? 0) + worthASentence);
      if (!beaten) best = { range: { passage, start: passage.start + start, end: passage.start + end }, text, share };
    }
  }
  return best;
}

const numbersIn = (text: string): string[] =>
  (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replaceAll(',', ''));

/** Every number of a sentence must stand in one of its quotes. */
function numbersStandIn(sentence: string, supports: readonly Support[]): boolean {
  const there = new Set(supports.flatMap(({ text }) => numbersIn(text)));
  return numbersIn(sentence).every((number) => there.has(number));
}

function negated(text: string): boolean {
  return /\b(?:not|no|never|none|neither|nor|without|cannot|kein\w*|nicht|nie|ne|pas|jamais|sans|aucun\w*)\b|n['’]t\b/i.test(
    text,
  );
}
