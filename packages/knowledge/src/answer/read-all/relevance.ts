import { terms } from '../../text/analyze.ts';
import { fold } from '../../text/fold.ts';
import { blockText, candidatesOf, type Candidate } from '../candidates.ts';
import { heldShare, weightOf } from '../question.ts';
import type { Passage } from '../writer.ts';
import type { Sought } from './sought.ts';

/** Share of what is sought that a statement must say itself, and together with its title, headings and what is before. */
const leastOwn = 0.35;
const leastInAll = 0.65;
/** The latter in documents that the question names: they are about it as a whole. */
const leastInNamed = 0.5;
/** A word of a heading speaks for a sentence below it, but less than its own. */
const contextShare = 0.7;
/** So many other words a heading may have that names what is sought. */
const mostBeside = 2;
/** The least that a word counts, so that what stands in every passage is asked for as well. */
const leastWeight = 0.05;

/** The sentences, list items and rows of a passage that a question asks for. */
export function statementsIn(sought: Sought, passage: Passage): Candidate[] {
  if (!mayHold(sought, passage)) return [];
  return candidatesOf([passage], sought.question.language).filter((candidate) => isStatement(sought, candidate));
}

/** Most passages are about something else, which costs little to see: first by letters alone, then by the words. */
function mayHold(sought: Sought, { document, title, heading, text }: Passage): boolean {
  const { question, roots } = sought;
  const least = leastIn(sought, document);
  const all = `${title}\n${heading}\n${text}`;
  if (roots !== null) {
    const letters = fold(all);
    if (weigh(sought, text, (term) => (letters.includes(roots.get(term) ?? '') ? 1 : 0)) < least) return false;
  }
  const there = new Set(terms(all, question.language));
  return weigh(sought, text, (term) => heldShare(question, term, there)) >= least;
}

function isStatement(sought: Sought, candidate: Candidate): boolean {
  const { question, content } = sought;
  const text = candidate.text.trimEnd();
  if (text.endsWith('?') || !question.codes.every((code) => candidate.passageTerms.has(code))) return false;
  const above = new Set(terms(headingOver(candidate), question.language));
  const { before, block, headingTerms } = candidate;
  const own = (term: string) => heldShare(question, term, candidate.terms);
  const isAround = (term: string) =>
    headingTerms.has(term) || above.has(term) || (before?.block === block && before.terms.has(term));
  const inAll = (term: string) => own(term) || (isAround(term) ? contextShare : 0);
  if (weigh(sought, text, own) >= leastOwn && weigh(sought, text, inAll) >= leastIn(sought, candidate.passage.document))
    return true;
  // A section that is called what is sought need not say it again in each of its sentences.
  return above.size <= content.length + mostBeside && content.every((term) => above.has(term));
}

const leastIn = ({ documents }: Sought, document: string): number =>
  documents?.has(document) ? leastInNamed : leastInAll;

/** Share of what is sought, rare words counting more: 0 to 1. What is told by how it is written counts where it stands. */
function weigh({ question, content, kinds }: Sought, text: string, shareOf: (term: string) => number): number {
  const shown = new Set(kinds.filter(({ pattern }) => pattern.test(text)).flatMap((kind) => [...kind.terms]));
  let [sum, total] = [0, 0];
  for (const term of content) {
    const weight = Math.max(leastWeight, weightOf(question.weights, term));
    total += weight;
    sum += weight * (shown.has(term) ? 1 : shareOf(term));
  }
  return total === 0 ? 0 : sum / total;
}

/** The heading right above, within the passage or before it. */
function headingOver({ passage, start }: Candidate): string {
  const block = passage.blocks.findLast((other) => other.kind === 'heading' && other.start <= start);
  return block === undefined ? (passage.heading.split(' > ').at(-1) ?? '') : blockText(passage, block);
}
