/**
 * A light Spanish stemmer in the manner of Jacques Savoy: number and gender of nouns and adjectives, which is what most
 * words of a search are, and the adverbs made from them. Takes a word as `fold` gives it, without accents; words with
 * other letters than a-z come back unchanged.
 */
export function stemSpanish(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  const singular = toSingular(word.length > 8 && word.endsWith('mente') ? word.slice(0, -5) : word);
  return singular.length < 5 ? singular : singular.replace(/[aeo]$/, '');
}

function toSingular(word: string): string {
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`;
  // mes, meses; ley, leyes.
  if (word.length > 4 && /[dljnrsy]es$/.test(word)) return word.slice(0, -2);
  return word.replace(/(?<=[aeo])s$/, '');
}
