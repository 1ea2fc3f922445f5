import { DocumentBuilder, type ReadDocument } from '@atelier/knowledge';

/** No limit: the text is in memory already. */
const maxCharacters = Number.MAX_SAFE_INTEGER;
/** A number that is not just a year: "1,146.2", "(5)", "$ 12", "20%". */
const figure = /^(?!(?:19|20)\d\d$)[-+(]*\s*[$€£¥]?\s*\(?\d[\d,.]*\s*%?\)?$/;

/**
 * A table over paragraphs that empty lines part. The set does not say which rows are headers: those above the first
 * numbers are, without the lines of one word that head the rows below.
 */
export function tableDocument(rows: readonly string[][], text: string): ReadDocument {
  const builder = new DocumentBuilder({ maxCharacters });
  const first = rows.findIndex((row) => row.slice(1).some((cell) => figure.test(cell.trim())));
  const headers = rows.slice(0, first).findLastIndex((row) => row.slice(1).some((cell) => cell.trim() !== '')) + 1;
  for (const [index, row] of rows.entries()) {
    if (index < headers) builder.tableHeader(row);
    else builder.tableRow(row);
  }
  for (const paragraph of text.split(/\n\s*\n/)) builder.paragraph(paragraph);
  return builder.build('text');
}
