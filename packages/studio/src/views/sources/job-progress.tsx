import type { Job } from '../../api/types.ts';
import { formatCount } from '../../text/format.ts';

/** How far a running job is. Its lines keep their height from "queued" to the last file. */
export function JobProgress({ name, job }: { name: string; job: Job | null }) {
  const progress = job?.progress;
  const counted = progress && progress.total > 0;
  return (
    <div className="job-progress">
      <progress
        aria-label={`Progress of ${name}`}
        value={counted ? progress.done : undefined}
        max={counted ? progress.total : undefined}
      />
      <p>
        <span className="job-count">
          {counted ? `${formatCount(progress.done)} of ${formatCount(progress.total)}` : 'Waiting to start'}
        </span>
        <span className="job-message">{progress?.message}</span>
      </p>
    </div>
  );
}
