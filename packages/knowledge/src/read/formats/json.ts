import { damaged } from '../read-failure.ts';
import { addData, type Data } from './data-blocks.ts';
import { decodeText } from './decode-text.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonErrorAt } from './json-error.ts';

/** JSON, and JSON Lines: a value a line, read as the list of them. */
export const readJson: FormatReader = ({ bytes, extension }, builder) => {
  const text = decodeText(bytes);
  addData(extension === 'json' ? parseJson(text) : parseLines(text), builder);
};

function parseLines(text: string): Data[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines.filter(({ line }) => line !== '').map(({ line, number }) => parseJson(line, number));
}

/**
 * Numbers become the digits they were written with: a longer one than a computer's number holds is an identifier.
 * @throws ReadFailure `file_damaged` with line and column, counted from `firstLine`
 */
export function parseJson(text: string, firstLine = 1): Data {
  try {
    return JSON.parse(text, keepDigits as (key: string, value: unknown) => Data) as Data;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('it nests too many levels deep', error);
    const before = text.slice(0, jsonErrorAt(text)).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw damaged(`it is not JSON from line ${firstLine + before.length - 1}, column ${column} on`, error);
  }
}

const keepDigits = (_key: string, value: unknown, context: { source?: string }): unknown =>
  typeof value === 'number' ? (context.source ?? String(value)) : value;
