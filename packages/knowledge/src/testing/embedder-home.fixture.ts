import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import { knowledgeMigrations } from '../database/migrations.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import { chooseEmbedder, type EmbedderChoice } from '../embed/choose-embedder.ts';
import { openIndexes } from '../index/open-indexes.ts';
import { createKnowledge } from '../knowledge.ts';
import { createReaderPool } from '../read/reader-pool.ts';

/** Opens a home with an embedder wanted, as often as told; `close` is what an orderly end does. */
export async function openEmbedderHome(home: string, wanted: EmbedderChoice) {
  const database = openSqlite<KnowledgeSchema>(join(home, 'atelier.db'));
  await migrate(database, knowledgeMigrations);
  const opened = await openIndexes({ database, path: home, wanted, again: chooseEmbedder, writes: true });
  const readers = createReaderPool({ processes: 1 });
  const secrets = createSecretBox(home);
  const knowledge = createKnowledge({ database, ...opened, readers, secrets, cache: join(home, 'cache') });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await readers.close();
    knowledge.closeIndexes();
    await database.destroy();
  };
  onTestFinished(close);
  return { database, knowledge, close };
}
