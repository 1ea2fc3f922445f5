import { readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AtelierError } from '@atelier/foundation';
import type { EmbedderChoice } from '../choose-embedder.ts';
import { createStaticEmbedder, shippedEmbedder } from '../static-embedder.ts';
import { decodeWordTable, type WordTable } from '../word-table.ts';

const fileOf = (home: string): string => join(home, 'models', 'adapted.table');

/**
 * The table of words that a home searches by: the one that was adapted to its documents, else the one that ships. A file
 * that is damaged counts as none.
 */
export function wordsEmbedderOf(home: string): EmbedderChoice {
  const table = adaptedTable(home);
  if (table === null) {
    return { id: shippedEmbedder.id, spec: { kind: 'words' }, open: () => Promise.resolve(shippedEmbedder) };
  }
  return {
    id: table.id,
    spec: { kind: 'words', adapted: true },
    open: () => Promise.resolve(createStaticEmbedder(table)),
  };
}

/** Puts an adapted table in its place: after a crash there is the one of before, or this one. */
export async function keepAdapted(home: string, table: Uint8Array): Promise<void> {
  const file = fileOf(home);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const half = await open(`${file}.part`, 'w', 0o600);
  try {
    await half.writeFile(table);
    await half.sync();
  } finally {
    await half.close();
  }
  await rename(`${file}.part`, file);
}

/** The home goes back to the table that ships. */
export async function removeAdapted(home: string): Promise<void> {
  await rm(fileOf(home), { force: true });
  await rm(`${fileOf(home)}.part`, { force: true });
}

function adaptedTable(home: string): WordTable | null {
  const file = fileOf(home);
  try {
    return decodeWordTable(readFileSync(file), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || AtelierError.is(error)) return null;
    throw error;
  }
}
