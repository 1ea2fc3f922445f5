import type { Block } from '../read/read-document.ts';
import type { Hit } from '../search/hit.ts';

/** A passage that a writer may answer from. */
export interface Passage extends Hit {
  /** Layout of the passage; ranges count in the document's text, as `start` and `end` do. */
  blocks: Block[];
  /** Since when its document holds, as far as it says: `2025`, `2025-03` or `2025-03-01`. */
  date: string | null;
}

/** A piece of a passage, as a range of the document's text. */
export interface CitedRange {
  passage: Passage;
  start: number;
  end: number;
}

export interface DraftSentence {
  text: string;
  citations: CitedRange[];
  /** It takes every citation to say it: without one of them it is not shown. Else each says it alone. */
  isJoint?: true;
  /** False where what it cites does not bear it out, and it is shown all the same; left out elsewhere. */
  supported?: false;
  /** Why not, in plain words. */
  reasons?: string[];
}

/** What a writer came to. No sentences: it refuses. */
export interface Draft {
  sentences: DraftSentence[];
  /** Sentences that were written and left out, for nothing bore them out. */
  dropped?: number;
  /** How sure the writer is that it answers, 0 to 1; left out by one that does not know. */
  confidence?: number;
}

export interface WriteOptions {
  signal: AbortSignal;
  /** Called with pieces of raw text as they are written; a writer that has nothing to show on the way never calls it. */
  onDelta: (text: string) => void;
}

/**
 * The port of whatever turns passages into an answer: the built-in one that quotes, a rented model, one of our own.
 * Whatever it writes, `ask` checks every citation against the database before it is shown.
 */
export interface Writer {
  /** As shown in the answer's `model`. */
  readonly name: string;
  /** Least confidence with which it answers, 0 to 1; left out by one that does not know how sure it is. */
  readonly threshold?: number;
  /** `weights` tells how much each term of the question says: 0 stands everywhere in these documents, 1 nowhere. */
  write(question: string, passages: Passage[], weights: TermWeights, options: WriteOptions): Promise<Draft>;
}

export type TermWeights = ReadonlyMap<string, number>;
