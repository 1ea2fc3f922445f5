import WordExtractor from 'word-extractor';
import { ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';

const asWritten = { filterUnicode: false };

/**
 * Word documents of before 2007: paragraphs, tables, text boxes, then notes and comments. Headings cannot be told from
 * other paragraphs. Headers and footers stay out: they are on every page and say nothing of their own.
 */
export const readDoc: FormatReader = async ({ bytes }, builder) => {
  const document = await new WordExtractor().extract(bytes).catch((error: unknown) => {
    throw explain(error);
  });
  builder.headingsGiveTitle = false;
  for (const line of linesOf(document.getBody(asWritten))) {
    const cells = cellsOf(line);
    if (cells === null) builder.paragraph(line);
    else builder.tableRow(cells);
  }
  const boxes = document.getTextboxes({ ...asWritten, includeHeadersAndFooters: false, includeBody: true });
  for (const line of linesOf(boxes)) builder.paragraph(line);
  const notes = [document.getFootnotes(asWritten), document.getEndnotes(asWritten), document.getAnnotations(asWritten)];
  for (const line of notes.flatMap(linesOf)) builder.note(line);
};

/** A row ends with the end of its last cell, which is a tab here; a paragraph hardly ever does. */
function cellsOf(line: string): string[] | null {
  return line.endsWith('\t') && line.trim() !== '' ? line.slice(0, -1).split('\t') : null;
}

/** The library writes the hyphen that shows only at the end of a line as a word that no language has inside another. */
function linesOf(text: string): string[] {
  return text
    .replace(/(?<=\p{L})undefined(?=\p{L})/gu, '')
    .replaceAll('\u001e', '-')
    .split('\n')
    .map((line) => line.replace(/^ +/, ''));
}

function explain(error: unknown): ReadFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (/magic number/i.test(message)) {
    return new ReadFailure(
      'format_unsupported',
      'was made by Word 95 or before, and that format is not read.',
      'Open it in Word or LibreOffice and save it as DOCX.',
      error,
    );
  }
  return new ReadFailure(
    'file_damaged',
    `is damaged: it is not a readable Word document (${message}).`,
    'Open it in Word or LibreOffice and save it as DOCX.',
    error,
  );
}
