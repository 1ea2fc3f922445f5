import type { Run } from '../../api/types.ts';
import { formatCount } from '../../text/format.ts';
import { RunTime } from './run-time.tsx';

const counts = ['added', 'changed', 'moved', 'removed', 'unchanged', 'failed'] as const;

/** What the last run of a source did: every file it saw is in one of the counts. One that broke off counts nothing. */
export function RunReceipt({ run }: { run: Run }) {
  return (
    <div className="receipt">
      {run.status === 'done' && (
        <dl>
          {counts.map((count) => (
            <div key={count} className={`receipt-${count}`} data-zero={run[count] === 0 || undefined}>
              <dt>{count}</dt>
              <dd>{formatCount(run[count])}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="muted">
        {run.status === 'done' ? 'Last run' : `Last run ${run.status}`} <RunTime run={run} />
      </p>
    </div>
  );
}
