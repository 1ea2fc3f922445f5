import type { ApiError } from '../../api/api-error.ts';
import type { AskEvent, Disagreement, Hit, Sentence, Verified } from '../../api/types.ts';

/** searching and writing are under way; the others are final. Only `answered` and `refused` are complete answers. */
export type Phase = 'searching' | 'writing' | 'answered' | 'refused' | 'cancelled' | 'failed';

/** A question of this page session and what has come back for it so far. */
export interface Entry {
  question: string;
  /** the day whose end was asked about; empty is now */
  asOf: string;
  phase: Phase;
  hits: Hit[];
  /** a model's text as it streams, not yet checked against the passages; empty once the answer is final */
  draft: string;
  sentences: Sentence[];
  /** once the answer is final */
  verified?: Verified;
  /** where documents say different things, once the answer is final */
  disagreement?: Disagreement[];
  model: string;
  tookMs: number;
  error: { code: string; message: string; hint: string } | null;
}

export function newEntry(question: string, asOf: string): Entry {
  return { question, asOf, phase: 'searching', hits: [], draft: '', sentences: [], model: '', tookMs: 0, error: null };
}

type Asked = Pick<Entry, 'question' | 'asOf'>;

export function isSame(one: Asked, other: Asked): boolean {
  return one.question === other.question && one.asOf === other.asOf;
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
    case 'done':
      return {
        ...entry,
        phase: data.refused ? 'refused' : 'answered',
        draft: '',
        sentences: data.sentences,
        ...(data.verified && { verified: data.verified }),
        ...(data.disagreement && { disagreement: data.disagreement }),
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
