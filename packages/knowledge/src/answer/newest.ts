import type { Question } from './question.ts';
import type { RankedCandidate } from './rank-candidates.ts';

/** How far behind the best a newer statement of the same may rank. */
const reach = 3;
/** Share of words that two statements of the same have in common; less is needed where the titles are alike as well. */
const sameStatement = 0.5;
const sameStatementOfSameTitle = 0.25;

/**
 * Where several documents state the same with other numbers (a policy of last year and of this year), the newest counts.
 * Brings it to the front and leaves the older statements out. A question that names a year gets what it names.
 */
export function preferNewest(question: Question, ranked: readonly RankedCandidate[]): RankedCandidate[] {
  const [best] = ranked;
  const namesYear = [...question.names].some((name) => /^(?:19|20)\d\d$/.test(name));
  if (best === undefined || namesYear) return [...ranked];
  const versions = ranked.filter((other) => other.score >= best.score - reach && statesTheSame(best, other));
  const newest = versions.reduce((first, second) => (dateOf(second) > dateOf(first) ? second : first), best);
  const older = new Set(versions.filter((other) => other !== newest && dateOf(other) < dateOf(newest)));
  return [newest, ...ranked.filter((other) => other !== newest && !older.has(other))];
}

/** Of what no date is known, nothing says that it is newer. */
const dateOf = ({ candidate }: RankedCandidate): string => candidate.passage.date ?? '';

function statesTheSame(one: RankedCandidate, other: RankedCandidate): boolean {
  const [a, b] = [one.candidate, other.candidate];
  if (a === b) return true;
  if (a.passage.document === b.passage.document || dateOf(one) === '' || dateOf(other) === '') return false;
  const alike = overlap(words(a.sequence), words(b.sequence));
  const sameTitle = overlap(words(titleWords(a.passage.title)), words(titleWords(b.passage.title))) >= sameStatement;
  return alike >= (sameTitle ? sameStatementOfSameTitle : sameStatement);
}

/** Numbers are what versions differ in. */
const words = (terms: readonly string[]): Set<string> => new Set(terms.filter((term) => !/\d/.test(term)));
const titleWords = (title: string): string[] => title.toLowerCase().split(/\P{L}+/u);

/** Jaccard's measure. */
function overlap(a: Set<string>, b: Set<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}
