import type { Run } from '../../api/types.ts';
import { formatCount, formatDuration, formatMoment } from '../../text/format.ts';

const counts = ['added', 'changed', 'removed', 'unchanged', 'failed'] as const;

/** What the last run of a source did: every file it saw is in one of the counts. */
export function RunReceipt({ run }: { run: Run }) {
  return (
    <div className="receipt">
      <dl>
        {counts.map((count) => (
          <div key={count} className={`receipt-${count}`} data-zero={run[count] === 0 || undefined}>
            <dt>{count}</dt>
            <dd>{formatCount(run[count])}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        {run.status === 'done' ? 'Last run' : `Last run ${run.status}`}
        {run.finished_at !== null && (
          <>
            {' '}
            <time dateTime={run.finished_at}>{formatMoment(run.finished_at)}</time>
          </>
        )}
        {run.seconds !== null && `, took ${formatDuration(run.seconds * 1000)}`}
      </p>
    </div>
  );
}
