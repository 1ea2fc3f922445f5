import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AtelierError } from '@atelier/foundation';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createReaderPool, poolOf, type ReaderPool } from './reader-pool.ts';
import { ReaderProcess } from './reader-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pools: ReaderPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function open(pool: ReaderPool): ReaderPool {
  pools.push(pool);
  return pool;
}

function file(name: string, content: string | Uint8Array = `# ${name}\n`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function failure(reading: Promise<unknown>): Promise<AtelierError> {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!AtelierError.is(error)) throw new Error(`expected an AtelierError, got ${String(error)}`);
  return error;
}

const child = new URL('./testing/misbehaving-child.ts', import.meta.url);

/** A pool of one process that does what a file's name says, and counts its starts. */
function misbehaving({ timeoutMs = 20_000, memoryMb = 300 } = {}): { pool: ReaderPool; starts: () => number } {
  let count = 0;
  const limits = { maxFileBytes: 1e6, maxTextCharacters: 1e6, memoryMb, ocr: null };
  const start = (): ReaderProcess => {
    count++;
    return new ReaderProcess(limits, child);
  };
  return { pool: open(poolOf(start, { processes: 1, timeoutMs, memoryMb })), starts: () => count };
}

test('reads more files than there are processes, each to its own promise', async () => {
  const pool = open(createReaderPool({ processes: 2 }));
  const names = Array.from({ length: 20 }, (_, index) => `many-${index}.md`);
  const documents = await Promise.all(names.map((name) => pool.read({ path: file(name) })));
  expect(documents.map(({ document }) => document?.title)).toEqual(names);
});

test('a reply is an AtelierError that names the file and says what to do', async () => {
  const error = await failure(open(createReaderPool({ processes: 1 })).read({ path: file('empty.md', '') }));
  expect(error.toJSON()).toEqual({
    code: 'file_empty',
    message: '"empty.md" is empty (0 bytes).',
    hint: 'Add it again once it has content.',
    details: { path: join(folder, 'empty.md') },
  });
});

test('a file that stalls its reader ends as reader_timeout, and the next one is read', async () => {
  const { pool, starts } = misbehaving({ timeoutMs: 2000 });
  const [stalled, next] = [failure(pool.read({ path: file('hang.md') })), pool.read({ path: file('after-hang.md') })];
  expect(await stalled).toMatchObject({ code: 'reader_timeout', message: '"hang.md" was not read within 2 seconds.' });
  expect((await next).document?.title).toBe('after-hang.md');
  expect(starts()).toBe(2);
});

test('time counts anew whenever a reader tells of progress, as it does while it recognizes a long scan', async () => {
  const { pool, starts } = misbehaving({ timeoutMs: 3000 });
  expect((await pool.read({ path: file('scan.md') })).document?.title).toBe('scan.md');
  expect(starts()).toBe(1);
});

test('a file that takes too much native memory ends as reader_memory, and the next one is read', async () => {
  const { pool } = misbehaving({ memoryMb: 100 });
  const [bloated, next] = [failure(pool.read({ path: file('bloat.md') })), pool.read({ path: file('after-bloat.md') })];
  expect(await bloated).toMatchObject({ code: 'reader_memory', message: expect.stringContaining('more than 100 MB') });
  expect((await next).document?.title).toBe('after-bloat.md');
});

test('a file whose parsing takes too much memory ends as reader_memory', async () => {
  const pool = open(createReaderPool({ processes: 1, memoryMb: 60 }));
  const page = file('large.html', '<div><p>x</p>'.repeat(400_000));
  expect((await failure(pool.read({ path: page }))).code).toBe('reader_memory');
});

test('a crash costs only the file that caused it', async () => {
  const { pool, starts } = misbehaving();
  const readings = ['abort.md', 'fine.md', 'exit.md', 'fine-too.md'].map((name) => pool.read({ path: file(name) }));
  const [aborted, fine, exited, fineToo] = await Promise.allSettled(readings);
  expect(aborted).toMatchObject({ reason: { code: 'reader_crashed', details: { reason: 'SIGABRT' } } });
  expect(fine).toMatchObject({ value: { document: { title: 'fine.md' } } });
  expect(exited).toMatchObject({ reason: { code: 'reader_crashed', details: { reason: 'exit code 7' } } });
  expect(fineToo).toMatchObject({ value: { document: { title: 'fine-too.md' } } });
  // The exit met a used process, so that it was tried again in a fresh one before the file took the blame.
  expect(starts()).toBe(4);
});

test('a closed pool rejects what waits, what is being read, and what comes', async () => {
  const { pool } = misbehaving();
  const readings = [pool.read({ path: file('hang.md') }), pool.read({ path: file('waits.md') })].map(failure);
  await pool.close();
  for (const reading of [...readings, failure(pool.read({ path: file('late.md') }))]) {
    expect((await reading).code).toBe('readers_closed');
  }
});

test('a reader can neither write files nor start programs', async () => {
  const probe = file(
    'probe.ts',
    `import { writeFileSync } from 'node:fs';
     import { execFileSync } from 'node:child_process';
     process.on('message', () => {
       const attempts = [() => writeFileSync(${JSON.stringify(join(folder, 'written'))}, ''), () => execFileSync('true')];
       const codes = attempts.map((attempt) => { try { attempt(); return 'done'; } catch (error) { return error.code; } });
       process.send?.({ codes, environment: Object.keys(process.env) });
     });`,
  );
  const limits = { maxFileBytes: 1, maxTextCharacters: 1, memoryMb: 100, ocr: null };
  const reader = new ReaderProcess(limits, new URL(`file://${probe}`));
  const reply = await reader.run({ kind: 'read', file: { path: '' } }, 10_000);
  await reader.end();
  expect(reply).toEqual({ codes: ['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED'], environment: [] });
  expect(existsSync(join(folder, 'written'))).toBe(false);
});

test('idle readers do not keep a program alive, and end with it', async () => {
  const program = file(
    'program.ts',
    `import { createReaderPool } from ${JSON.stringify(fileURLToPath(new URL('./reader-pool.ts', import.meta.url)))};
     const { document } = await createReaderPool().read({ path: ${JSON.stringify(file('once.md'))} });
     console.log(document.title);`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 20_000 });
  expect(stdout).toBe('once.md\n');
});

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read is permission_denied (skipped as root, who may read all)',
  async () => {
    const path = file('secret.md');
    chmodSync(path, 0);
    expect((await failure(open(createReaderPool({ processes: 1 })).read({ path }))).code).toBe('permission_denied');
  },
);
