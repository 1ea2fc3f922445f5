import { fold } from './fold.ts';

/** Languages whose words we know how to take apart, by ISO 639-1. */
export const languages = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

/**
 * The words that hold sentences together and say nothing of what they are about. They tell a text's language, and are
 * left out of what a question asks for. Without accents, as `fold` writes them.
 */
const functionWords: Record<Language, Set<string>> = {
  en: wordsOf(
    'the of and to in is that for it as with was on are be by this have from or had not but what all were when we there ' +
      'can an your which their if will do each how them then these so some her would him into has two go no way could my than who may',
  ),
  de: wordsOf(
    'der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden wurde wurden ' +
      'hat haben hatte habe ich du er sie es wir ihr mein meine unser unsere sein seine nicht kein keine mit von vom zu zum ' +
      'zur bei beim in im an am auf aus nach vor uber unter durch fur gegen ohne um bis seit wie was wer wo wann warum ' +
      'welche welcher welches wieviel viel viele man sich auch noch nur schon kann konnen muss mussen darf durfen soll ' +
      'sollen mag hoch lange oft denn als wenn dass ob',
  ),
  fr: wordsOf(
    'le la les l un une des de du d et ou mais est sont etait etaient sera a ont avait il elle on nous vous ils elles je ' +
      'tu mon ma mes notre nos votre vos son sa ses leur leurs ne pas plus que qu qui quoi quel quelle quels quelles quand ' +
      'comment combien pourquoi ou dans en au aux avec sans sur sous par pour ce cet cette ces se y peut peuvent doit ' +
      'doivent faut c est t il',
  ),
  es: wordsOf(
    'el la los las un una unos unas de del y o pero es son era eran sera ha han habia yo tu el ella nosotros ellos mi mis ' +
      'nuestro nuestra su sus no que quien quienes cual cuales cuando como cuanto cuanta cuantos cuantas donde por para con ' +
      'sin sobre en al se lo le les este esta estos estas ese esa puede pueden debe deben hay',
  ),
};

function wordsOf(list: string): Set<string> {
  return new Set(list.split(' '));
}

/** The languages whose function words a word is one of. */
const languagesOfWord = new Map<string, Language[]>();
for (const [language, words] of Object.entries(functionWords) as [Language, Set<string>][]) {
  for (const word of words) languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language]);
}

function countFunctionWords(words: Iterable<string>): Record<Language, number> {
  const counts = { en: 0, de: 0, fr: 0, es: 0 };
  for (const word of words) for (const language of languagesOfWord.get(word) ?? []) counts[language] += 1;
  return counts;
}

/**
 * The language that most of a short text's function words belong to; English where several are as likely, `otherwise`
 * where it has none.
 */
export function languageOf(words: readonly string[], otherwise: Language = 'en'): Language {
  const counts = countFunctionWords(words);
  const [best] = ranked(counts);
  if (counts[best] === 0) return otherwise;
  return counts[best] > counts.en ? best : 'en';
}

/** So many characters tell a text's language. */
const enough = 1200;
/** Different function words; fewer are a table, a list or code, which say little of their language. */
const leastDifferent = 4;
/** Of a running text every third word is one; names in a program are one by chance. */
const leastShare = 0.15;
/** How many more of them there must be than of the next language. */
const leastLead = 1.25;

/** The language of a longer text, or `otherwise` where it does not show. */
export function detectLanguage(text: string, otherwise: Language): Language {
  const words = (text.slice(0, enough).match(/[\p{L}\p{M}]+/gu) ?? []).map(fold);
  // Single letters name things: variables, clauses, lists.
  const long = words.filter((word) => word.length > 1);
  const counts = countFunctionWords(long);
  const [best, next] = ranked(counts);
  const clear = counts[best] >= leastShare * words.length && counts[best] >= leastLead * counts[next];
  return clear && new Set(long).intersection(functionWords[best]).size >= leastDifferent ? best : otherwise;
}

function ranked(counts: Record<Language, number>): [best: Language, next: Language] {
  return languages.toSorted((a, b) => counts[b] - counts[a]).slice(0, 2) as [Language, Language];
}

/** The term that tells the language of a chunk; no word is analysed to it. */
export const languageMark = (language: Language): string => `§${language}`;

/** Expects the word as `fold` gives it. */
export function isFunctionWord(word: string, language: Language): boolean {
  return functionWords[language].has(word);
}
