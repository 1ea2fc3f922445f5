import { useEffect, useEffectEvent, useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { getJob } from '../../api/client.ts';
import type { Job, JobStatus } from '../../api/types.ts';

const pollMs = 500;

export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** Follows a job until it ends, then calls `onEnd` once. null follows nothing. */
export function useJob(id: string | null, onEnd: (job: Job) => void): { job: Job | null; error: ApiError | null } {
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const end = useEffectEvent(onEnd);

  useEffect(() => {
    setJob(null);
    setError(null);
    if (id === null) return;
    const controller = new AbortController();
    const follow = async () => {
      for (;;) {
        const next = await getJob(id, controller.signal);
        if (controller.signal.aborted) return;
        setJob(next);
        if (!isActive(next.status)) {
          end(next);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    };
    follow().catch((thrown: unknown) => {
      if (!controller.signal.aborted) setError(asApiError(thrown));
    });
    return () => controller.abort();
  }, [id]);

  return { job, error };
}
