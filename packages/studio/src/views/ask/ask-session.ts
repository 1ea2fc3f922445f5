import { useSyncExternalStore } from 'react';
import { asApiError } from '../../api/api-error.ts';
import { ask as askServer } from '../../api/ask.ts';
import type { AskEvent } from '../../api/types.ts';
import { applyEvent, cancel, type Entry, fail, isRunning, newEntry } from './conversation.ts';

/**
 * The questions of this page session, newest first, in memory only. It lives outside React so that an answer goes on
 * streaming while another view is open.
 */
export interface AskSession {
  entries: () => readonly Entry[];
  subscribe: (listener: () => void) => () => void;
  /** asks anew, in place of an earlier answer to the same question; one question runs at a time */
  ask: (question: string) => void;
  /** asks unless the question was asked before in this session */
  ensure: (question: string) => void;
  cancel: () => void;
}

export function createAskSession(
  stream: (question: string, signal: AbortSignal) => AsyncIterable<AskEvent>,
): AskSession {
  let entries: readonly Entry[] = [];
  let running: AbortController | null = null;
  const listeners = new Set<() => void>();

  const set = (next: readonly Entry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const update = (question: string, change: (entry: Entry) => Entry) =>
    set(entries.map((entry) => (entry.question === question ? change(entry) : entry)));

  const stop = () => {
    running?.abort();
    running = null;
    if (entries.some(isRunning)) set(entries.map((entry) => (isRunning(entry) ? cancel(entry) : entry)));
  };

  const run = async (question: string, controller: AbortController) => {
    try {
      for await (const event of stream(question, controller.signal)) {
        if (controller.signal.aborted) return;
        update(question, (entry) => applyEvent(entry, event));
      }
    } catch (thrown) {
      if (!controller.signal.aborted) update(question, (entry) => fail(entry, asApiError(thrown)));
    }
  };

  const ask = (question: string) => {
    stop();
    running = new AbortController();
    set([newEntry(question), ...entries.filter((entry) => entry.question !== question)]);
    void run(question, running);
  };

  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask,
    ensure: (question) => {
      if (!entries.some((entry) => entry.question === question)) ask(question);
    },
    cancel: stop,
  };
}

export const askSession = createAskSession(askServer);

export function useEntries(): readonly Entry[] {
  return useSyncExternalStore(askSession.subscribe, askSession.entries);
}
