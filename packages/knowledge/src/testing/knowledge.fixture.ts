import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import { scratchFolder } from '@atelier/foundation/testing';
import { knowledgeMigrations } from '../database/migrations.ts';
import type { KnowledgeSchema } from '../database/schema.ts';
import { openLanceIndex } from '../index/lance-index.ts';
import { createKnowledge } from '../knowledge.ts';
import { createReaderPool } from '../read/reader-pool.ts';
import type { ReadDocument } from '../read/read-document.ts';
import type { Source } from '../sources/source.ts';

/** A real home for a test: SQLite, LanceDB and readers, in a folder that goes with the test. */
export async function openTestHome(home = scratchFolder()) {
  const database = openSqlite<KnowledgeSchema>(join(home, 'atelier.db'));
  await migrate(database, knowledgeMigrations);
  const index = await openLanceIndex(join(home, 'index'));
  const readers = createReaderPool({ processes: 1 });
  const knowledge = createKnowledge({
    database,
    index,
    readers,
    secrets: createSecretBox(home),
    cache: join(home, 'cache'),
  });
  const close = async () => {
    await readers.close();
    index.close();
    await database.destroy();
  };
  onTestFinished(close);
  return { home, database, index, readers, knowledge, run: { signal: new AbortController().signal } };
}

/** Markdown-like text as a document: `# ` starts a heading, blank lines part paragraphs. */
export function documentOf(source: string): ReadDocument {
  const blocks: ReadDocument['blocks'] = [];
  let text = '';
  for (const part of source.split(/\n\n+/)) {
    const hashes = /^(#+) /.exec(part)?.[1]?.length ?? 0;
    const content = part.replace(/^#+ /, '').trim();
    if (content === '') continue;
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += content;
    const kind = hashes > 0 ? 'heading' : 'paragraph';
    blocks.push({ kind, level: hashes, start, end: text.length, page: null, box: null, cells: null });
  }
  return { format: 'markdown', title: null, text, blocks, pages: null, metadata: {} };
}

/** A source whose documents are texts in memory; change the map, and the next sync sees it. */
export function memorySource(texts: Map<string, string>): Source {
  return {
    async *list() {
      for (const [uri, text] of texts) yield await Promise.resolve({ uri, stamp: hashOf(text) });
    },
    open({ uri }) {
      const text = texts.get(uri) ?? '';
      return Promise.resolve({
        contentHash: hashOf(text),
        bytes: text.length,
        read: () => Promise.resolve({ document: documentOf(text), members: [] }),
      });
    },
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The files below a folder that hold a word, by name. */
export function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).toString('latin1').includes(word));
}
