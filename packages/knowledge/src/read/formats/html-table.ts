import type { DocumentBuilder } from '../document-builder.ts';
import { inlineText, type HtmlNode } from './html-node.ts';

/** No honest table is wider; a forged `colspan` must not fill the memory. */
const widest = 200;

/**
 * Adds a table row by row. A cell over several rows is said in each of them, so that every row can be understood alone;
 * a cell over several columns is followed by empty ones.
 * @returns false where it is no table of data but a frame for layout, of which nothing was added
 */
export function addHtmlTable(table: HtmlNode, builder: DocumentBuilder): boolean {
  if (table.querySelector('table, h1, h2, h3, pre') !== null) return false;
  const rows = rowsOf(table);
  if (rows.every(({ cells }) => cells.length <= 1) && rows.length <= 1) return false;
  const caption = table.querySelector('caption');
  if (caption !== null) builder.paragraph(inlineText(caption));
  builder.endGroup();
  const spanning: { text: string; rowsLeft: number }[] = [];
  for (const [index, row] of rows.entries()) {
    const texts = layOut(row.cells, spanning);
    const isHeader = index === 0 && rows.length > 1 && (row.inHead || row.cells.every(isHeaderCell));
    if (isHeader) builder.tableHeader(texts);
    else builder.tableRow(texts);
  }
  builder.endGroup();
  return true;
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

/** Puts a row's cells into columns; `spanning` holds by column what reaches down from the rows before. */
function layOut(cells: HtmlNode[], spanning: { text: string; rowsLeft: number }[]): string[] {
  const texts: string[] = [];
  const fillSpanned = (): void => {
    for (let above = spanning[texts.length]; above !== undefined && above.rowsLeft > 0;) {
      above.rowsLeft--;
      texts.push(above.text);
      above = spanning[texts.length];
    }
  };
  for (const cell of cells) {
    fillSpanned();
    const text = inlineText(cell);
    const columns = Math.min(span(cell, 'colspan'), widest - texts.length);
    for (let column = 0; column < columns; column++) {
      spanning[texts.length] = { text: column === 0 ? text : '', rowsLeft: span(cell, 'rowspan') - 1 };
      texts.push(column === 0 ? text : '');
    }
  }
  fillSpanned();
  return texts;
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
