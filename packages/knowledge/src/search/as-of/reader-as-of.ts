import type { Reader } from '../../documents/access.ts';

/** A reader who goes back to a moment. */
export interface ReaderAsOf extends Reader {
  asOf: number;
}

export function goesBack(reader: Reader): reader is ReaderAsOf {
  return reader.asOf !== undefined;
}
