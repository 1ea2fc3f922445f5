const markerAtEnd = /(?:^|\n)[ \t]*((?:[-*+•–]|\d{1,9}[.)])[ \t]+)$/;

/** The sign of a list item, "- " or "3. ", that stands in the text before the item's block; empty where there is none. */
export function listMarker(text: string, start: number): string {
  return markerAtEnd.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? '';
}
