/**
 * Words so common that they say nothing about what a text is about. Kept short: a word that is dropped here can never
 * be searched for.
 */
const stopWords = new Set(
  (
    'a an and are as at be been but by did do does for from had has have he her his how i if in into is it its me my no not of ' +
    'on or our she so such that the their them then there these they this those to us was we were what when where which ' +
    'who whom why will with would you your'
  ).split(' '),
);

/** Expects the word in lower case. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}
