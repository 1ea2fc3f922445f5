// Invisible characters that only disturb search and quoting: control characters, soft hyphens, zero-width spaces, word
// joiners, byte order marks, the bidirectional overrides that can make text look like something else, and private-use
// characters (icons and bullets of a font that is not here).
// The zero-width joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
const invisible = /[\p{Cc}\p{Co}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const lineBreak = /\r\n?|[\u0085\u2028\u2029\v\f]/g;

/** Readable text: whitespace collapsed, "\n" kept as the hard break it is, no empty lines, nothing invisible, NFC. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(lineBreak, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(invisible, keepNewline)
    .normalize('NFC')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ');
}

/** Code and other text whose lines and indentation count: tabs become four spaces, common indentation is taken off. */
export function cleanCode(text: string): string {
  const lines = text
    .toWellFormed()
    .replace(lineBreak, '\n')
    .replaceAll('\t', '    ')
    .replace(invisible, keepNewline)
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd());
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length);
  const common = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return lines
    .map((line) => line.slice(common))
    .join('\n')
    .trim();
}

const keepNewline = (character: string): string => (character === '\n' ? character : '');
