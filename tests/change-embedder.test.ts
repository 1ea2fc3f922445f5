import { expect, test } from 'vitest';
import { scratchFolder } from '../packages/foundation/src/testing/scratch.fixture.ts';
import { chooseEmbedder, createExtractiveWriter } from '../packages/knowledge/src/index.ts';
import { embedderFolder } from '../packages/knowledge/src/embed/testing/model-folder.fixture.ts';
import { openEmbedderHome } from '../packages/knowledge/src/testing/embedder-home.fixture.ts';
import { memorySource } from '../packages/knowledge/src/testing/knowledge.fixture.ts';
import { changeEmbedder } from '../packages/evaluation/src/index.ts';

const signal = new AbortController().signal;

async function openHome(home: string, folder: string) {
  const { knowledge, close } = await openEmbedderHome(home, await chooseEmbedder({ kind: 'onnx', folder }));
  // Answers whatever it finds.
  const run = { knowledge, writer: createExtractiveWriter(0), passages: 5, signal };
  return { knowledge, close, change: (decide: 'once' | 'again' | 'force') => changeEmbedder({ ...run, decide }) };
}

/** Knows that cetaceans are whales, and a vixen is a fox; and one that knows only the one of the two. */
const knows = {
  whale: [1, 0, 0],
  cetacean: [1, 0, 0],
  sings: [1, 0, 0],
  fox: [0, 1, 0],
  vixen: [0, 1, 0],
  digs: [0, 1, 0],
};
const knowsLess = { ...knows, cetacean: [0, 0, 1] };

/** A home that one embedder serves, opened anew with another one set. */
async function between(serving: typeof knows, wanted: typeof knows) {
  const home = scratchFolder();
  const first = await openHome(home, embedderFolder(serving));
  const { source } = await first.knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const texts = { 'm:whale': 'Whale sings.', 'm:fox': 'Fox digs.' };
  await first.knowledge.sync(source.id, { signal }, memorySource(new Map(Object.entries(texts))));
  const { id } = await first.knowledge.questions.save({ question: 'Cetacean?', answers: ['Whale sings'] });
  await first.knowledge.questions.save({ question: 'Vixen?', answers: ['Fox digs'] });
  const before = first.knowledge.embedder.serving();
  await first.close();
  return { ...(await openHome(home, embedderFolder(wanted))), before, question: id };
}

test('an embedder that answers fewer saved questions right is kept out until it is forced', async () => {
  const { knowledge, change, before, question } = await between(knows, knowsLess);
  expect(await change('once')).toEqual({ serving: before, switched: false });
  expect(await knowledge.embedder.state()).toMatchObject({
    serving: before,
    shadow: { done: 2, total: 2 },
    report: {
      questions: 2,
      right: { serving: 2, shadow: 1 },
      lost: [{ id: question, question: 'Cetacean?' }],
      won: [],
      switched: false,
    },
  });
  expect(await knowledge.embedder.isDue()).toBe(false);
  expect(await change('again')).toMatchObject({ switched: false });
  // The text of a question leaves with it.
  await knowledge.questions.remove(question);
  expect((await knowledge.embedder.state()).report?.lost).toEqual([]);
  await knowledge.questions.save({ question: 'Cetacean?', answers: ['Whale sings'] });
  const after = await change('force');
  expect(after.switched).toBe(true);
  expect(after.serving).not.toBe(before);
  expect(await knowledge.embedder.state()).toMatchObject({ report: { right: { shadow: 1 }, switched: true } });
});

test('one that answers as many or more takes over by itself', async () => {
  const { knowledge, change, before } = await between(knowsLess, knows);
  expect(await change('once')).toMatchObject({ switched: true });
  expect(knowledge.embedder.serving()).not.toBe(before);
  expect(await knowledge.embedder.state()).toMatchObject({ report: { won: [{ question: 'Cetacean?' }] } });
  expect(await change('once')).toMatchObject({ switched: false });
});
