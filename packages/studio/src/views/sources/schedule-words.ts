/** What the form offers, beside the kind's own schedule (the empty one) and one that is written by hand. */
export const schedules: { schedule: string; words: string }[] = [
  { schedule: 'every 15m', words: 'Every 15 minutes' },
  { schedule: 'every 1h', words: 'Every hour' },
  { schedule: '0 6 * * *', words: 'Every day at 6:00' },
  { schedule: 'manual', words: 'Only when you say so' },
];

const units = { s: ['second', 1], m: ['minute', 60], h: ['hour', 3600], d: ['day', 86_400] } as const;

/** When a source is looked at, to go on after "Checked": `every 15 minutes`, `every day at 6:00`. */
export function scheduleInWords(schedule: string): string {
  if (schedule === 'manual') return 'only when you say so';
  const [, count, unit] = /^every\s+(\d+)\s*([smhd])$/.exec(schedule) ?? [];
  if (unit !== undefined) return every(Number(count), units[unit as keyof typeof units][0]);
  const [, minute = '', hour, days = ''] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5)$/.exec(schedule) ?? [];
  if (hour === undefined) return `at \`${schedule}\``;
  return `${days === '*' ? 'every day' : 'Monday to Friday'} at ${Number(hour)}:${minute.padStart(2, '0')}`;
}

/** A number of seconds, in the largest unit that it is a whole number of. */
export function secondsInWords(seconds: number): string {
  const fitting = Object.values(units).findLast(([, size]) => seconds % size === 0);
  const [name, size] = fitting ?? units.s;
  return every(seconds / size, name);
}

function every(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
