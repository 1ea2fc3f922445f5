import type { DraftSentence } from '../writer.ts';

/** Share of words that two statements have in common when one is the other again. */
const sameWords = 0.9;

interface Kept {
  sentence: DraftSentence;
  words: Set<string>;
}

/** The statements that were found, each once: what copies, versions and templates repeat is cited along. */
export function createStatements() {
  const kept: DraftSentence[] = [];
  /** By the numbers in them: whatever differs in one is another statement. */
  const byNumbers = new Map<string, Kept[]>();

  return {
    kept: kept as readonly DraftSentence[],
    /** The documents that each statement stands in. */
    documents: () => kept.map(({ citations }) => citations.map(({ passage }) => passage.document)),
    /** Gives whether it was new. One that was told already brings its citations to it. */
    add: (sentence: DraftSentence): boolean => {
      const all = sentence.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const numbers = all.filter((word) => /\p{N}/u.test(word)).join(' ');
      const words = new Set(all);
      const alike = byNumbers.get(numbers) ?? [];
      byNumbers.set(numbers, alike);
      const known = alike.find((other) => isSame(other.words, words));
      if (known !== undefined) {
        known.sentence.citations.push(...sentence.citations);
        return false;
      }
      alike.push({ sentence, words });
      kept.push(sentence);
      return true;
    },
  };
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [fewer, more] = [Math.min(one.size, other.size), Math.max(one.size, other.size)];
  return fewer >= sameWords * more && one.intersection(other).size >= sameWords * one.union(other).size;
}
