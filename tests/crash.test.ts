import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { loadConfig, openSqlite } from '@atelier/foundation';
import { scratchFolder } from '@atelier/foundation/testing';
import type { KnowledgeSchema } from '@atelier/knowledge';
import { openAtelier } from '@atelier/server';

const rounds = 50;
const files = 240;
const script = new URL('support/ingest-process.ts', import.meta.url).pathname;

/** Runs the ingest and kills it after a while; gives the files that it said were in, and whether it had finished. */
async function ingestAndKill(home: string, folder: string, milliseconds: number) {
  const child = spawn(process.execPath, [script, home, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await once(child, 'close');
  clearTimeout(timer);
  const counts = lines.map(Number).filter((count) => !Number.isNaN(count));
  return { acknowledged: Math.max(0, ...counts), finished: lines.at(-1) === 'done' };
}

/** Every document has its whole text, its chunks and its access; nothing is half there. */
async function checkWhole(home: string): Promise<number> {
  const database = openSqlite<KnowledgeSchema>(join(home, 'atelier.db'));
  try {
    const documents = await database
      .selectFrom('documents')
      .leftJoin('versions', 'versions.id', 'documents.current_version')
      .select(['documents.id', 'versions.id as version', 'versions.characters'])
      .execute();
    for (const { id, version, characters } of documents) {
      expect(version, `version of ${id}`).not.toBeNull();
      const texts = await database.selectFrom('texts').select('text').where('version_id', '=', version).execute();
      expect(texts.map(({ text }) => text).join('')).toHaveLength(characters ?? -1);
      const chunks = await database.selectFrom('chunks').select('id').where('version_id', '=', version).execute();
      expect(chunks.length).toBeGreaterThan(0);
      const access = await database
        .selectFrom('document_access')
        .select('principal')
        .where('document_id', '=', id)
        .execute();
      expect(access).toEqual([{ principal: 'everyone' }]);
    }
    return documents.length;
  } finally {
    await database.destroy();
  }
}

test(
  `kill -9 at ${rounds} random moments of indexing: what was acknowledged is there, nothing is half there`,
  { timeout: 300_000 },
  async () => {
    const folder = scratchFolder();
    for (let number = 0; number < files; number++) {
      mkdirSync(join(folder, `part${number % 7}`), { recursive: true });
      const sentence = `File ${number} speaks of topic${number} at length. `;
      writeFileSync(
        join(folder, `part${number % 7}`, `f${number}.md`),
        `# Title ${number}\n\n${sentence.repeat(1 + (number % 60))}\n`,
      );
    }
    let home = join(scratchFolder(), 'home');
    let acknowledgedSoFar = 0;
    let interrupted = 0;
    // Spread over start, reading, committing and indexing; the span follows how long a whole run takes here.
    let span = 4000;
    for (let round = 0; round < rounds; round++) {
      const started = Date.now();
      const { acknowledged, finished } = await ingestAndKill(home, folder, 300 + Math.random() * span);
      acknowledgedSoFar = Math.max(acknowledgedSoFar, acknowledged);
      if (acknowledgedSoFar > 0) expect(await checkWhole(home)).toBeGreaterThanOrEqual(acknowledgedSoFar);
      if (!finished) {
        interrupted += 1;
        continue;
      }
      span = Math.max(500, Date.now() - started);
      await checkComplete(home);
      home = join(scratchFolder(), 'home');
      acknowledgedSoFar = 0;
    }
    expect(interrupted).toBeGreaterThan(rounds / 4);
    // Whatever state the last kill left: one undisturbed run makes it whole.
    expect(await ingestAndKill(home, folder, 60_000)).toMatchObject({ finished: true });
    await checkComplete(home);
  },
);

async function checkComplete(home: string): Promise<void> {
  expect(await checkWhole(home)).toBe(files);
  const settings = loadConfig({ environment: {}, flags: { home, 'log.level': 'silent' } });
  const atelier = await openAtelier({ settings, command: 'check', access: 'read' });
  try {
    for (const number of [0, 17, files - 1]) {
      const { hits } = await atelier.search({ query: `topic${number}`, limit: 5 });
      expect(hits.map(({ title }) => title)).toContain(`Title ${number}`);
    }
  } finally {
    await atelier.close();
  }
}
