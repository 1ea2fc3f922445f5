import { pairOf, type Candidate } from './candidates.ts';
import { countOtherNames, holdsFullName, holdsPlaceName } from './names.ts';
import { asksForQuantity, heldShare, holdsType, weightOf, type Question } from './question.ts';
import { refersBack } from './refers-back.ts';

/** What speaks for and against a candidate, each number from 0 to 1. `confidence.ts` weighs them in this order. */
export const featureNames = [
  'inSentence',
  'inContext',
  'inPassage',
  'heaviestMissing',
  'namesMissing',
  'typeHeld',
  'typeMissing',
  'quantityMissing',
  'unitNear',
  'pairs',
  'passageScore',
  'passageRank',
  'tooLong',
  'isQuestion',
  'isFragment',
  'beyondHeadings',
  'inNext',
  'holdsKind',
  'otherNames',
  'fullName',
  'placeName',
  'newWords',
  'refersBack',
  'asksMuch',
  'missingInPassage',
  'passagePairs',
] as const;

export type FeatureName = (typeof featureNames)[number];

/** Words of a heading or of the sentence before speak for the sentence, but less than its own. */
const contextShare = 0.7;
/** So many new words are enough for an answer. */
const enoughWords = 15;
/** A question whose words weigh so much together says all that is needed to find its answer. */
const tellingWeight = 5;
/** So many missing words are as bad as more. */
const manyMissing = 4;

export function features(question: Question, candidate: Candidate, topScore: number): number[] {
  const { terms: asked, weights, totalWeight } = question;
  const before = candidate.before?.terms;
  const { passageTerms } = candidate;
  let inSentence = 0;
  let inContext = 0;
  let inPassage = 0;
  let heaviestMissing = 0;
  let beyondHeadings = 0;
  let notInHeadings = 0;
  let inNext = 0;
  let missingInPassage = 0;
  for (const term of asked) {
    const share = totalWeight === 0 ? 0 : weightOf(weights, term) / totalWeight;
    const held = heldShare(question, term, candidate.terms);
    inSentence += share * held;
    if (held > 0) inContext += share * held;
    else if (candidate.headingTerms.has(term) || before?.has(term)) inContext += share * contextShare;
    else heaviestMissing = Math.max(heaviestMissing, weightOf(weights, term));
    const heldInPassage = heldShare(question, term, passageTerms);
    inPassage += share * heldInPassage;
    if (heldInPassage === 0) missingInPassage += 1;
    if (held === 0 && candidate.after?.terms.has(term)) inNext += share;
    if (candidate.headingTerms.has(term)) continue;
    notInHeadings += share;
    beyondHeadings += share * held;
  }
  const missingNames = [...question.names].filter((name) => !passageTerms.has(name)).length;
  const held = holdsType(question.type, candidate.text, question);
  const measured = asksForQuantity(question);
  const asksForName = question.type === 'person' || question.type === 'place';
  const words = candidate.text.split(/\s+/).length;
  return [
    inSentence,
    inContext,
    inPassage,
    heaviestMissing,
    question.names.size === 0 ? 0 : missingNames / question.names.size,
    question.type !== null && held ? 1 : 0,
    held || measured ? 0 : 1,
    measured && !held ? 1 : 0,
    unitNear(question, candidate),
    pairs(question, candidate),
    topScore === 0 ? 0 : candidate.passage.score / topScore,
    1 / (1 + candidate.rank),
    words > 60 ? 1 : 0,
    candidate.text.trimEnd().endsWith('?') ? 1 : 0,
    isFragment(candidate) ? 1 : 0,
    notInHeadings < 0.05 ? 1 : beyondHeadings / notInHeadings,
    inNext,
    question.kind !== null && candidate.terms.has(question.kind) ? 1 : 0,
    asksForName ? Math.min(1, countOtherNames(candidate.text, question) / 2) : 0,
    question.type === 'person' && holdsFullName(candidate.text, question) ? 1 : 0,
    question.type === 'place' && holdsPlaceName(candidate.text) ? 1 : 0,
    Math.min(1, newWords(question, candidate) / enoughWords),
    refersBack(candidate.text) ? 1 : 0,
    Math.min(1, totalWeight / tellingWeight),
    Math.min(1, missingInPassage / manyMissing),
    passagePairs(question, candidate),
  ];
}

/** A caption, link or cut-off line: prose that does not end as a sentence. */
function isFragment({ block, text }: Candidate): boolean {
  return block.kind !== 'table-row' && block.kind !== 'code' && !/[.!?…:;"”’)\]]$/.test(text.trimEnd());
}

/** Words that neither the question nor a heading says: without any, a sentence tells nothing. */
function newWords({ terms: asked }: Question, { terms, headingTerms }: Candidate): number {
  let count = 0;
  for (const term of terms) if (!headingTerms.has(term) && !asked.includes(term)) count += 1;
  return count;
}

/** "how many days": a quantity with days right behind it. */
function unitNear(question: Question, candidate: Candidate): number {
  const [unit] = question.unit;
  if (unit === undefined) return 0;
  const sequence = candidate.sequence;
  // Of days there are Arbeitstage, Werktage and others.
  const measures = (term: string) => term === unit || (question.language === 'de' && term.endsWith(unit));
  return sequence.some((term, index) => measures(term) && /\d/.test(`${sequence[index - 1]} ${sequence[index - 2]}`))
    ? 1
    : 0;
}

/** Share of neighbouring words of the question that are neighbours here too. */
function pairs(question: Question, candidate: Candidate): number {
  const { terms: asked } = question;
  if (asked.length < 2) return 0;
  let found = 0;
  for (let index = 1; index < asked.length; index++) {
    const [first, second] = [asked[index - 1], asked[index]];
    if (candidate.sequence.some((term, at) => term === first && candidate.sequence[at + 1] === second)) found += 1;
  }
  return found / (asked.length - 1);
}

/** The same of the whole passage, where a word more may stand between. */
function passagePairs({ terms: asked }: Question, { passagePairs: pairs }: Candidate): number {
  if (asked.length < 2) return 0;
  const found = asked.slice(1).filter((term, index) => pairs.has(pairOf(asked[index] ?? '', term))).length;
  return found / (asked.length - 1);
}
