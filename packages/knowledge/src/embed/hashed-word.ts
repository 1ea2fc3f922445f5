/** No word of a text begins with it. */
const mark = '#';

/**
 * A word of a company's documents as its table names it: the file is to know the word again, and not to tell it. Two
 * hashes of 32 bits (FNV-1a).
 */
export function hashedWord(word: string): string {
  let [first, second] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ (code + at), 0x01000193);
  }
  return `${mark}${(first >>> 0).toString(36)}.${(second >>> 0).toString(36)}`;
}

export const isHashed = (word: string): boolean => word.startsWith(mark);
