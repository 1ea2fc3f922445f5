// The parser's time grows with the square of how many marks a paragraph has, of how deep quotes and lists nest, and of
// how many headings are underlined.

/** More than any writer sets between two empty lines, large tables included. */
const mostMarks = 20_000;
const deepestContainer = 100;
const mostUnderlines = 2000;

const marks = /[[\]*_!<`~&]/g;
const backslashesAndMarks = /[\\[\]*_!<`~&]/g;
/** The beginning of a line that is inside of more quotes and lists than anybody reads. */
const containers = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){101,}/gm;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/gm;
const fence = /^[ \t]*(?:```|~~~)/;

/** Markdown without what only an attack or a broken program writes: there marks count as the letters they are. */
export function limitMarkdown(source: string): string {
  let text = source.replace(containers, (run) => run.slice(0, deepestContainer));
  if ((text.match(underline)?.length ?? 0) > mostUnderlines) text = text.replace(underline, '');
  if ((text.match(marks)?.length ?? 0) <= mostMarks) return text;
  const lines = text.split('\n');
  let isCode = false;
  let block: number[] = [];
  let count = 0;
  const endBlock = (): void => {
    if (count > mostMarks) for (const at of block) lines[at] = lines[at]?.replace(backslashesAndMarks, '\\$&') ?? '';
    block = [];
    count = 0;
  };
  for (const [at, line] of lines.entries()) {
    const isFence = fence.test(line);
    if (isFence) isCode = !isCode;
    if (isFence || isCode || line.trim() === '') {
      endBlock();
    } else {
      block.push(at);
      count += line.match(marks)?.length ?? 0;
    }
  }
  endBlock();
  return lines.join('\n');
}
