import { Cron } from 'croner';
import { AtelierError } from '@atelier/foundation';

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const shortestSeconds = 5;

/** When a source is looked at next; both times are milliseconds since 1970. */
export type Schedule = (last: number) => number;

/**
 * Reads a schedule: `every 15m` (s, m, h, d), a cron expression (`0 6 * * 1-5`, in the time zone of the machine), or
 * `manual` for never by itself.
 *
 * @throws AtelierError `schedule_invalid`
 */
export function parseSchedule(text: string): Schedule {
  if (text.trim() === 'manual') return () => Infinity;
  const every = /^every\s+(\d+)\s*([smhd])$/.exec(text.trim());
  if (every !== null) {
    const seconds = Number(every[1]) * (units[every[2] ?? ''] ?? 0);
    if (seconds < shortestSeconds) throw invalid(text, `the shortest is every ${shortestSeconds}s`);
    return everySeconds(seconds);
  }
  try {
    const cron = new Cron(text, { paused: true });
    if (cron.nextRun() === null) throw invalid(text, 'it never comes');
    return (last) => cron.nextRun(new Date(last))?.getTime() ?? Infinity;
  } catch (cause) {
    if (AtelierError.is(cause)) throw cause;
    throw invalid(text, cause instanceof Error ? cause.message : String(cause));
  }
}

export const everySeconds =
  (seconds: number): Schedule =>
  (last) =>
    last + seconds * 1000;

function invalid(text: string, why: string): AtelierError {
  return new AtelierError({
    code: 'schedule_invalid',
    message: `"${text}" is no schedule: ${why}.`,
    hint: 'Write "every 15m" (s, m, h, d), a cron expression such as "0 6 * * 1-5", or "manual".',
  });
}
