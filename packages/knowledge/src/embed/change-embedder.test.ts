import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { owner } from '../documents/access.ts';
import { openEmbedderHome } from '../testing/embedder-home.fixture.ts';
import { filesWith, memorySource } from '../testing/knowledge.fixture.ts';
import { chooseEmbedder, type EmbedderChoice } from './choose-embedder.ts';
import type { Embedder } from './embedder.ts';
import { goneEmbedder } from './or-words-alone.ts';
import { embedderFolder } from './testing/model-folder.fixture.ts';

const words = { whale: [1, 0, 0], cetacean: [1, 0, 0], train: [0, 1, 0], parrot: [0, 0, 1] };
const shipped = () => chooseEmbedder({ kind: 'words' });
const signal = new AbortController().signal;

async function openHome(home: string, wanted: EmbedderChoice) {
  const { database, knowledge, close } = await openEmbedderHome(home, wanted);
  const texts = new Map<string, string>();
  const sync = async (changes: Record<string, string | null>) => {
    for (const [uri, text] of Object.entries(changes)) {
      if (text === null) texts.delete(uri);
      else texts.set(uri, text);
    }
    const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
    await knowledge.sync(source.id, { signal, acceptRemovals: true }, memorySource(texts));
  };
  const found = async (query: string) =>
    (await knowledge.search(query, { limit: 10, reader: owner })).hits.map((hit) => hit.uri);
  return { home, database, knowledge, texts, sync, found, close, state: knowledge.embedder.state };
}

const three = { 'm:whale': 'A whale sings.', 'm:train': 'A train stops.', 'm:parrot': 'A parrot talks.' };
const indexFolders = (home: string) => readdirSync(home).filter((name) => name.startsWith('index'));

/** The same choice, but its embedder does as told. */
const altered = (choice: EmbedderChoice, embed: (inner: Embedder) => Embedder['embed']): EmbedderChoice => ({
  ...choice,
  open: async (dimensions) => {
    const inner = await choice.open(dimensions);
    return { ...inner, embed: embed(inner) };
  },
});

test('a home that holds nothing is served by the embedder that is set, from the start', async () => {
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  const { sync, found, state, home } = await openHome(scratchFolder(), choice);
  await sync(three);
  expect(await found('cetacean')).toEqual(['m:whale']);
  expect(await state()).toMatchObject({ embedder: choice.id, serving: choice.id, shadow: null, waiting: 0 });
  expect(indexFolders(home)).toHaveLength(1);
});

test('another embedder is filled beside the one that serves, and takes over when it is whole', async () => {
  const first = await openHome(scratchFolder(), await shipped());
  await first.sync(three);
  await first.close();
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  const { home, texts, sync, found, state, knowledge } = await openHome(first.home, choice);
  for (const [uri, text] of Object.entries(three)) texts.set(uri, text);
  expect(await state()).toMatchObject({ serving: 'atelier-words-256-1', words_alone: false, shadow: null });
  expect(await knowledge.embedder.isDue()).toBe(true);
  await knowledge.embedder.embedAll({ signal });
  expect(await state()).toMatchObject({ serving: 'atelier-words-256-1', shadow: { done: 3, total: 3 } });
  expect(indexFolders(home)).toHaveLength(2);

  // What changes meanwhile waits for its vectors, and comes along.
  await sync({ 'm:whale': 'The whale is gone, the parrot stays.', 'm:new': 'Another whale.', 'm:train': null });
  expect(await state()).toMatchObject({ shadow: { done: 1, total: 3 } });
  expect(await found('whale')).toHaveLength(2);
  await knowledge.embedder.takeOver({ signal });
  expect(await state()).toMatchObject({ serving: choice.id, shadow: null, waiting: 0 });
  expect(await found('cetacean')).toEqual(expect.arrayContaining(['m:new', 'm:whale']));
  expect(await found('train')).toEqual([]);
  expect(await knowledge.indexAgrees()).toBe(true);
  expect(await knowledge.reconcile()).toEqual({ mended: 0, removed: 0 });
  expect(indexFolders(home)).toHaveLength(1);
  expect(existsSync(join(home, 'index'))).toBe(false);
});

