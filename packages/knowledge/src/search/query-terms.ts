import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import type { Reader } from '../documents/access.ts';
import { heldLanguages, termsStarting } from '../index/known-words.ts';
import { analyze, terms } from '../text/analyze.ts';
import { fold, spelledOut } from '../text/fold.ts';
import { languageOf, type Language } from '../text/language.ts';
import { splitByVocabulary } from './known-compounds.ts';
import type { Query } from './query.ts';
import { correctWords, type Correction, type FindWord } from './spelling.ts';

/** What the words of a query come to in the languages that a reader's documents are in. */
export interface QueryTerms {
  languages: Language[];
  /** Term to what it counts, from 0 to 1, in the order of the query. */
  weights: Map<string, number>;
  /** For each word of a phrase: the terms one of which a passage must have. */
  required: string[][];
  /** Terms that no passage may have. */
  excluded: string[];
  /** Words that no document has, and what was searched for in their place. */
  corrected: Correction[];
}

/** The words of a compound count less than the whole: a contract of lease is not every contract. */
const partWeight = 0.4;
/** A guess counts less than what was typed. */
const guessWeight = 0.7;
/** What a word would be in another language than the query's is less likely meant: a stem of one is a word of another. */
const otherLanguageWeight = 0.5;
const mostOfAPrefix = 50;

/** @param findWord shows how a term is written where the reader may see it; null: no guessing. */
export async function lookUpTerms(
  database: Kysely<KnowledgeSchema>,
  reader: Reader,
  query: Query,
  findWord: FindWord | null,
): Promise<QueryTerms> {
  const languages = await heldLanguages(database, reader);
  const weights = termsIn(query.words, languages);
  const add = (term: string, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  if (languages.includes('de'))
    for (const part of await splitByVocabulary(database, reader, query.words)) add(part, partWeight);
  for (const prefix of query.prefixes)
    for (const { term } of await termsStarting(database, reader, prefix, mostOfAPrefix)) add(term, 1);
  for (const phrase of query.phrases) for (const [term, weight] of termsIn(phrase, languages)) add(term, weight);
  const corrected = findWord === null ? [] : await correctWords(database, { reader, languages, findWord }, query.words);
  for (const { term } of corrected) add(term, guessWeight);
  return {
    languages,
    weights,
    required: query.phrases.flatMap((phrase) => requiredBy(phrase, languages)),
    excluded: query.excluded.flatMap((text) => (isOneWord(text) ? wholeTerms(text, languages) : [])),
    corrected,
  };
}

/**
 * The terms of a text in each of the languages: every passage was analysed in its own, and one of these is how it has the
 * word. A language that is not held adds nothing, so that an English home is searched by English stems alone.
 */
export function termsIn(text: string, languages: readonly Language[]): Map<string, number> {
  const weights = new Map<string, number>();
  const own = languageOf(text.split(/[^\p{L}\p{N}]+/u).map(fold));
  for (const language of languages) {
    const full = language === own ? 1 : otherLanguageWeight;
    for (const { term, part, start, end } of analyze(text, language)) {
      const weight = part ? partWeight * full : full;
      weights.set(term, Math.max(weight, weights.get(term) ?? 0));
      // Müller stands as Mueller in texts of other languages.
      const spelled = language === 'de' ? null : spelledOut(text.slice(start, end));
      for (const other of spelled === null ? [] : terms(spelled, language))
        weights.set(other, Math.max(weight, weights.get(other) ?? 0));
    }
  }
  return weights;
}

/** A passage with a phrase has all its words, except those that some language drops. */
function requiredBy(phrase: string, languages: readonly Language[]): string[][] {
  const words = phrase.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const groups = words.map((word) => languages.map((language) => wholeTerms(word, [language])));
  return groups.filter((group) => group.every((found) => found.length > 0)).map((group) => [...new Set(group.flat())]);
}

/** The term of a word, or of a code as a whole, in each of the languages. */
export function wholeTerms(word: string, languages: readonly Language[]): string[] {
  const found = languages.flatMap((language) => {
    const [first] = analyze(word, language);
    return first === undefined ? [] : [first.term];
  });
  return [...new Set(found)];
}

/** A word or a code that is searched for as one; anything else that was excluded is a phrase. */
export function isOneWord(text: string): boolean {
  const [first] = analyze(text.trim());
  return first !== undefined && first.end - first.start === text.trim().length;
}
