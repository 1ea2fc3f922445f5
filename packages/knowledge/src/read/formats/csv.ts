import { parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';

/** Comma-separated values with whatever separator; the first row names the columns. */
export const readCsv: FormatReader = ({ bytes }, builder) => {
  const text = decodeText(bytes);
  const rows: string[][] = parse(text, {
    delimiter: sniffDelimiter(text),
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
  });
  builder.tableHeader(rows[0] ?? []);
  for (const row of rows.slice(1)) builder.tableRow(row);
};

/** The separator that cuts the first lines into the same number of columns, and into the most of them. */
function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const most = counts[0] ?? 0;
    const agreeing = counts.filter((count) => count === most).length / Math.max(1, counts.length);
    const score = most === 0 ? 0 : agreeing + most / 1000;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
