import type { GridRow } from './table-grid.ts';
import type { XmlElement } from './xml.ts';

/** No honest table of a text repeats itself more often. */
const mostRepeats = 200;

/** The rows of a table in a text or on a slide; `isHeader` tells rows that are headers by their looks. */
export function odfGrid(
  table: XmlElement,
  textOf: (cell: XmlElement) => string,
  isHeader: (row: XmlElement, index: number) => boolean,
): GridRow[] {
  const rows: GridRow[] = [];
  const walk = (element: XmlElement, isMarked: boolean): void => {
    for (const inner of element.children) {
      if (inner.name === 'table-row') {
        const header = isMarked ? 'marked' : isHeader(inner, rows.length) ? 'looks' : 'no';
        const cells = inner.children.flatMap((cell) => cellsOf(cell, textOf));
        const isEmpty = cells.every(({ text }) => text.trim() === '');
        const times = isEmpty ? 1 : repeats(inner, 'number-rows-repeated');
        for (let time = 0; time < times; time++) rows.push({ cells, header });
      } else if (/^table-(?:header-rows|rows|row-group)$/.test(inner.name)) {
        walk(inner, isMarked || inner.name === 'table-header-rows');
      }
    }
  };
  walk(table, false);
  return rows;
}

/** What a merged cell covers is there as covered cells, which say nothing. */
function cellsOf(cell: XmlElement, textOf: (cell: XmlElement) => string): GridRow['cells'] {
  if (cell.name !== 'table-cell') return [];
  const content = {
    text: textOf(cell),
    columns: repeats(cell, 'number-columns-spanned'),
    rows: repeats(cell, 'number-rows-spanned'),
  };
  return Array.from({ length: repeats(cell, 'number-columns-repeated') }, () => content);
}

const repeats = ({ attributes }: XmlElement, name: string): number =>
  Math.min(mostRepeats, Math.max(1, Math.trunc(Number(attributes[name] ?? 1)) || 1));
