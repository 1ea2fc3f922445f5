import type { Block } from '../read/read-document.ts';
import { analyze, terms } from '../text/analyze.ts';
import type { Language } from '../text/language.ts';
import { splitSentences } from '../text/sentences.ts';
import type { Passage } from './writer.ts';

/** A sentence, list item or table row that could be the answer, with what stands around it. */
export interface Candidate {
  passage: Passage;
  /** Rank of the passage, 0 for the best. */
  rank: number;
  block: Block;
  /** Range in the document's text. */
  start: number;
  end: number;
  text: string;
  terms: Set<string>;
  /** In order and without the parts of compounds, to see which words stand side by side. */
  sequence: string[];
  /** Terms of the title and the headings above. */
  headingTerms: Set<string>;
  /** Those and the terms of the whole passage. */
  passageTerms: Set<string>;
  /** Which terms stand side by side in the passage, see `pairOf`. */
  passagePairs: Set<string>;
  /** The sentence before it in the passage; for a table row the table's header. */
  before: Candidate | null;
  /** The sentence after it in the passage. */
  after: Candidate | null;
  header: Block | null;
}

/** Longest piece that is quoted as one; a longer "sentence" is a list or a table that lost its layout. */
const longestQuote = 700;

/** @param language of the question: what is compared is analysed alike */
export function candidatesOf(passages: readonly Passage[], language: Language): Candidate[] {
  return passages.flatMap((passage, rank) => candidatesOfPassage(passage, rank, language));
}

function candidatesOfPassage(passage: Passage, rank: number, language: Language): Candidate[] {
  const above = `${passage.title}\n${passage.heading}\n${passage.date?.slice(0, 4) ?? ''}`;
  const heading = terms(above, language);
  const headingTerms = new Set(heading);
  const all = [...heading, ...terms(passage.text, language)];
  const passageTerms = new Set(all);
  const passagePairs = pairsIn(all);
  const candidates: Candidate[] = [];
  let header: Block | null = null;
  for (const block of passage.blocks) {
    if (block.kind === 'table-header') header = block;
    else if (block.kind !== 'table-row') header = null;
    if (block.kind === 'heading' || block.kind === 'table-header') continue;
    const wholeRow = block.kind === 'table-row' && block.end - block.start <= longestQuote;
    const ranges = wholeRow
      ? [block]
      : splitSentences(passage.text, block.start - passage.start, block.end - passage.start);
    for (const range of ranges) {
      const start = wholeRow ? range.start : range.start + passage.start;
      const end = wholeRow ? range.end : range.end + passage.start;
      const text = passage.text.slice(start - passage.start, end - passage.start);
      const tokens = analyze(header === null ? text : `${blockText(passage, header)}\n${text}`, language);
      const before = candidates.at(-1) ?? null;
      const candidate: Candidate = {
        passage,
        rank,
        block,
        start,
        end,
        text,
        terms: new Set(tokens.map(({ term }) => term)),
        sequence: tokens.flatMap(({ term, part }) => (part ? [] : [term])),
        headingTerms,
        passageTerms,
        passagePairs,
        before,
        after: null,
        header,
      };
      if (before !== null) before.after = candidate;
      candidates.push(candidate);
    }
  }
  return candidates;
}

/**
 * "Welding needs a permit. It is valid for eight hours." For a question after a quantity, a sentence without one is also
 * taken together with the next that has one.
 */
export function completedBy(first: Candidate, next: Candidate): Candidate | null {
  const prose = first.block.kind === 'paragraph' && next.block.kind === 'paragraph';
  if (next.before !== first || (first.block !== next.block && !prose)) return null;
  const sequence = [...first.sequence, ...next.sequence];
  return {
    ...first,
    end: next.end,
    text: first.passage.text.slice(first.start - first.passage.start, next.end - first.passage.start),
    sequence,
    terms: first.terms.union(next.terms),
    after: next.after,
  };
}

/** Pairs of terms with at most one other between them. */
function pairsIn(sequence: readonly string[]): Set<string> {
  const pairs = new Set<string>();
  for (const [index, term] of sequence.entries()) {
    for (const next of sequence.slice(index + 1, index + 3)) pairs.add(pairOf(term, next));
  }
  return pairs;
}

export const pairOf = (first: string, second: string): string => `${first} ${second}`;

export function blockText(passage: Passage, block: Block): string {
  return passage.text.slice(block.start - passage.start, block.end - passage.start);
}