test('a fill that is cut off goes on where it was, and what the shadow lost is filled again', async () => {
  const first = await openHome(scratchFolder(), await shipped());
  await first.sync(Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`m:${n}`, `whale number ${n}`])));
  await first.close();
  let embedded: string[] = [];
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  const killed = altered(choice, (inner) => async (texts, role) => {
    if (embedded.length >= 50) throw new Error('killed');
    embedded.push(...texts);
    return await inner.embed(texts, role);
  });
  const cutOff = await openHome(first.home, killed);
  await expect(cutOff.knowledge.embedder.embedAll({ signal })).rejects.toThrow('killed');
  expect(await cutOff.state()).toMatchObject({ shadow: { done: 50, total: 120 } });
  await cutOff.close();

  embedded = [];
  const counting = altered(choice, (inner) => (texts, role) => {
    embedded.push(...texts);
    return inner.embed(texts, role);
  });
  const again = await openHome(first.home, counting);
  await again.knowledge.embedder.embedAll({ signal });
  expect(embedded).toHaveLength(70);
  await again.close();

  const shadowFolder = indexFolders(first.home).find((name) => name !== 'index') ?? '';
  rmSync(join(first.home, shadowFolder), { recursive: true });
  const last = await openHome(first.home, choice);
  await last.knowledge.embedder.takeOver({ signal });
  expect(await last.knowledge.chunkCount()).toBe(120);
  expect(await last.found('cetacean')).toHaveLength(10);
});

test('of a document that is removed no word is left in either index', async () => {
  const first = await openHome(scratchFolder(), await shipped());
  await first.sync({ ...three, 'm:secret': 'The code is zyxwvutsecret.' });
  await first.close();
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  const { home, knowledge, found } = await openHome(first.home, choice);
  await knowledge.embedder.embedAll({ signal });
  await knowledge.removeDocument('m:secret');
  expect(await found('zyxwvutsecret')).toEqual([]);
  await knowledge.wipe();
  expect(filesWith(home, 'zyxwvutsecret')).toEqual([]);
});

test('what is removed and wiped while it is being embedded does not come back', async () => {
  const first = await openHome(scratchFolder(), await shipped());
  await first.sync({ ...three, 'm:secret': 'The whale is a zyxwvutsecret.' });
  await first.close();
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  let during: () => Promise<unknown> = () => Promise.resolve();
  const slow = altered(choice, (inner) => async (texts, role) => {
    await during();
    return await inner.embed(texts, role);
  });
  const { knowledge, found } = await openHome(first.home, slow);
  during = async () => {
    during = () => Promise.resolve();
    await knowledge.removeDocument('m:secret');
    await knowledge.wipe();
  };
  await knowledge.embedder.takeOver({ signal });
  expect(filesWith(first.home, 'zyxwvutsecret')).toEqual([]);
  expect(await knowledge.chunkCount()).toBe(3);
  expect(await found('cetacean')).toEqual(['m:whale']);
});

test('an embedder that is away holds up nothing: words are found at once, and vectors come when it is back', async () => {
  let isAway = false;
  const choice = await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) });
  const { knowledge, sync, found, state } = await openHome(
    scratchFolder(),
    altered(choice, (inner) => async (texts, role) => {
      return await (isAway ? goneEmbedder(inner) : inner).embed(texts, role);
    }),
  );
  isAway = true;
  await sync(three);
  expect(await found('whale')).toEqual(['m:whale']);
  expect(await found('cetacean')).toEqual([]);
  expect(await state()).toMatchObject({ waiting: 3, words_alone: true });
  expect(await knowledge.embedder.isDue()).toBe(true);
  isAway = false;
  await knowledge.embedder.embedAll({ signal });
  expect(await state()).toMatchObject({ waiting: 0 });
});

test('where the embedder of the index is gone, search goes by words until another has taken over', async () => {
  const folder = embedderFolder(words);
  const first = await openHome(scratchFolder(), await chooseEmbedder({ kind: 'onnx', folder }));
  await first.sync(three);
  await first.close();
  rmSync(folder, { recursive: true });
  const { knowledge, found, state } = await openHome(first.home, await shipped());
  expect(await found('whale')).toEqual(['m:whale']);
  expect(await state()).toMatchObject({ words_alone: true });
  await knowledge.embedder.takeOver({ signal });
  expect(await state()).toMatchObject({ words_alone: false, serving: 'atelier-words-256-1', shadow: null });
});

test('an embedder that is not wanted any more leaves nothing behind', async () => {
  const first = await openHome(scratchFolder(), await shipped());
  await first.sync(three);
  await first.close();
  const other = await openHome(first.home, await chooseEmbedder({ kind: 'onnx', folder: embedderFolder(words) }));
  await other.knowledge.embedder.embedAll({ signal });
  await other.close();
  const back = await openHome(first.home, await shipped());
  expect(indexFolders(first.home)).toEqual(['index']);
  expect(await back.state()).toMatchObject({ shadow: null, waiting: 0 });
  expect(await back.knowledge.embedder.isDue()).toBe(false);
});
