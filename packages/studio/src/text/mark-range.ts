/** A half-open range of UTF-16 code units, as `text.slice(start, end)` takes it. */
export interface Range {
  start: number;
  end: number;
}

export interface Piece {
  start: number;
  text: string;
  marked: boolean;
}

/**
 * Splits `text.slice(span.start, span.end)` where the marked range begins and ends. A range may cover many spans;
 * each gets its own share of it. Gives one piece when they do not meet, none for an empty span.
 */
export function markRange(text: string, span: Range, range: Range | null): Piece[] {
  const start = Math.max(0, span.start);
  const end = Math.min(text.length, span.end);
  const from = range === null ? end : clamp(range.start, start, end);
  const to = range === null ? end : clamp(range.end, from, end);
  return [
    { start, text: text.slice(start, from), marked: false },
    { start: from, text: text.slice(from, to), marked: true },
    { start: to, text: text.slice(to, end), marked: false },
  ].filter((piece) => piece.text !== '');
}

/** Do the two ranges share at least one code unit? */
export function meets(span: Range, range: Range | null): boolean {
  return range !== null && span.start < range.end && range.start < span.end;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
