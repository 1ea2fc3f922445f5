import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { type ApiError, asApiError } from './api/api-error.ts';

export interface Resource<T> {
  /** what was loaded for the current key; stays while it is loaded again */
  data: T | null;
  error: ApiError | null;
  reload: () => void;
}

interface Outcome<T> {
  key: string;
  /** which load of the key this came from */
  round: number;
  data: T | null;
  error: ApiError | null;
}

/** Loads what `key` stands for, and again when the key changes or `reload` is called; a load overtaken is aborted. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  const loadNow = useEffectEvent(load);

  useEffect(() => {
    const controller = new AbortController();
    const run = async () => {
      const loaded = await loadNow(controller.signal).then(
        (data) => ({ data, error: null }),
        (thrown: unknown) => ({ data: null, error: asApiError(thrown) }),
      );
      if (!controller.signal.aborted) setOutcome({ key, round, ...loaded });
    };
    void run();
    return () => controller.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((last) => last + 1), []);
  const current = outcome?.key === key ? outcome : null;
  return { data: current?.data ?? null, error: current?.round === round ? current.error : null, reload };
}
