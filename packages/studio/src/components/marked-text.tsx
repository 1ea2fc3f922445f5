import { type Range, markRange } from '../text/mark-range.ts';

interface Props {
  text: string;
  span: Range;
  /** in order, not overlapping; a part outside the span is ignored */
  marks: Range[];
}

/** `text.slice(span.start, span.end)` with the given ranges marked, as text nodes only. */
export function MarkedText({ text, span, marks }: Props) {
  const parts = [];
  let at = span.start;
  for (const mark of marks) {
    for (const piece of markRange(text, { start: at, end: Math.min(mark.end, span.end) }, mark)) {
      parts.push(piece.marked ? <mark key={piece.start}>{piece.text}</mark> : piece.text);
      at = piece.start + piece.text.length;
    }
  }
  if (at < span.end) parts.push(text.slice(at, span.end));
  return parts;
}
