/** Homes for measuring search at size: texts of two collections, written by a sync and indexed as any other document. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { createSecretBox, migrate, openSqlite } from '@atelier/foundation';
import type { SearchIndex } from '@atelier/knowledge';
import { textSource, type CorpusText } from '../packages/evaluation/src/datasets/beir-source.ts';
import { knowledgeMigrations } from '../packages/knowledge/src/database/migrations.ts';
import type { KnowledgeSchema } from '../packages/knowledge/src/database/schema.ts';
import { shippedEmbedder } from '../packages/knowledge/src/embed/static-embedder.ts';
import { openLanceIndex } from '../packages/knowledge/src/index/lance-index.ts';
import { createKnowledge } from '../packages/knowledge/src/knowledge.ts';
import { createReaderPool } from '../packages/knowledge/src/read/reader-pool.ts';

/** The access list of a hundredth of the documents; the rest has another. */
export const fewGroup = 'group:few';
const manyGroup = 'group:many';

/** A book is cut into documents of so many characters, about twelve passages each. */
const longestDocument = 16_000;

/**
 * Texts of `.jsonl.gz` files, in turn one of each, for ever: a file that has come to its end begins anew, with every tenth
 * word in the place of another of the same text.
 */
export async function* endlessTexts(files: readonly string[]): AsyncGenerator<CorpusText> {
  const rounds = files.map((file, at) => rereading(file, String(at)));
  for (;;) {
    for (const round of rounds) {
      const { value } = await round.next();
      if (value !== undefined) yield value;
    }
  }
}

async function* rereading(file: string, name: string): AsyncGenerator<CorpusText, undefined> {
  for (let again = 0; ; again++) {
    let texts = 0;
    const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
    for await (const line of lines) {
      const { title, text } = JSON.parse(line) as { title: string; text: string };
      for (let start = 0; start < text.length; start += longestDocument) {
        const part = text.slice(start, start + longestDocument);
        if (part.trim() === '') continue;
        yield { id: `${name}-${again}-${texts++}`, title, text: again === 0 ? part : varied(part, again) };
      }
    }
    if (texts === 0) throw new Error(`${file} holds no texts`);
  }
}

function varied(text: string, again: number): string {
  const words = text.split(/(\s+)/);
  for (let at = 0; at < words.length; at += 20) {
    // Words stand at even places.
    const other = ((at + again * 74) % words.length) & ~1;
    [words[at], words[other]] = [words[other] ?? '', words[at] ?? ''];
  }
  return words.join('');
}

/** What people might look for: a few words that follow each other in some text, from texts all over the home. */
export async function askedWords(database: SizedHome['database'], count: number): Promise<string[]> {
  const versions = await database.selectFrom('versions').select('id').orderBy('id').execute();
  const step = Math.max(1, Math.floor(versions.length / (count * 2)));
  const sampled = versions.filter((_, number) => number % step === 0).map(({ id }) => id);
  const beginnings = database.selectFrom('texts').select('text').where('start', '=', 0);
  const rows = await beginnings.where('version_id', 'in', sampled).orderBy('version_id').execute();
  const queries = rows.flatMap(({ text }, number) => {
    const words = text.slice(400, 600).match(/\p{L}[\p{L}\p{N}]+/gu) ?? [];
    const length = 3 + (number % 7);
    return words.length > length + 3 ? [words.slice(2, 2 + length).join(' ')] : [];
  });
  return queries.slice(0, count);
}

export interface Measured {
  seconds: number;
  /** Of all cores together. */
  cpuSeconds: number;
}

export type SizedHome = Awaited<ReturnType<typeof openSizedHome>>;

/** A home whose documents come from `texts`; `close` leaves its folder behind. */
export async function openSizedHome(folder: string) {
  const database = openSqlite<KnowledgeSchema>(join(folder, 'atelier.db'));
  await migrate(database, knowledgeMigrations);
  const index = await openLanceIndex(join(folder, 'index'));
  const readers = createReaderPool({ processes: 1 });
  const options = { database, readers, secrets: createSecretBox(folder), cache: join(folder, 'cache') };
  const embedding: Measured = { seconds: 0, cpuSeconds: 0 };
  const timedEmbedder: typeof shippedEmbedder = {
    ...shippedEmbedder,
    async embed(texts, role) {
      let vectors: Float32Array[] = [];
      const took = await measured(async () => (vectors = await shippedEmbedder.embed(texts, role)));
      embedding.seconds += took.seconds;
      embedding.cpuSeconds += took.cpuSeconds;
      return vectors;
    },
  };
  const knowledge = createKnowledge({ ...options, index, embedder: timedEmbedder });

  /** Stores documents until there are so many passages, and leaves them to `fillIndex`. */
  async function store(texts: AsyncIterator<CorpusText>, chunks: number): Promise<void> {
    const storing = createKnowledge({ ...options, index: noIndex, embedder: noEmbedder });
    const count = async () => {
      const { total } = await database
        .selectFrom('chunks')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return total;
    };
    const sources: string[] = [];
    for (let stored = await count(); stored < chunks; stored = await count()) {
      const many: CorpusText[] = [];
      const few: CorpusText[] = [];
      let characters = 0;
      for (let taken = 1; characters < (chunks - stored) * 900 && characters < 50_000_000; taken++) {
        const { value } = (await texts.next()) as { value: CorpusText };
        characters += value.text.length + 200;
        (taken % 100 === 0 ? few : many).push(value);
      }
      for (const [group, part] of [
        [manyGroup, many],
        [fewGroup, few],
      ] as const) {
        const { source } = await storing.addCustom({ kind: 'texts', uri: `${group}:${stored}`, access: [group] });
        sources.push(source.id);
        await storing.sync(source.id, { signal: new AbortController().signal }, textSource(part));
      }
    }
    const stored = database.selectFrom('documents').select('id').where('source_id', 'in', sources);
    await database.insertInto('outbox').columns(['document_id']).expression(stored).execute();
  }

  /** Analyses, embeds and indexes what is stored. */
  async function fillIndex(): Promise<{ all: Measured; embedding: Measured }> {
    const all = await measured(() => knowledge.catchUp());
    return { all, embedding };
  }

  return {
    database,
    index,
    knowledge,
    store,
    fillIndex,
    close: async () => {
      await readers.close();
      index.close();
      await database.destroy();
    },
  };
}

export async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
}

const noIndex: SearchIndex = {
  replace: () => Promise.resolve(),
  termsOf: () => Promise.resolve([]),
  search: () => Promise.resolve([]),
  searchRows: () => Promise.resolve([]),
  nearest: () => Promise.resolve([]),
  count: () => Promise.resolve(0),
  contents: () => Promise.resolve(new Map()),
  optimize: () => Promise.resolve(),
  purge: () => Promise.resolve(),
  close: () => undefined,
};

const noEmbedder: typeof shippedEmbedder = {
  ...shippedEmbedder,
  embed: (texts) => texts.map(() => new Float32Array()),
};
