import { terms } from '../../text/analyze.ts';
import { blockText, type Candidate } from '../candidates.ts';
import { asksForQuantity, heldShare, weightOf, type Question } from '../question.ts';
import { align } from './align.ts';
import { unitAt, wordsOf, type Word } from './values.ts';

/**
 * Whether two statements of different documents answer a question with different values. It is told only where there is
 * hardly a doubt, because a false alarm costs the trust in all others: where both are the same statement of two versions
 * of one document (`sameStatement`, `sameRow`), or where each alone says all of the question (`sameAnswer`).
 */
export function contradicts(question: Question, one: Candidate, other: Candidate): boolean {
  if (one.passage.document === other.passage.document || one.text === other.text) return false;
  if (!nameTheSame(question, one, other)) return false;
  const related = isSameTitle(one.passage.title, other.passage.title);
  const rows = one.block.kind === 'table-row' && other.block.kind === 'table-row';
  if (rows) return related && sameRow(question, one, other);
  const [a, b] = [wordsOf(one.text), wordsOf(other.text)];
  if (speakOfOthers(a, b)) return false;
  return (related && sameStatement(question, one, other, a, b)) || sameAnswer(question, one, other, a, b);
}

/** Share of the shorter statement that stands in the longer one in the same order, values apart. */
const alike = 0.6;
/** The same where no date tells that the documents are versions. */
const alikeUndated = 0.85;
/** Words; of shorter statements too many are alike. */
const shortest = 4;

function sameStatement(question: Question, one: Candidate, other: Candidate, a: Word[], b: Word[]): boolean {
  if (!isSameTitle(headingOf(one), headingOf(other))) return false;
  const masked = (words: Word[]) => words.map(({ text, kind }) => (kind === null ? text : `#${kind}`));
  const pairs = align(masked(a), masked(b));
  const shorter = Math.min(a.length, b.length);
  const isDated = one.passage.date !== null && other.passage.date !== null;
  if (shorter < shortest || pairs.length / shorter < (isDated ? alike : alikeUndated)) return false;
  const differing = pairs.filter(([at, otherAt]) => isOtherValue(a, at, b, otherAt));
  // Of another year or month, another number is no contradiction.
  if (question.type !== 'time' && differing.some(([at]) => a[at]?.kind === 'date')) return false;
  return differing.some(([at]) => isAskedFor(question, a, at));
}

function isOtherValue(a: readonly Word[], at: number, b: readonly Word[], otherAt: number): boolean {
  const [one, other] = [a[at], b[otherAt]];
  if (one?.kind == null || other === undefined || one.text === other.text) return false;
  if (unitAt(a, at) !== unitAt(b, otherAt) && a[at - 1]?.text !== b[otherAt - 1]?.text) return false;
  // "6 km/h instead of 8 km/h" knows of the other.
  return !a.some(({ text }) => text === other.text) && !b.some(({ text }) => text === one.text);
}

const timeUnit =
  /^(?:second|minute|hour|day|night|week|month|quarter|year|sekund|stund|tag|woch|monat|jahr|heure|jour|semain|moi|an|ann[ée]|hora|dia|mes|ano)/;

const money = /^(?:[£$€¥%]|euro|dollar|pound|pence|cent|percent|prozent|usd|eur|gbp|chf)/;

/** Whether a value is of the kind that the question asks for. */
function isAskedFor(question: Question, words: readonly Word[], at: number): boolean {
  const unit = unitAt(words, at);
  // Hall 2 is what is asked about, and no answer.
  if (words[at]?.kind === 'number' && question.terms.includes(words[at].text)) return false;
  switch (question.type) {
    case 'duration':
      return timeUnit.test(unit) || timeUnit.test(words[at + 2]?.text ?? '');
    case 'money':
      return money.test(unit) || /\dp$/.test(words[at]?.text ?? '');
    case 'time':
      return [at, at + 1].some((near) => isMoment(words[near])) || timeUnit.test(unit);
    case 'number':
      return question.unit.length === 0 || countsUnit(question, words, at);
    default:
      return true;
  }
}

/** A month, a year, or a time of day. */
const isMoment = (word: Word | undefined): boolean =>
  word?.kind === 'date' || /^\d{1,2}[:.]\d\d$/.test(word?.text ?? '');

