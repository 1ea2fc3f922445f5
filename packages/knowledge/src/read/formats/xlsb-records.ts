import { damaged } from '../read-failure.ts';

/** Links are not read, and the library makes a cell for each that a link covers: one record may claim billions. */
const link = 0x01ee;

/**
 * A part of a binary workbook without its links.
 * @throws ReadFailure `file_damaged` where a record ends after the part: the library would read on into nothing
 */
export function withoutLinks(part: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  for (let at = 0; at < part.length;) {
    const type = numberAt(part, at, 2);
    const length = numberAt(part, type.end, 4);
    const end = length.end + length.value;
    if (end > part.length) throw damaged('its records break off');
    if (type.value !== link) kept.push(part.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** Numbers are written in groups of seven bits, the lowest first; the eighth bit says that another group follows. */
function numberAt(part: Uint8Array, start: number, mostBytes: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < start + mostBytes; at++) {
    const byte = part[at] ?? 0;
    value += (byte & 0x7f) << (7 * (at - start));
    if ((byte & 0x80) === 0) return { value, end: at + 1 };
  }
  return { value, end: start + mostBytes };
}
