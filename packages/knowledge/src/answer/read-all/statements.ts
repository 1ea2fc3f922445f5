import type { DraftSentence } from '../writer.ts';

/** Further places of a statement are counted, but not cited. */
export const mostCitations = 50;

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
  const documents = new Set<string>();
  const uncited = new Set<string>();

  return {
    kept: kept as readonly DraftSentence[],
    /** The documents that a statement stands in. */
    documents: documents as ReadonlySet<string>,
    /** The versions that a statement stands in without being cited from there. */
    uncited: uncited as ReadonlySet<string>,
    /** Gives whether it was new. One that was told already brings its citations to it. */
    add: (sentence: DraftSentence): boolean => {
      for (const { passage } of sentence.citations) documents.add(passage.document);
      const all = sentence.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const numbers = all.filter((word) => /\p{N}/u.test(word)).join(' ');
      const words = new Set(all);
      const alike = byNumbers.get(numbers) ?? [];
      byNumbers.set(numbers, alike);
      const known = alike.find((other) => isSame(other.words, words));
      if (known !== undefined) {
        const { citations } = known.sentence;
        if (citations.length + sentence.citations.length <= mostCitations) citations.push(...sentence.citations);
        else for (const { passage } of sentence.citations) uncited.add(passage.version);
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
