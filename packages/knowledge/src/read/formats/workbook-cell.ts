import { SSF, type CellObject } from '@e965/xlsx';
import type { SheetCell } from './sheet.ts';

const errors: Record<number, string> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/** A cell as the library reads it. */
export function libraryCell(
  { t: type, v: value, z: format = 'General' }: CellObject,
  date1904: boolean,
): SheetCell | null {
  if (value === undefined || value === null) return null;
  return type === 'e' ? { text: errors[Number(value)] ?? '#ERROR' } : workbookCell(value, String(format), date1904);
}

/**
 * A cell as it is shown, and as it is: dates in ISO form whatever the sheet's country, other numbers in their format with
 * the bare number as value. `date1904` is set for workbooks that count days from 1904. Null for an empty cell.
 */
export function workbookCell(
  value: string | number | boolean | Date,
  format: string,
  date1904: boolean,
): SheetCell | null {
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', value };
  if (typeof value === 'number') return numberCell(value, format, date1904);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : momentCell(value);
  return value.trim() === '' ? null : { text: value };
}

/** Few programs write dates as such rather than as numbers. */
function momentCell(date: Date): SheetCell {
  const [day = '', time = ''] = date.toISOString().split('T');
  const text = time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, time.startsWith('00', 6) ? 5 : 8)}`;
  return { text, value: text };
}

function numberCell(value: number, format: string, date1904: boolean): SheetCell {
  if (SSF.is_date(format) && /[yd]/i.test(bare(format))) {
    const date = dateOf(value, format, date1904);
    if (date !== null) return date;
  }
  const text = shown(value, format);
  // A format may show nothing (";;;"): what is hidden that way is there all the same.
  return { text: text.trim() === '' ? String(value) : text, value };
}

function shown(value: number, format: string): string {
  try {
    return String(SSF.format(format, value));
  } catch {
    return String(value);
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

/** As exact as the format shows it: "2025-07" for a month. The value is a whole day, or a moment. */
function dateOf(serial: number, format: string, date1904: boolean): SheetCell | null {
  const parts = SSF.parse_date_code(serial, { date1904 }) as Record<'y' | 'm' | 'd' | 'H' | 'M' | 'S', number> | null;
  // Below one it is a time of day.
  if (parts === null || (serial < 1 && !date1904)) return null;
  const { y, m, d, H, M, S } = parts;
  const day = `${y}-${two(m)}-${two(d)}`;
  const time = H === 0 && M === 0 && S === 0 ? '' : ` ${two(H)}:${two(M)}${S === 0 ? '' : `:${two(S)}`}`;
  const code = bare(format);
  if (/d/i.test(code)) return { text: day + time, value: day + time };
  return { text: /m/i.test(code) ? `${y}-${two(m)}` : String(y), value: day };
}

/** A format without its literal words, colours and countries. */
const bare = (format: string): string => format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
