import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { termsStarting, type KnownTerm } from '../index/known-words.ts';
import { termCounts } from '../index/vocabulary.ts';
import { analyze, terms } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import type { Language } from '../text/language.ts';
import { editDistance, editsOf, editsToBeginning } from './edit-distance.ts';

/** A word that no document has, and the nearest that one has. */
export interface Correction {
  from: string;
  /** As it stands in a document that the reader may see. */
  to: string;
  term: string;
}

/** How a term is written in a passage that the reader may see; null where there is none. */
export type FindWord = (term: string) => Promise<string | null>;

interface Speller {
  reader: Reader;
  languages: readonly Language[];
  findWord: FindWord;
}

/** Shorter words have too many neighbours. */
const shortest = 4;
/** From this length on, two letters may be wrong. */
const longWord = 8;
const mostEdits = 2;
const mostCorrected = 5;
const mostTried = 5;
const mostNeighbours = 20_000;

/** Corrects the words that no document of the reader has; codes, numbers and names in capitals are left as they are. */
export async function correctWords(
  database: Kysely<KnowledgeSchema>,
  speller: Speller,
  text: string,
): Promise<Correction[]> {
  const words = [...new Set(text.match(/(?<![\p{L}\p{N}_./@-])\p{L}{4,}(?![\p{L}\p{N}_/@-]|\.\p{L})/gu) ?? [])];
  const known = await termCounts(database, speller.reader, termsOf(words.join(' '), speller.languages));
  const unknown = words.filter((word) => {
    const own = termsOf(word, speller.languages);
    return own.length > 0 && isPlain(word) && own.every((term) => !known.has(term));
  });
  const corrections: Correction[] = [];
  for (const word of unknown.slice(0, mostCorrected)) {
    const found = await correct(database, speller, word);
    if (found !== null) corrections.push({ from: word, ...found });
  }
  return corrections;
}

const isPlain = (word: string): boolean =>
  word.length >= shortest && word.length <= 30 && !/^\p{Lu}+$|\p{Ll}\p{Lu}/u.test(word);

const termsOf = (text: string, languages: readonly Language[]): string[] => [
  ...new Set(languages.flatMap((language) => terms(text, language))),
];

async function correct(
  database: Kysely<KnowledgeSchema>,
  speller: Speller,
  word: string,
): Promise<{ to: string; term: string } | null> {
  const folded = fold(word);
  for (const { term } of (await oneEditAway(database, speller, folded)).slice(0, mostTried)) {
    const to = await speller.findWord(term);
    if (to !== null) return { to, term };
  }
  if (folded.length < longWord) return null;
  for (const { term } of (await nearTerms(database, speller, folded)).slice(0, mostTried)) {
    const to = await speller.findWord(term);
    // Its stem may be near without the word being so.
    if (to !== null && editDistance(folded, fold(to), mostEdits) <= mostEdits) return { to, term };
  }
  return null;
}

/** Words that one slip of the keyboard makes of it, whose stems are known; the most common first. */
async function oneEditAway(
  database: Kysely<KnowledgeSchema>,
  { reader, languages }: Speller,
  word: string,
): Promise<KnownTerm[]> {
  const stems = new Set(
    [...editsOf(word)].flatMap((edit) =>
      languages.flatMap((language) => analyze(edit, language).flatMap(({ term, part }) => (part ? [] : [term]))),
    ),
  );
  const counts = await termCounts(database, reader, [...stems]);
  return [...counts]
    .filter(([term]) => term.length >= shortest - 1)
    .map(([term, chunks]) => ({ term, chunks }))
    .toSorted((a, b) => b.chunks - a.chunks);
}

/** Terms with the same first letter that a long word may have for its stem, with two letters wrong; the nearest first. */
async function nearTerms(database: Kysely<KnowledgeSchema>, { reader }: Speller, word: string): Promise<KnownTerm[]> {
  const neighbours = await termsStarting(database, reader, word.slice(0, 1), mostNeighbours);
  return neighbours
    .filter(({ term }) => term.length >= shortest && term.length <= word.length + 1 && !/[^\p{L}]/u.test(term))
    .map((known) => ({ ...known, edits: editsToBeginning(word, known.term, mostEdits) }))
    .filter(({ edits }) => edits <= mostEdits)
    .toSorted((a, b) => a.edits - b.edits || b.term.length - a.term.length || b.chunks - a.chunks);
}
