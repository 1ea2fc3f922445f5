import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { KnowledgeSchema } from '../database/schema.ts';
import { isOutOfReach, type EmbedderChoice, type EmbedderSpec } from '../embed/choose-embedder.ts';
import type { Embedder } from '../embed/embedder.ts';
import { goneEmbedder } from '../embed/or-words-alone.ts';
import type { EmbedderChange, Indexes } from './indexes.ts';
import { openLanceIndex } from './lance-index.ts';
import { beginServing, endShadow, indexInRole, servingIndex, type VectorIndexRecord } from './vector-indexes.ts';

export interface OpenIndexesOptions {
  database: Kysely<KnowledgeSchema>;
  /** Folder of the home. */
  path: string;
  wanted: EmbedderChoice;
  /** How to have the embedder that served before. */
  again: (spec: EmbedderSpec) => Promise<EmbedderChoice>;
  /** False where another process owns the home. */
  writes: boolean;
}

/** What there is to search by. */
export interface OpenedIndexes extends Pick<Indexes, 'index' | 'shadow'> {
  embedder: Embedder;
  change: EmbedderChange;
}

/** Opens the indexes that the home has, whichever embedder is wanted now. @throws AtelierError `index_damaged` */
export async function openIndexes(options: OpenIndexesOptions): Promise<OpenedIndexes> {
  const { database, path, wanted, writes } = options;
  if (writes) await tidy(options);
  const openIndex = ({ id, dimensions }: { id: string; dimensions: number }) =>
    openLanceIndex(join(path, folderOf(id)), { repair: writes, dimensions });
  const serving = await servingIndex(database);
  const shadow = writes ? await indexInRole(database, 'shadow') : null;
  const open = ({ embedder, dimensions }: VectorIndexRecord) => openIndex({ id: embedder, dimensions });
  return {
    index: await open(serving),
    embedder: await embedderOf(serving, options),
    shadow: shadow === null ? null : { id: shadow.embedder, index: await open(shadow) },
    change: {
      wanted,
      openIndex,
      dropIndex: (id) => rm(join(path, folderOf(id)), { recursive: true, force: true }),
    },
  };
}

/** The embedder of the homes that there were before there were others. */
const firstEmbedder = 'atelier-words-256-1';

function folderOf(embedder: string): string {
  if (embedder === firstEmbedder) return 'index';
  return `index-${createHash('sha256').update(embedder).digest('hex').slice(0, 12)}`;
}

/** Ends what is not wanted any more, and deletes the folders that a kill has left behind. */
async function tidy({ database, path, wanted }: OpenIndexesOptions): Promise<void> {
  const serving = await servingIndex(database);
  if (serving.embedder !== wanted.id && (await isEmpty(database))) await serveFromTheStart(database, wanted);
  const shadow = await indexInRole(database, 'shadow');
  if (shadow !== null && shadow.embedder !== wanted.id) await endShadow(database);
  const rows = await database.selectFrom('vector_indexes').select('embedder').execute();
  const kept = new Set(rows.map(({ embedder }) => folderOf(embedder)));
  for (const name of await readdir(path)) {
    if (/^index(?:-[\da-f]{12})?$/.test(name) && !kept.has(name)) {
      await rm(join(path, name), { recursive: true, force: true });
    }
  }
}

async function isEmpty(database: Kysely<KnowledgeSchema>): Promise<boolean> {
  return (await database.selectFrom('documents').select('id').limit(1).executeTakeFirst()) === undefined;
}

/** Where there is nothing to embed anew; an embedder that cannot be had yet takes over later. */
async function serveFromTheStart(database: Kysely<KnowledgeSchema>, { id, spec, open }: EmbedderChoice): Promise<void> {
  try {
    const { dimensions } = await open();
    await beginServing(database, { embedder: id, dimensions, spec });
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
  }
}

async function embedderOf(
  { embedder: id, dimensions, spec }: VectorIndexRecord,
  { wanted, again }: OpenIndexesOptions,
): Promise<Embedder> {
  try {
    const choice = id === wanted.id ? wanted : await again(spec);
    if (choice.id === id) return await choice.open(dimensions);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
  }
  return goneEmbedder({ id, dimensions });
}
