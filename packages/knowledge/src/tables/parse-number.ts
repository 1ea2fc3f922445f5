/** How a column writes its numbers: 1,234.5 or 1.234,5. Spaces and apostrophes part thousands in both. */
export type NumberStyle = 'english' | 'continental';

export interface ParsedNumber {
  value: number;
  /** "%", a currency code, or a sign that belongs to several currencies; null where none is written. */
  unit: string | null;
}

const digits: Record<NumberStyle, RegExp> = {
  english: /^(?:0|[1-9]\d*|[1-9]\d{0,2}(?:([,' ])\d{3}(?:\1\d{3})*))?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/,
  continental: /^(?:0|[1-9]\d*|[1-9]\d{0,2}(?:([.' ])\d{3}(?:\1\d{3})*))?(?:,\d+)?(?:[eE][+-]?\d{1,2})?$/,
};

const currency = String.raw`[A-Z]{0,3}\p{Sc}|[A-Z]{3}`;
const shape = new RegExp(
  `^(?<sign>[-+]?) ?(?<before>${currency})? ?(?<inner>[-+]?)(?<digits>[\\d.,][\\d.,' eE+-]*?) ?(?<after>%|${currency})? ?(?<trailing>-?)$`,
  'u',
);
/** "(1,234)" is negative, with a unit inside or beside. */
const inParentheses = /^([^\d()]*)\(([^()]*)\)([^\d()]*)$/;

const codes = new Set(Intl.supportedValuesOf('currency'));
const signs: Record<string, string> = { '€': 'EUR', '£': 'GBP', '₹': 'INR', '₽': 'RUB', '₺': 'TRY', '₩': 'KRW' };
/** More digits than a double holds exactly: an account or serial number, not a quantity. */
const mostDigits = 15;
const longest = 40;

/**
 * A number as people write it: "1,234.50 €", "-$5", "(12)", "12 %", "1.234,50-". Null for anything else, also for what
 * only looks like one: "007", "1.2.3", "5k", "+49 30 1234".
 */
export function parseNumber(text: string, style: NumberStyle): ParsedNumber | null {
  // Most cells of most tables are words: they are told apart without a look at their parts.
  if (text.length > longest || !/\d/.test(text)) return null;
  const plain = plainSigns(text);
  const parted = inParentheses.exec(plain);
  const match = shape.exec(parted === null ? plain : parted.slice(1).join(''))?.groups;
  if (match === undefined) return null;
  const number = match['digits'] ?? '';
  if (!digits[style].test(number) || number.replace(/[.,].*$|\D/g, '').length > mostDigits) return null;
  const minus = [match['sign'], match['inner'], match['trailing'], parted === null ? '' : '-'].filter(
    (sign) => sign === '-',
  );
  const units = [match['before'], match['after']].filter((unit) => unit !== undefined);
  const unit = units.length === 0 ? null : unitOf(units[0] ?? '');
  if (minus.length > 1 || units.length > 1 || unit === undefined) return null;
  const standard = style === 'english' ? number.replace(/[,' ]/g, '') : number.replace(/[.' ]/g, '').replace(',', '.');
  const value = Number(standard);
  if (!Number.isFinite(value) || number === '') return null;
  return { value: minus.length === 1 && value !== 0 ? -value : value, unit };
}

/** The unit that stands in a text beside a number. */
export function unitIn(text: string): string | null {
  const written = new RegExp(`%|${currency}`, 'u').exec(text)?.[0];
  return written === undefined ? null : (unitOf(written) ?? null);
}

/** Undefined for three capitals that are no currency. */
function unitOf(written: string): string | undefined {
  if (written === '%' || codes.has(written)) return written;
  return /^[A-Z]{3}$/.test(written) ? undefined : (signs[written] ?? written);
}

/** One kind of space, minus and apostrophe. */
function plainSigns(text: string): string {
  if (/^[!-~]+$/.test(text)) return text;
  return text
    .trim()
    .replace(/\s/g, ' ')
    .replace(/[\u2212\u2012\u2013]/g, '-')
    .replace(/[’ʼ]/g, "'");
}
