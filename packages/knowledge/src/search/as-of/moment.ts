import { AtelierError } from '@atelier/foundation';

const shape = /^\d{4}-\d\d-\d\d(?<time>T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/**
 * `2026-03-01` (the end of that day) or `2026-03-01T12:00`, in UTC unless an offset stands behind it, as milliseconds since
 * 1970.
 *
 * @throws AtelierError `as_of_invalid`
 */
export function parseMoment(text: string): number {
  const found = shape.exec(text)?.groups;
  if (found === undefined || !isDay(text.slice(0, 10))) throw invalid(text);
  const { time, zone } = found;
  const moment = Date.parse(time === undefined ? `${text}T23:59:59.999Z` : `${text}${zone === undefined ? 'Z' : ''}`);
  if (Number.isNaN(moment)) throw invalid(text);
  return moment;
}

/** The 30th of February would be taken for a day in March. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

function invalid(text: string): AtelierError {
  return new AtelierError({
    code: 'as_of_invalid',
    message: `"${text.slice(0, 100)}" is no day or moment to go back to.`,
    hint: 'Write 2026-03-01 for the end of that day, or 2026-03-01T12:00, both in UTC.',
  });
}
