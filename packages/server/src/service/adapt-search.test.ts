import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { owner, type AdaptReport } from '@atelier/knowledge';
import { openHome } from '../home/open-home.ts';
import { writerOf } from '../home/writer.ts';
import { settingsFor } from '../testing/server.fixture.ts';
import { localAtelier } from './local.ts';

const digest = (text: string) => [...createHash('sha256').update(text).digest()];

/** A word that no table knows. */
const madeUp = (name: string): string =>
  digest(name)
    .slice(0, 8)
    .map((byte, at) => (at % 2 === 0 ? 'zxqvkwdg'[byte % 8] : 'aeiou'[byte % 5]))
    .join('');

/** Ten trades, each with five words in titles and eight in passages for the same things; a document a file. */
function writeCompany(folder: string): void {
  mkdirSync(folder);
  for (let file = 0; file < 200; file++) {
    const some = (kind: string, count: number, all: number) =>
      digest(`${kind} ${file}`)
        .slice(0, count)
        .map((byte) => madeUp(`${kind} ${file % 10} ${byte % all}`))
        .join(' ');
    const text = `# procedure ${some('asked', 3, 5)}\n\nThe procedure: ${some('said', 12, 8)}, case ${file}.\n`;
    writeFileSync(join(folder, `${file}.md`), text);
  }
}

async function open(folder: string) {
  const settings = { ...settingsFor(join(folder, 'home')), search: { logClicks: false } };
  const home = await openHome({ settings, command: 'test', access: 'write' });
  const atelier = localAtelier(home, writerOf(settings));
  onTestFinished(() => atelier.close().catch(() => undefined));
  return { home, atelier, serving: async () => (await atelier.embedder()).serving };
}

test('search is adapted where that helps, stays so, and goes back on demand', async () => {
  const folder = scratchFolder();
  writeCompany(join(folder, 'company'));
  const { atelier, serving } = await open(folder);
  const { job: sync } = await atelier.addSource({ location: join(folder, 'company') });
  await atelier.waitForJob(sync);
  const shipped = await serving();
  const adapt = async (request: { dry_run?: boolean }) => {
    const told: string[] = [];
    const { job } = await atelier.adaptSearch(request);
    const { result } = await atelier.waitForJob(job, ({ message }) => told.push(message));
    return { report: result as AdaptReport, told };
  };

  const tried = await adapt({ dry_run: true });
  expect(tried.report).toMatchObject({ accepted: true });
  expect(tried.told).toContain('training');
  expect([await serving(), (await atelier.adaptation()).adapted]).toEqual([shipped, false]);

  expect((await adapt({})).report).toEqual(tried.report);
  const state = await atelier.adaptation();
  expect(state).toMatchObject({ adapted: true, last: { status: 'done', result: { accepted: true } } });
  expect(await serving()).toBe(state.embedder);
  expect(state.embedder).not.toBe(shipped);
  await atelier.close();

  const again = await open(folder);
  expect(await again.serving()).toBe(state.embedder);
  expect((await again.atelier.search({ query: 'procedure' })).hits).toHaveLength(10);
  const { undone, job } = await again.atelier.undoAdaptation();
  expect([undone, (await again.atelier.waitForJob(job)).status]).toEqual([true, 'done']);
  expect(await again.serving()).toBe(shipped);
  expect(existsSync(join(folder, 'home', 'models', 'adapted.table'))).toBe(false);
  expect((await again.atelier.undoAdaptation()).undone).toBe(false);
}, 120_000);

test('to go back ends an adaptation that waits or runs, and no other job', async () => {
  const folder = scratchFolder();
  writeCompany(join(folder, 'company'));
  const { home, atelier, serving } = await open(folder);
  await atelier.waitForJob((await atelier.addSource({ location: join(folder, 'company') })).job);
  const shipped = await serving();
  const status = async (id: string) => (await atelier.job(id)).status;

  const { job: waiting } = await atelier.adaptSearch({});
  const { job: trial } = await atelier.adaptSearch({ dry_run: true });
  await atelier.undoAdaptation();
  expect([await status(waiting), await status(trial)]).toEqual(['cancelled', 'queued']);
  await home.jobs.cancel(trial);

  const { job: running } = await atelier.adaptSearch({});
  const training = Promise.withResolvers<void>();
  home.listeners.add({
    progress: ({ id }, { message }) => {
      if (id === running && message === 'training') training.resolve();
    },
  });
  home.writing?.runner.start();
  await training.promise;
  await atelier.undoAdaptation();
  await expect.poll(() => status(running), { timeout: 60_000 }).not.toBe('running');
  expect([await status(running), await serving()]).toEqual(['cancelled', shipped]);
  expect(existsSync(join(folder, 'home', 'models', 'adapted.table'))).toBe(false);
}, 120_000);

test('clicks are kept only where that is set', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'company'));
  writeFileSync(join(folder, 'company', 'tea.md'), 'Boil the water.\n');
  const { home, atelier } = await open(folder);
  await atelier.waitForJob((await atelier.addSource({ location: join(folder, 'company') })).job);
  const [hit] = (await atelier.search({ query: 'water' })).hits;
  const click = { query: 'hot drink', document: hit?.document ?? '', version: hit?.version ?? '', start: 0 };
  expect(await atelier.logClick(click)).toEqual({ logged: false });
  expect(await home.knowledge.forgetClicks()).toBe(0);
  const asked = { ...home, settings: { ...home.settings, search: { logClicks: true } } };
  expect(await localAtelier(asked, writerOf(home.settings), owner).logClick(click)).toEqual({ logged: true });
  expect((await atelier.forgetClicks()).forgotten).toBe(1);
});

test('where another kind of embedder is set, it is refused', async () => {
  const { home } = await open(scratchFolder());
  const settings = { ...home.settings, embedder: { kind: 'openai' as const } };
  await expect(localAtelier({ ...home, settings }, writerOf(settings)).adaptSearch({})).rejects.toMatchObject({
    code: 'adapt_other_embedder',
  });
});
