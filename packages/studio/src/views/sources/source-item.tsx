import { useState } from 'react';
import { ApiError, asApiError } from '../../api/api-error.ts';
import { syncSource } from '../../api/client.ts';
import type { Source } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { baseName, formatDate, plural } from '../../text/format.ts';
import { Failures } from './failures.tsx';
import { JobProgress } from './job-progress.tsx';
import { RunReceipt } from './run-receipt.tsx';
import { isActive, useJob } from './use-job.ts';

interface Props {
  source: Source;
  /** a run of this source ended: its counts are new */
  onChanged: () => void;
  onRemove: () => void;
}

export function SourceItem({ source, onChanged, onRemove }: Props) {
  const [started, setStarted] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const run = source.last_run;
  // A run begun elsewhere (the command line, the watcher) is followed just as one begun here.
  const running = started ?? (run && isActive(run.status) ? run.job : null);
  const { job, error: jobError } = useJob(running, (ended) => {
    setStarted(null);
    setError(ended.error ? new ApiError(ended.error, 0) : null);
    onChanged();
  });

  const sync = async () => {
    setError(null);
    try {
      setStarted((await syncSource(source.source)).job);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };

  const name = baseName(source.uri);
  const shownError = error ?? jobError;
  return (
    <li className="source">
      <div className="source-head">
        <h2>{name}</h2>
        <div className="source-actions">
          <button type="button" aria-label={`Sync ${name}`} disabled={running !== null} onClick={() => void sync()}>
            {running === null ? 'Sync' : 'Syncing …'}
          </button>
          <button type="button" className="quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </button>
        </div>
      </div>
      <p className="uri">{source.uri}</p>
      <p className="source-facts">
        {source.kind} · {plural(source.documents, 'document')} · added{' '}
        <time dateTime={source.created_at}>{formatDate(source.created_at)}</time>
      </p>
      {running === null ? run && <RunReceipt run={run} /> : <JobProgress name={name} job={job} />}
      {shownError && <ErrorNote error={shownError} />}
      {source.failures.length > 0 && <Failures failures={source.failures} />}
    </li>
  );
}
