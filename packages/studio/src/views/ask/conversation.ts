import type { ApiError } from '../../api/api-error.ts';
import type { Asked } from '../../api/ask.ts';
import type { AskEvent, Coverage, Disagreement, Hit, Sentence, Verified } from '../../api/types.ts';

/** searching and writing are under way; the others are final. Only `answered` and `refused` are complete answers. */
export type Phase = 'searching' | 'writing' | 'answered' | 'refused' | 'cancelled' | 'failed';

/** A question of this page session and what has come back for it so far. */
export interface Entry extends Asked {
  phase: Phase;
  hits: Hit[];
  /** a model's text as it streams, not yet checked against the passages; empty once the answer is final */
  draft: string;
  sentences: Sentence[];
  /** once the answer is final */
  verified?: Verified;
  /** where documents say different things, once the answer is final */
  disagreement?: Disagreement[];
  /** how much of all documents has been read; absent where only the best passages are */
  coverage?: Coverage;
  /** the answer comes from the best passages, and the question looks like one over all documents */
  couldReadAll: boolean;
  model: string;
  tookMs: number;
  error: { code: string; message: string; hint: string } | null;
}

export function newEntry({ question, asOf, all }: Asked): Entry {
  return {
    question,
    asOf,
    all,
    phase: 'searching',
    hits: [],
    draft: '',
    sentences: [],
    couldReadAll: false,
    model: '',
    tookMs: 0,
    error: null,
  };
}

export function isSame(one: Asked, other: Asked): boolean {
  return one.question === other.question && one.asOf === other.asOf && one.all === other.all;
}

export function isRunning(entry: Entry): boolean {
  return entry.phase === 'searching' || entry.phase === 'writing';
}

export function applyEvent(entry: Entry, { event, data }: AskEvent): Entry {
  switch (event) {
    case 'passages':
      return { ...entry, phase: 'writing', hits: data.hits };
    case 'delta':
      return { ...entry, phase: 'writing', draft: entry.draft + data.text };
    case 'sentence':
      return { ...entry, phase: 'writing', sentences: [...entry.sentences, data] };
    case 'progress':
      return { ...entry, phase: 'writing', coverage: data };
    case 'done':
      return {
        ...entry,
        phase: data.refused ? 'refused' : 'answered',
        draft: '',
        sentences: data.sentences,
        ...(data.verified && { verified: data.verified }),
        ...(data.disagreement && { disagreement: data.disagreement }),
        ...(data.coverage && { coverage: data.coverage }),
        couldReadAll: data.hint !== undefined,
        model: data.model,
        tookMs: data.took_ms,
      };
    case 'error':
      return fail(entry, { ...data.error, hint: data.error.hint ?? '' });
    default:
      return entry;
  }
}

/** The draft goes: nothing of it was checked. Sentences that were verified before the failure stay. */
export function fail(entry: Entry, { code, message, hint }: Pick<ApiError, 'code' | 'message' | 'hint'>): Entry {
  return { ...entry, phase: 'failed', draft: '', error: { code, message, hint } };
}

export function cancel(entry: Entry): Entry {
  return { ...entry, phase: 'cancelled', draft: '' };
}
