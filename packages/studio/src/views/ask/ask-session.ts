import { useSyncExternalStore } from 'react';
import { asApiError } from '../../api/api-error.ts';
import { ask as askServer, type Asked } from '../../api/ask.ts';
import type { AskEvent } from '../../api/types.ts';
import { applyEvent, cancel, type Entry, fail, isRunning, isSame, newEntry } from './conversation.ts';

/**
 * The questions of this page session, newest first, in memory only. It lives outside React so that an answer goes on
 * streaming while another view is open.
 */
export interface AskSession {
  entries: () => readonly Entry[];
  subscribe: (listener: () => void) => () => void;
  /** asks anew, in place of an earlier answer to the same question; one question runs at a time */
  ask: (asked: Asked) => void;
  /** asks unless the same was asked before in this session */
  ensure: (asked: Asked) => void;
  cancel: () => void;
}

export function createAskSession(stream: (asked: Asked, signal: AbortSignal) => AsyncIterable<AskEvent>): AskSession {
  let entries: readonly Entry[] = [];
  let running: AbortController | null = null;
  const listeners = new Set<() => void>();

  const set = (next: readonly Entry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const update = (asked: Asked, change: (entry: Entry) => Entry) =>
    set(entries.map((entry) => (isSame(entry, asked) ? change(entry) : entry)));

  const stop = () => {
    running?.abort();
    running = null;
    if (entries.some(isRunning)) set(entries.map((entry) => (isRunning(entry) ? cancel(entry) : entry)));
  };

  const run = async (asked: Asked, controller: AbortController) => {
    try {
      for await (const event of stream(asked, controller.signal)) {
        if (controller.signal.aborted) return;
        update(asked, (entry) => applyEvent(entry, event));
      }
    } catch (thrown) {
      if (!controller.signal.aborted) update(asked, (entry) => fail(entry, asApiError(thrown)));
    }
  };

  const ask = (asked: Asked) => {
    stop();
    running = new AbortController();
    set([newEntry(asked), ...entries.filter((entry) => !isSame(entry, asked))]);
    void run(asked, running);
  };

  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask,
    ensure: (asked) => {
      if (!entries.some((entry) => isSame(entry, asked))) ask(asked);
    },
    cancel: stop,
  };
}

export const askSession = createAskSession(askServer);

export function useEntries(): readonly Entry[] {
  return useSyncExternalStore(subscribeByFrame, askSession.entries);
}

/** Reading all documents may say a thousand statements in a second: the page is drawn once a frame, not once for each. */
function subscribeByFrame(listener: () => void): () => void {
  let frame = 0;
  const unsubscribe = askSession.subscribe(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  });
  return () => {
    unsubscribe();
    cancelAnimationFrame(frame);
  };
}
