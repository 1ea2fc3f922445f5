import type { Range } from './mark-range.ts';

const separator = ' | ';

/**
 * The cells of a table row whose text is `text.slice(row.start, row.end)`, joined by " | ". Cells come as ranges of
 * the whole text, so a passage can be marked inside a cell; an empty cell is an empty range.
 */
export function tableCells(text: string, row: Range): Range[] {
  const cells: Range[] = [];
  let start = row.start;
  while (start <= row.end) {
    const found = text.indexOf(separator, start);
    // An empty last cell may have lost its trailing space.
    const end = found >= 0 && found + separator.length <= row.end ? found : row.end;
    const trimmed = end === row.end && text.slice(start, end).endsWith(' |') ? end - 2 : end;
    cells.push({ start, end: trimmed });
    if (end === row.end) {
      if (trimmed < end) cells.push({ start: end, end });
      break;
    }
    start = found + separator.length;
  }
  return cells;
}
