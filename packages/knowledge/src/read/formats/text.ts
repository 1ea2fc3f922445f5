import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';

/** Plain text: paragraphs are set apart by empty lines. Nothing is a heading, however much a line looks like one. */
export const readText: FormatReader = ({ bytes }, builder) => {
  const text = decodeText(bytes);
  builder.checkLength(text.length);
  addPlainText(text, (paragraph) => builder.paragraph(paragraph));
};

/** Cuts text into paragraphs and undoes its wrapping, also for the plain parts of other formats. */
export function addPlainText(text: string, add: (paragraph: string) => void): void {
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n/)) add(unwrap(paragraph));
}

/**
 * A line break is wrapping where the next word would not have fitted into the paragraph's width; other line breaks
 * (addresses, verses, lists) were meant and stay.
 */
function unwrap(paragraph: string): string {
  const lines = paragraph
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  let text = lines[0] ?? '';
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined) continue;
    const nextWord = /^\S+/.exec(line)?.[0] ?? '';
    const wrapped = width >= 40 && before.length + 1 + nextWord.length > width && !isListLine(line);
    text += (wrapped ? ' ' : '\n') + line;
  }
  return text;
}

const isListLine = (line: string): boolean => /^(?:[-*•+]|\d{1,3}[.)])\s/.test(line);
