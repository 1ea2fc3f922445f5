import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ReadDocument } from '../read-document.ts';
import { ReadFailure } from '../read-failure.ts';
import { readFile } from '../read-file.ts';

const limits = { maxFileBytes: 10_000_000, maxTextCharacters: 1_000_000 };

/** Reads content as a file of this name, in this process, and checks what holds for every document. */
export async function readBytes(name: string, content: string | Uint8Array): Promise<ReadDocument> {
  const folder = mkdtempSync(join(tmpdir(), 'read-'));
  try {
    writeFileSync(join(folder, name), content);
    const document = await readFile(join(folder, name), limits);
    checkRanges(document);
    return document;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The failure of a file that cannot be read. */
export async function failureOf(name: string, content: string | Uint8Array): Promise<ReadFailure> {
  const failure = await readBytes(name, content).catch((error: unknown) => error);
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
    end = block.end;
  }
  expect(end).toBe(text.length);
}