/** "how many days" asks for a number that has days within the next three words. */
function countsUnit(question: Question, words: readonly Word[], at: number): boolean {
  const near = words.slice(at + 1, at + 4).map(({ text }) => text);
  const found = new Set(terms(near.join(' '), question.language));
  return question.unit.some((unit) => found.has(unit));
}

/** Share of the question that each of two sentences must say by itself. */
const saysAll = 0.8;
const leastTerms = 3;

/** Sentences of documents that have nothing to do with each other, where each answers the whole question. */
function sameAnswer(question: Question, one: Candidate, other: Candidate, a: Word[], b: Word[]): boolean {
  if (!asksForQuantity(question) || question.type === 'time' || question.terms.length < leastTerms) return false;
  if (share(question, one) < saysAll || share(question, other) < saysAll) return false;
  const asked = (words: Word[]) =>
    words.flatMap(({ kind, text }, at) =>
      kind === 'number' && unitAt(words, at) !== '' && isAskedFor(question, words, at)
        ? [{ value: text, unit: unitAt(words, at) }]
        : [],
    );
  const [[x, ...moreX], [y, ...moreY]] = [asked(a), asked(b)];
  if (x === undefined || y === undefined || moreX.length + moreY.length > 0) return false;
  return x.unit === y.unit && x.value !== y.value;
}

function share(question: Question, { terms: held }: Candidate): number {
  const { terms: asked, weights, totalWeight } = question;
  const sum = asked.reduce((all, term) => all + weightOf(weights, term) * heldShare(question, term, held), 0);
  return totalWeight === 0 ? 0 : sum / totalWeight;
}

/** The same line of the same table of two versions, in a column that the question names, or in the only one. */
function sameRow(question: Question, one: Candidate, other: Candidate): boolean {
  const [names, otherNames] = [columnsOf(one), columnsOf(other)];
  const [cells, otherCells] = [cellsOf(one.text), cellsOf(other.text)];
  if (cells.length < 2 || cells[0] === '' || cells[0] !== otherCells[0]) return false;
  const asked = new Set(question.terms);
  return cells.some((cell, column) => {
    const name = names[column] ?? '';
    const otherCell = otherCells[otherNames.indexOf(name)];
    if (column === 0 || name === '' || otherCell === undefined || otherCell === cell) return false;
    if (!/\d/.test(cell) || !/\d/.test(otherCell)) return false;
    return cells.length === 2 || terms(name, question.language).some((term) => asked.has(term));
  });
}

const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim().toLowerCase());
const columnsOf = ({ passage, header }: Candidate): string[] =>
  header === null ? [] : cellsOf(blockText(passage, header));

/** Every name of the question that is known to the one must be known to the other: staff in Sheffield, not in Hamburg. */
function nameTheSame({ names }: Question, one: Candidate, other: Candidate): boolean {
  return [...names].every((name) => one.passageTerms.has(name) === other.passageTerms.has(name));
}

/** Two statements with names or codes that only one of them has are about different things. */
function speakOfOthers(a: readonly Word[], b: readonly Word[]): boolean {
  const named = (words: readonly Word[]) =>
    new Set(words.filter(({ isCode, isName }) => isCode || isName).map(({ text }) => text));
  const all = (words: readonly Word[]) => new Set(words.map(({ text }) => text));
  const ofOne = named(a).difference(all(b));
  const ofOther = named(b).difference(all(a));
  return ofOne.size > 0 && ofOther.size > 0;
}

/** What tells one version from another in a title. */
const versionWords = new Set(
  (
    'version rev revision v draft final new old current former edition issue updated copy of the ' +
    'january february march april may june july august september october november december januar februar märz mai juni ' +
    'juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre'
  ).split(' '),
);

/** Titles of the same words, whatever their numbers, dates and marks of a version. */
function isSameTitle(one: string, other: string): boolean {
  const words = (title: string) => [...new Set(title.toLowerCase().match(/\p{L}+/gu) ?? []).difference(versionWords)];
  return words(one).toSorted().join(' ') === words(other).toSorted().join(' ');
}

/** The heading right above a statement. */
function headingOf({ passage, start }: Candidate): string {
  const block = passage.blocks.findLast(({ kind, start: at }) => kind === 'heading' && at <= start);
  return block === undefined ? (passage.heading.split(' > ').at(-1) ?? '') : blockText(passage, block);
}
