import type { Range } from '../../text/sentences.ts';
import type { Item } from './overlap.ts';
import type { Reading } from './reading.ts';

/** A clause of a sentence beside the clauses of a source that say it. */
export interface Comparison {
  claim: Reading;
  clause: Range;
  items: readonly Item[];
  source: Reading;
  /** The clauses of the source, the fullest first. */
  chosen: readonly Range[];
  /** Where the items begin that title and heading name. */
  fromAbout: ReadonlySet<number>;
}
