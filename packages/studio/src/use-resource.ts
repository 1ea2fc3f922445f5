import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { type ApiError, asApiError } from './api/api-error.ts';

export interface Resource<T> {
  /** what was loaded for the current key; stays while it is loaded again */
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  reload: () => void;
}

interface Loaded<T> {
  key: string;
  data: T | null;
  error: ApiError | null;
  settled: boolean;
}

/** Loads what `key` stands for, and again when the key changes or `reload` is called; a load overtaken is aborted. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ key, data: null, error: null, settled: false });
  const [generation, setGeneration] = useState(0);
  const loadNow = useEffectEvent(load);

  useEffect(() => {
    const controller = new AbortController();
    setLoaded((last) => ({ key, data: last.key === key ? last.data : null, error: null, settled: false }));
    loadNow(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setLoaded({ key, data, error: null, settled: true });
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) setLoaded({ key, data: null, error: asApiError(thrown), settled: true });
      },
    );
    return () => controller.abort();
  }, [key, generation]);

  const reload = useCallback(() => setGeneration((last) => last + 1), []);
  const current = loaded.key === key;
  return {
    data: current ? loaded.data : null,
    error: current ? loaded.error : null,
    loading: !current || !loaded.settled,
    reload,
  };
}
