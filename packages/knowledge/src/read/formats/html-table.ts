import type { DocumentBuilder } from '../document-builder.ts';
import { inlineText, type HtmlNode } from './html-node.ts';
import { addGrid, type GridRow } from './table-grid.ts';

/**
 * Adds a table row by row, with its caption in front.
 * @returns false where it is no table of data but a frame for layout, of which nothing was added
 */
export function addHtmlTable(table: HtmlNode, builder: DocumentBuilder): boolean {
  const rows = rowsOf(table);
  const isMarked =
    Number.parseInt(table.getAttribute('border') ?? '0', 10) > 0 ||
    rows.some(({ cells, inHead }) => inHead || cells.some(({ localName }) => localName === 'th'));
  if (!isMarked && table.querySelector('table, h1, h2, h3, pre') !== null) return false;
  if (rows.every(({ cells }) => cells.length <= 1) && rows.length <= 1) return false;
  for (const part of table.childNodes) if (part.localName === 'caption') builder.paragraph(inlineText(part));
  const grid = rows.map(({ cells, inHead }): GridRow => {
    const header = inHead ? 'marked' : cells.every(isHeaderCell) ? 'looks' : 'no';
    return {
      cells: cells.map((cell) => ({
        text: inlineText(cell),
        columns: span(cell, 'colspan'),
        // A span of 0 rows reaches to the end.
        rows: cell.getAttribute('rowspan') === '0' ? rows.length : span(cell, 'rowspan'),
      })),
      header,
    };
  });
  addGrid(grid, builder);
  return true;
}

/** Rows that have lost their table, which old pages close too early: they are read as one. */
export function addLostRows(rows: readonly HtmlNode[], builder: DocumentBuilder): void {
  const table = {
    nodeType: 1,
    localName: 'table',
    textContent: null,
    childNodes: rows,
    getAttribute: () => null,
    querySelector: () => null,
  };
  addHtmlTable(table, builder);
}

interface Row {
  cells: HtmlNode[];
  inHead: boolean;
}

function rowsOf(node: HtmlNode, inHead = false): Row[] {
  const rows: Row[] = [];
  for (const child of node.childNodes) {
    if (child.nodeType !== 1) continue;
    if (child.localName === 'tr') {
      const cells = [...child.childNodes].filter(({ localName }) => localName === 'td' || localName === 'th');
      if (cells.length > 0) rows.push({ cells, inHead });
    } else if (child.localName !== 'caption') {
      rows.push(...rowsOf(child, inHead || child.localName === 'thead'));
    }
  }
  return rows;
}

const span = (cell: HtmlNode, name: string): number =>
  Math.max(1, Number.parseInt(cell.getAttribute(name) ?? '1', 10) || 1);

/** Marked as one, or all bold: word processors often mark a header row only by its looks. */
function isHeaderCell(cell: HtmlNode): boolean {
  if (cell.localName === 'th') return true;
  const words = inlineText(cell);
  const bold = cell.querySelector('strong, b');
  return words === '' || (bold !== null && inlineText(bold) === words);
}
