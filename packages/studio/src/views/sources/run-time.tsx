import type { Run } from '../../api/types.ts';
import { formatBytes, formatDuration, formatMoment } from '../../text/format.ts';

/** When a run was, how long it took and how much it read. */
export function RunTime({ run: { started_at, finished_at, seconds, bytes } }: { run: Run }) {
  const time = finished_at ?? started_at;
  return (
    <>
      {time !== null && <time dateTime={time}>{formatMoment(time)}</time>}
      {`, took ${formatDuration(seconds * 1000)}`}
      {bytes > 0 && `, read ${formatBytes(bytes)}`}
    </>
  );
}
