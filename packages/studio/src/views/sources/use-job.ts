import { useEffect, useEffectEvent, useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { getJob } from '../../api/client.ts';
import type { Job, JobStatus } from '../../api/types.ts';

const pollMs = 500;

export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}

interface Followed {
  id: string;
  job: Job | null;
  error: ApiError | null;
}

/** Follows a job until it ends, then calls `onEnd` once. null follows nothing. */
export function useJob(id: string | null, onEnd: (job: Job) => void): { job: Job | null; error: ApiError | null } {
  const [followed, setFollowed] = useState<Followed | null>(null);
  const end = useEffectEvent(onEnd);

  useEffect(() => {
    if (id === null) return undefined;
    const controller = new AbortController();
    const follow = async () => {
      for (;;) {
        const job = await getJob(id, controller.signal);
        if (controller.signal.aborted) return;
        setFollowed({ id, job, error: null });
        if (!isActive(job.status)) {
          end(job);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    };
    follow().catch((thrown: unknown) => {
      if (!controller.signal.aborted) setFollowed({ id, job: null, error: asApiError(thrown) });
    });
    return () => controller.abort();
  }, [id]);

  return followed?.id === id ? followed : { job: null, error: null };
}
