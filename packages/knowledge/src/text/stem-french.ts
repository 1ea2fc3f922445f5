/**
 * A light French stemmer in the manner of Jacques Savoy ("Light stemming approaches for the French, Portuguese, German and
 * Hungarian languages", 2006): plurals, the most common endings that make nouns and adjectives, then endings of
 * conjugation that can be told without a lexicon. Takes a word as `fold` gives it, without accents; words with other
 * letters than a-z come back unchanged.
 */
export function stemFrench(word: string): string {
  if (word.length <= 3 || /[^a-z]/.test(word)) return word;
  const singular = toSingular(word);
  for (const [ending, replacement, least] of derivations) {
    if (singular.length - ending.length >= least && singular.endsWith(ending))
      return bare(singular.slice(0, singular.length - ending.length) + replacement);
  }
  return bare(singular);
}

/** travaux, chevaux; prix keeps its x as it is short. */
function toSingular(word: string): string {
  if (word.length > 5 && word.endsWith('aux') && word.at(-4) !== 'e') return `${word.slice(0, -2)}l`;
  return word.length > 4 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}

/** [ending, what takes its place, letters that must be left before it], the longer ones first. */
const derivations: readonly (readonly [ending: string, replacement: string, least: number])[] = [
  ['issement', 'ir', 2],
  ['isation', 'is', 3],
  ['isateur', 'is', 3],
  ['atrice', 'at', 3],
  ['ateur', 'at', 3],
  ['ation', 'at', 3],
  ['ition', 'it', 3],
  ['ication', 'iqu', 2],
  ['issant', 'ir', 2],
  ['ivement', 'if', 2],
  ['ement', '', 4],
  ['euse', 'eur', 2],
  ['trice', 'teur', 2],
  ['nnelle', 'n', 3],
  ['nnel', 'n', 3],
  ['elle', 'el', 3],
  ['ive', 'if', 2],
  ['iere', 'ier', 2],
  ['ette', 'et', 3],
  ['eraient', '', 3],
  ['aient', '', 3],
  ['erait', '', 3],
  ['eront', '', 3],
  ['erons', '', 3],
  ['erez', '', 3],
  ['era', '', 4],
  ['ait', '', 4],
  ['ees', '', 3],
  ['ant', '', 4],
  ['ez', '', 4],
];

/** Without the endings that change with gender and number, or between a verb and its participle. */
function bare(stem: string): string {
  let word = stem;
  if (word.length > 4) word = word.replace(/(?:ee?|er)$/, '');
  if (word.length > 4 && word.at(-1) === word.at(-2)) word = word.slice(0, -1);
  return word;
}
