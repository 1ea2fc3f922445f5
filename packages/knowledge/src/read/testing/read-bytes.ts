import { expect } from 'vitest';
import type { OcrSettings } from '../protocol.ts';
import type { ReadDocument, ReadResult } from '../read-document.ts';
import { ReadFailure } from '../read-failure.ts';
import { readFile } from '../read-file.ts';

const limits = { maxFileBytes: 10_000_000, maxTextCharacters: 1_000_000, ocr: null };

interface Options {
  passwords?: string[];
  ocr?: OcrSettings;
}

/** Reads content as a file of this name, in this process, and checks what holds for every document. */
export async function readBytes(name: string, content: string | Uint8Array, options?: Options): Promise<ReadDocument> {
  const { document } = await readAll(name, content, options);
  if (document === null) throw new Error('the file holds only others');
  return document;
}

/** The same with the files inside the file. */
export async function readAll(
  name: string,
  content: string | Uint8Array,
  { passwords = [], ocr }: Options = {},
): Promise<ReadResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const result = await readFile({ name, bytes, passwords }, { ...limits, ocr: ocr ?? null });
  if (result.document !== null) checkRanges(result.document);
  for (const member of result.members) if ('document' in member) checkRanges(member.document);
  return result;
}

/** The failure of a file that cannot be read. */
export async function failureOf(name: string, content: string | Uint8Array, options?: Options): Promise<ReadFailure> {
  const failure = await readBytes(name, content, options).catch((error: unknown) => error);
  if (!(failure instanceof ReadFailure)) throw new Error(`expected a ReadFailure, got ${JSON.stringify(failure)}`);
  return failure;
}

/** A line a block: "heading 2: text", with the page where there is one: "paragraph p3: text". */
export function outline({ text, blocks }: ReadDocument): string[] {
  return blocks.map(({ kind, level, start, end, page }) => {
    const label = [kind, ...(level === 0 ? [] : [level]), ...(page === null ? [] : [`p${page}`])].join(' ');
    return `${label}: ${text.slice(start, end)}`;
  });
}

/** Blocks are ordered and trimmed, and nothing but separators and list markers lies between them. */
function checkRanges({ text, blocks }: ReadDocument): void {
  let end = 0;
  for (const block of blocks) {
    const words = text.slice(block.start, block.end);
    expect(words).not.toBe('');
    expect(words).toBe(words.trim());
    expect(words).toBe(words.normalize('NFC').toWellFormed());
    expect(words).not.toMatch(/[\p{Cc}--\n]/v);
    expect(text.slice(end, block.start)).toMatch(end === 0 ? /^(?:- |\d+\. )?$/ : /^\n\n?(?:- |\d+\. )?$/);
    for (const cell of block.cells ?? []) {
      expect(cell.start).toBeGreaterThanOrEqual(block.start);
      expect(cell.end).toBeGreaterThanOrEqual(cell.start);
      expect(cell.end).toBeLessThanOrEqual(block.end);
    }
    if (block.cells !== null) {
      const row = block.cells.map((cell) => text.slice(cell.start, cell.end)).join(' | ');
      expect(row.trim()).toBe(words);
    }
    end = block.end;
  }
  expect(end).toBe(text.length);
}
