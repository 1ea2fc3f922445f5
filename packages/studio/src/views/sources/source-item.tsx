import { useState } from 'react';
import { ApiError, asApiError } from '../../api/api-error.ts';
import { syncSource } from '../../api/client.ts';
import type { Source, SourceKind } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { baseName } from '../../text/format.ts';
import { ConfirmRemovals, removalCodes } from './confirm-removals.tsx';
import { EarlierRuns } from './earlier-runs.tsx';
import { Failures } from '../../components/failures.tsx';
import { JobProgress } from './job-progress.tsx';
import { RunReceipt } from './run-receipt.tsx';
import { SourceFacts } from './source-facts.tsx';
import { isActive, useJob } from './use-job.ts';

interface Props {
  source: Source;
  kinds: SourceKind[];
  /** a run of this source ended: its counts are new */
  onChanged: () => void;
  onRemove: () => void;
}

export function SourceItem({ source, kinds, onChanged, onRemove }: Props) {
  const [started, setStarted] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [accepting, setAccepting] = useState(false);
  const run = source.last_run;
  // A run begun elsewhere (the command line, the watcher) is followed just as one begun here.
  const running = started ?? (run && isActive(run.status) ? run.job : null);
  const { job, error: jobError } = useJob(running, () => {
    setStarted(null);
    onChanged();
  });

  const sync = async (acceptRemovals: boolean) => {
    setError(null);
    setStarted((await syncSource(source.source, { acceptRemovals })).job);
  };

  const name = baseName(source.uri);
  const runError = running === null && run?.error ? new ApiError(run.error, 0) : null;
  const shownError = error ?? jobError ?? runError;
  return (
    <li className="source">
      <div className="source-head">
        <h2>{name}</h2>
        <div className="source-actions">
          <button
            type="button"
            aria-label={`Sync ${name}`}
            disabled={running !== null}
            onClick={() => void sync(false).catch((thrown: unknown) => setError(asApiError(thrown)))}
          >
            {running === null ? 'Sync' : 'Syncing …'}
          </button>
          <button type="button" className="quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </button>
        </div>
      </div>
      <p className="uri">{source.uri}</p>
      <SourceFacts source={source} kind={kindOf(source, kinds)} />
      {running === null ? run && <RunReceipt run={run} /> : <JobProgress name={name} job={job} />}
      {shownError && (
        <ErrorNote error={shownError}>
          {shownError === runError && removalCodes.has(runError.code) && (
            <button type="button" onClick={() => setAccepting(true)}>
              They are meant to be gone
            </button>
          )}
        </ErrorNote>
      )}
      {source.failures.length > 0 && <Failures failures={source.failures} />}
      <EarlierRuns source={source} />
      {accepting && (
        <ConfirmRemovals source={source} onConfirm={() => sync(true)} onClose={() => setAccepting(false)} />
      )}
    </li>
  );
}

/** A single file is a source of the kind folder. */
function kindOf({ kind }: Source, kinds: SourceKind[]): SourceKind | null {
  const wanted = kind === 'file' ? 'folder' : kind;
  return kinds.find((one) => one.kind === wanted) ?? null;
}
