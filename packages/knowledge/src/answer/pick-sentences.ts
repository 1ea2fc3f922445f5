import type { Candidate } from './candidates.ts';
import { quote } from './quote.ts';
import type { RankedCandidate } from './rank-candidates.ts';
import { refersBack } from './refers-back.ts';
import type { DraftSentence } from './writer.ts';

/** A sentence of the answer, with the candidate that it quotes. */
export interface PickedSentence {
  ranked: RankedCandidate;
  sentence: DraftSentence;
}

/** At most so many sentences make an answer; more is a document to read. */
const mostSentences = 3;
/** How far behind the best a further sentence may rank; a point less is e times less likely to be the answer. */
const nearTheBest = 1.5;
/** The same for another row of a table: rows look alike, and each tells of another thing. */
const rowNearTheBest = 0.8;
/** How much further a neighbour of the best may: what a text says of one thing, it says in a row. */
const further = { next: 1, nextReferringBack: 2, before: 0.5 };

/** The sentences that make the answer: the best, and others that rank nearly as high and say something else. */
export function pickSentences([best, ...others]: readonly RankedCandidate[]): PickedSentence[] {
  if (best === undefined) return [];
  const near = others
    .map((ranked) => ({ ranked, score: ranked.score + bonus(best.candidate, ranked.candidate) }))
    .filter(({ ranked, score }) => score >= best.score - (areRows(best, ranked) ? rowNearTheBest : nearTheBest))
    .toSorted((a, b) => b.score - a.score);
  const picked: PickedSentence[] = [];
  for (const { ranked } of [{ ranked: best }, ...near]) {
    const sentence = quote(ranked.candidate);
    const said = picked.find((other) => saysTheSame(other.sentence.text, sentence.text));
    if (said === undefined) picked.push({ ranked, sentence });
    else if (isWider(sentence, said.sentence)) said.sentence = sentence;
    if (picked.length === mostSentences) break;
  }
  return picked;
}

/** Sentences of one passage as they stand there, that of the best passage first. */
export function inReadingOrder(picked: readonly PickedSentence[]): DraftSentence[] {
  const byPassage = Map.groupBy(picked, ({ ranked }) => ranked.candidate.passage);
  return [...byPassage.values()].flatMap((group) =>
    group.toSorted((a, b) => a.ranked.candidate.start - b.ranked.candidate.start).map(({ sentence }) => sentence),
  );
}

const areRows = (...ranked: RankedCandidate[]): boolean =>
  ranked.every(({ candidate }) => candidate.block.kind === 'table-row');

function bonus(best: Candidate, other: Candidate): number {
  if (best.passage !== other.passage || best.block.kind === 'table-row') return 0;
  if (best.before?.start === other.start) return further.before;
  if (best.after?.start !== other.start) return 0;
  return refersBack(other.text) ? further.nextReferringBack : further.next;
}

/** Whether one text says the other again, as a copy in another document does. */
function saysTheSame(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}

/** Whether it quotes the same place and more: a sentence that refers back brings along the one before it. */
function isWider({ citations: [one] }: DraftSentence, { citations: [other] }: DraftSentence): boolean {
  if (one === undefined || other === undefined || one.passage !== other.passage) return false;
  return one.start <= other.start && one.end >= other.end;
}
