import { fold } from '../../text/fold.ts';

/** A day, month or year, as far as a text gives it. */
export interface CalendarDate {
  year?: number;
  /** 1 to 12 */
  month?: number;
  day?: number;
}

export interface FoundDate {
  date: CalendarDate;
  /** The other reading of 3/4/2026. */
  other?: CalendarDate;
  start: number;
  end: number;
}

const monthNames = [
  'january januar janvier enero jan janv ene janner',
  'february februar fevrier febrero feb fevr',
  'march marz mars marzo mar mrz maerz',
  'april avril abril apr abr',
  'may mai mayo',
  'june juni juin junio jun',
  'july juli juillet julio jul',
  'august aout agosto aug ago',
  'september septembre septiembre sep sept setiembre',
  'october oktober octobre octubre oct okt',
  'november novembre noviembre nov',
  'december dezember decembre diciembre dec dez dic',
].map((names) => names.split(' '));
const months = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const month = String.raw`(?<month>\p{L}{3,10})\.?`;
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|\.)?`;
const year = String.raw`(?<year>\d{4})`;
const of = String.raw`\s+(?:(?:of|de|del)\s+)?`;

const patterns = [
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`,
  String.raw`(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})`,
  String.raw`(?<a>\d{1,2})/(?<b>\d{1,2})/(?<year>\d{4})`,
  `${day}${of}${month}(?:,?${of}${year})?`,
  String.raw`${month}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+${year})?`,
  `${month}${of}${year}`,
].map((pattern) => new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'giu'));

/** The dates of a text in writing and in digits, without overlaps, the fuller reading first. */
export function datesIn(text: string): FoundDate[] {
  if (!/\d/.test(text)) return [];
  const found: FoundDate[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const read = dateOf(match.groups ?? {});
      if (read !== null) found.push({ ...read, start, end });
    }
  }
  return found;
}

function dateOf(groups: Record<string, string | undefined>): Pick<FoundDate, 'date' | 'other'> | null {
  const known = groups['year'] === undefined ? {} : { year: Number(groups['year']) };
  if (groups['a'] !== undefined && groups['b'] !== undefined) {
    const [a, b] = [Number(groups['a']), Number(groups['b'])];
    const readings = [
      { ...known, month: a, day: b },
      { ...known, month: b, day: a },
    ].filter(isPossible);
    const [date, other] = readings;
    return date === undefined ? null : { date, ...(other === undefined ? {} : { other }) };
  }
  const name = fold(groups['month'] ?? '');
  // "You may 3 days before ..." names no month.
  if (/^(?:may|march|mar)$/.test(groups['month'] ?? '')) return null;
  const month = /^\d+$/.test(name) ? Number(name) : months.get(name);
  if (month === undefined) return null;
  const date = { ...known, month, ...(groups['day'] === undefined ? {} : { day: Number(groups['day']) }) };
  return isPossible(date) ? { date } : null;
}

const isPossible = ({ month = 1, day = 1 }: CalendarDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31;

/** Whether a date says all that another claims: 1 March 2026 bears out March 2026, not the other way round. */
export function bearsOut(said: CalendarDate, claimed: CalendarDate): boolean {
  return (['year', 'month', 'day'] as const).every(
    (part) => claimed[part] === undefined || claimed[part] === said[part],
  );
}
