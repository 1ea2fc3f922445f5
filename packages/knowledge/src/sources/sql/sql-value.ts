import type { SqlValue } from './sql-client.ts';

/** A number as the database writes it; `value` only where nothing is lost: a double holds 15 digits. */
export function numberValue(text: string): SqlValue {
  const digits = /^-?(\d+)(?:\.(\d+))?(?:e[+-]?\d+)?$/i.exec(text);
  if (digits === null) return { text };
  const significant = `${digits[1]}${digits[2] ?? ''}`.replace(/^0+/, '').length;
  const value = Number(text);
  const isExact = significant <= 15 || Number.isSafeInteger(value);
  return Number.isFinite(value) && isExact ? { text, value } : { text };
}

/** A floating-point number: the database itself holds it as JavaScript does. */
export function floatValue(text: string): SqlValue {
  const value = Number(text);
  return Number.isFinite(value) ? { text, value } : { text };
}

/** A date, with or without a time of day: `2026-11-24 08:30:00.5`, followed by "Z" where it is in UTC. */
export function timeValue(text: string): SqlValue {
  const isDay = /^(?!0000)\d{4}-(?!00)\d\d-(?!00)\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?Z?)?$/.test(text);
  return isDay ? { text, value: text.replace(' ', 'T') } : { text };
}

export const booleanValue = (value: boolean): SqlValue => ({ text: String(value), value });

export const binaryValue = (bytes: Buffer): SqlValue => ({ text: bytes.toString('hex') });
