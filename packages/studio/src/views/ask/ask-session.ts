import { useSyncExternalStore } from 'react';
import { asApiError } from '../../api/api-error.ts';
import { ask as askServer } from '../../api/ask.ts';
import type { AskEvent } from '../../api/types.ts';
import { applyEvent, cancel, type Entry, fail, isRunning, isSame, newEntry } from './conversation.ts';

/**
 * The questions of this page session, newest first, in memory only. It lives outside React so that an answer goes on
 * streaming while another view is open.
 */
export interface AskSession {
  entries: () => readonly Entry[];
  subscribe: (listener: () => void) => () => void;
  /** asks anew, as of a day or now, in place of an earlier answer to the same question; one question runs at a time */
  ask: (question: string, asOf?: string) => void;
  /** asks unless the question was asked before in this session, as of the same day */
  ensure: (question: string, asOf?: string) => void;
  cancel: () => void;
}

export function createAskSession(
  stream: (question: string, asOf: string, signal: AbortSignal) => AsyncIterable<AskEvent>,
): AskSession {
  let entries: readonly Entry[] = [];
  let running: AbortController | null = null;
  const listeners = new Set<() => void>();

  const set = (next: readonly Entry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const update = (asked: Entry, change: (entry: Entry) => Entry) =>
    set(entries.map((entry) => (isSame(entry, asked) ? change(entry) : entry)));

  const stop = () => {
    running?.abort();
    running = null;
    if (entries.some(isRunning)) set(entries.map((entry) => (isRunning(entry) ? cancel(entry) : entry)));
  };

  const run = async (asked: Entry, controller: AbortController) => {
    try {
      for await (const event of stream(asked.question, asked.asOf, controller.signal)) {
        if (controller.signal.aborted) return;
        update(asked, (entry) => applyEvent(entry, event));
      }
    } catch (thrown) {
      if (!controller.signal.aborted) update(asked, (entry) => fail(entry, asApiError(thrown)));
    }
  };

  const ask = (question: string, asOf = '') => {
    stop();
    running = new AbortController();
    const asked = newEntry(question, asOf);
    set([asked, ...entries.filter((entry) => !isSame(entry, asked))]);
    void run(asked, running);
  };

  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask,
    ensure: (question, asOf = '') => {
      if (!entries.some((entry) => isSame(entry, { question, asOf }))) ask(question, asOf);
    },
    cancel: stop,
  };
}

export const askSession = createAskSession(askServer);

export function useEntries(): readonly Entry[] {
  return useSyncExternalStore(askSession.subscribe, askSession.entries);
}
