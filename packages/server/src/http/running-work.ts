import { AtelierError } from '@atelier/foundation';
import type { Asker } from './asker.ts';

/** A search or an answer that is being made. */
export interface Work {
  /** Aborted when whoever asked has left, or may not see any more what they could see at the start. */
  stop: AbortController;
  end(): void;
}

/** What is being made for users: it must not go on once they are removed, or may see something else. */
export function createRunningWork() {
  const running = new Map<string, Set<AbortController>>();
  /** When somebody was changed last (`performance.now()`). */
  const changed = new Map<string, number>();

  return {
    /**
     * Counts as the asker's until `end`.
     *
     * @throws AtelierError `access_changed` where the asker was looked up before the last change: a body may come slowly
     */
    begin(asker: Asker): Work {
      const stop = new AbortController();
      if (asker.owner) return { stop, end: () => undefined };
      const { user } = asker.user;
      if (asker.since <= (changed.get(user) ?? -Infinity)) throw accessChanged();
      const works = running.get(user) ?? new Set();
      running.set(user, works.add(stop));
      return {
        stop,
        end: () => {
          works.delete(stop);
          if (works.size === 0 && running.get(user) === works) running.delete(user);
        },
      };
    },

    /** Stops what runs for somebody; for after a change. */
    breakOff(user: string): void {
      changed.set(user, performance.now());
      for (const stop of running.get(user) ?? []) stop.abort(accessChanged());
    },
  };
}

export type RunningWork = ReturnType<typeof createRunningWork>;

function accessChanged(): AtelierError {
  return new AtelierError({
    code: 'access_changed',
    message: 'What you may see was changed while you asked.',
    hint: 'Ask again.',
    retryable: true,
  });
}
