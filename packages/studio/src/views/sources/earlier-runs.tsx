import { useState } from 'react';
import { listRuns } from '../../api/client.ts';
import type { Run, Source } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Prose } from '../../components/prose.tsx';
import { formatCount } from '../../text/format.ts';
import { useResource } from '../../use-resource.ts';
import { Failures } from '../../components/failures.tsx';
import { RunTime } from './run-time.tsx';

/** The runs before the last one, which the source itself shows. They are asked for when the list is opened. */
export function EarlierRuns({ source }: { source: Source }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="earlier-runs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Earlier runs</summary>
      {open && <RunList source={source} />}
    </details>
  );
}

function RunList({ source: { source, last_run } }: { source: Source }) {
  const { data, error } = useResource(`runs ${source} ${last_run?.job}`, (signal) => listRuns(source, signal));
  if (error) return <ErrorNote error={error} />;
  if (!data) return <p className="muted">Loading …</p>;
  const earlier = data.filter(({ job }) => job !== last_run?.job);
  if (earlier.length === 0) return <p className="muted">There are none that changed something or failed.</p>;
  return (
    <ol>
      {earlier.map((run) => (
        <RunEntry key={run.job} run={run} />
      ))}
    </ol>
  );
}

const counts = ['added', 'changed', 'moved', 'removed', 'unchanged', 'failed'] as const;

function RunEntry({ run }: { run: Run }) {
  const told = counts.filter((count) => run[count] > 0).map((count) => `${formatCount(run[count])} ${count}`);
  return (
    <li>
      <p className="muted">
        {run.status !== 'done' && <span className="run-status">{run.status}</span>} <RunTime run={run} />
      </p>
      {run.status === 'done' && <p>{told.length === 0 ? 'Nothing there' : told.join(', ')}</p>}
      {run.error && (
        <p className="run-error">
          <Prose text={run.error.message} /> <code>{run.error.code}</code>
        </p>
      )}
      {run.failures.length > 0 && <Failures failures={run.failures} />}
    </li>
  );
}
