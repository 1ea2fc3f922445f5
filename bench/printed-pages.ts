import { drawPdf, ruledTable } from '../packages/knowledge/src/read/testing/draw-pdf.ts';

/** About 500 words a page. */
const lineLength = 82;
const linesPerPage = 42;

/**
 * A PDF as reports are: pages of running text with a heading on every fourth, a ruled table on every tenth, and page
 * numbers. The text begins anew where it is too short.
 */
export function printedPages(text: string, pages: number): Uint8Array {
  const lines = linesOf(text);
  return drawPdf(
    Array.from({ length: pages }, (_, index) => {
      const count = index % 10 === 9 ? linesPerPage - 8 : linesPerPage;
      const table =
        index % 10 === 9 ? ruledTable(tableRows, { left: 72, top: 180, width: 110, height: 20 }) : { words: [] };
      const words = Array.from({ length: count }, (_, row) => ({
        x: 72,
        y: 715 - row * 15,
        text: lines[(index * linesPerPage + row) % lines.length] ?? '',
        font: 'F1 11',
      }));
      const heading = { x: 72, y: 750, text: `Part ${index / 4 + 1} of the report`, font: 'F2 16' };
      const number = { x: 300, y: 40, text: String(index + 1), font: 'F1 9' };
      return { ...table, words: [...(index % 4 === 0 ? [heading] : []), ...words, number, ...table.words] };
    }),
  );
}

const tableRows = [
  ['Quarter', 'Revenue', 'Cost', 'Margin'],
  ...[1, 2, 3, 4].map((quarter) => [`Q${quarter}`, `${quarter}12,400`, `${quarter}01,300`, `${quarter}1,100`]),
];

/** Lines of whole words, of the characters that the standard fonts have. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const word of text.replace(/[^\x20-\x7e]+/g, ' ').split(/ +/)) {
    if (open.length + word.length >= lineLength) {
      lines.push(open);
      open = '';
    }
    open += open === '' ? word : ` ${word}`;
  }
  return [...lines, open];
}
