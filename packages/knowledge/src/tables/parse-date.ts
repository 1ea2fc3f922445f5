/** How a column writes dates with slashes. Dots always put the day first. */
export type DateOrder = 'month-first' | 'day-first';

const time = String.raw`(?:(?:T| |, ?)(?<time>\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?Z?)?`;
const yearFirst = new RegExp(String.raw`^(?<year>\d{4})([-/])(?<month>\d{1,2})\2(?<day>\d{1,2})${time}$`);
const dotted = new RegExp(String.raw`^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${time}$`);
const slashed = new RegExp(String.raw`^(?<first>\d{1,2})\/(?<second>\d{1,2})\/(?<year>\d{4})${time}$`);
const dayAndName = new RegExp(
  String.raw`^(?<day>\d{1,2})(?:\.|st|nd|rd|th|er)?[ -](?<name>\p{L}+)\.?,?[ -](?<year>\d{4})${time}$`,
  'u',
);
const nameAndDay = new RegExp(
  String.raw`^(?<name>\p{L}+)\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})${time}$`,
  'u',
);

const shortest = '1.1.2026'.length;
const longest = 40;

/** January to December in English, German, French and Spanish, without accents. */
const monthNames = Array.from({ length: 12 }, (_, month) =>
  ['en', 'de', 'fr', 'es'].map((language) =>
    folded(new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month))),
  ),
);
/** Shortened other than by cutting off the end. */
const odd: Record<string, number> = { mrz: 3 };

/** A date with or without a time of day, in ISO form: "2026-11-24", "2026-11-24T08:30". Null for anything else. */
export function parseDate(text: string, order: DateOrder): string | null {
  if (text.length < shortest || text.length > longest || !/\d{4}/.test(text)) return null;
  const plain = text.trim().replace(/\s/g, ' ');
  const parts = (yearFirst.exec(plain) ?? dotted.exec(plain) ?? dayAndName.exec(plain) ?? nameAndDay.exec(plain))
    ?.groups;
  if (parts !== undefined) {
    const month = parts['month'] === undefined ? monthOf(parts['name'] ?? '') : Number(parts['month']);
    return isoDate(Number(parts['year']), month, Number(parts['day']), parts['time']);
  }
  const slashes = slashed.exec(plain)?.groups;
  if (slashes === undefined) return null;
  const [first, second] = [Number(slashes['first']), Number(slashes['second'])];
  const [month, day] = order === 'month-first' ? [first, second] : [second, first];
  return isoDate(Number(slashes['year']), month, day, slashes['time']);
}

/** 1 to 12 for a month's name or its first three letters or more; 0 for anything else. */
function monthOf(name: string): number {
  const start = folded(name);
  if (start.length < 3) return 0;
  return odd[start] ?? monthNames.findIndex((names) => names.some((month) => month.startsWith(start))) + 1;
}

function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

function isoDate(year: number, month: number, day: number, clock: string | undefined): string | null {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (!isDay) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (clock === undefined) return date;
  const [hours = 0, minutes = 0, seconds] = clock.split(':').map(Number);
  if (hours > 23 || minutes > 59 || (seconds ?? 0) > 59) return null;
  return `${date}T${two(hours)}:${two(minutes)}${seconds === undefined ? '' : `:${two(seconds)}`}`;
}
