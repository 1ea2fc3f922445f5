import type { DocumentBuilder } from '../document-builder.ts';
import { definitionsOf, type Definition } from './code-definitions.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';

/** A class this long is cut into its methods. */
const longPiece = 60;
const deepest = 3;

/**
 * Source code: a heading with the name of every function or class at the margin, then its lines as they are, with the
 * comment above it. Nothing is parsed: where a cut is missed, pieces are longer, but every line is in one.
 */
export const readCode: FormatReader = ({ bytes, extension }, builder) => {
  builder.headingsGiveTitle = false;
  const text = decodeText(bytes);
  builder.checkLength(text.length);
  const lines = text.split(/\r\n?|\n/);
  addPieces(lines, definitionsOf(extension), builder, 1);
};

function addPieces(lines: string[], definition: Definition, builder: DocumentBuilder, level: number): void {
  const starts = startsOf(lines, definition, level > 1);
  builder.code(lines.slice(0, starts[0]?.line).join('\n'));
  for (const [index, start] of starts.entries()) {
    const piece = lines.slice(start.line, starts[index + 1]?.line);
    builder.heading(level, start.name);
    const body = start.at - start.line + 1;
    if (start.holdsOthers && piece.length > longPiece && level < deepest) {
      builder.code(piece.slice(0, body).join('\n'));
      addPieces(piece.slice(body), definition, builder, level + 1);
    } else {
      builder.code(piece.join('\n'));
    }
  }
}

interface Start {
  name: string;
  /** Where the piece begins: the comment above the definition, else the definition. */
  line: number;
  /** The definition itself. */
  at: number;
  holdsOthers: boolean;
}

/** The definitions at the smallest indentation that has any. */
function startsOf(lines: string[], definition: Definition, isInside: boolean): Start[] {
  let smallest = isInside ? Infinity : 0;
  let starts: Start[] = [];
  for (const [at, line] of lines.entries()) {
    const indentation = line.length - line.trimStart().length;
    if (line.trim() === '' || indentation > smallest) continue;
    const found = definition(line.trim(), isInside);
    if (found === null) continue;
    if (indentation < smallest) starts = [];
    smallest = indentation;
    starts.push({ ...found, at, line: commentAbove(lines, at, (starts.at(-1)?.at ?? -1) + 1) });
  }
  return starts;
}

/** Comments, decorators and attributes right above a line, but not before the line `first`. */
function commentAbove(lines: string[], at: number, first: number): number {
  let start = at;
  while (
    start > first &&
    /^\s*(?:\/\/|\/?\*|#(?!include|define|endif)|--|@|\[|;|%|<!--|""")/.test(lines[start - 1] ?? '')
  )
    start--;
  return start;
}
