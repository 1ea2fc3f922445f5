import { expect, test } from 'vitest';
import { owner } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';
import { createExtractiveWriter } from './extractive-writer.ts';

async function askIn(texts: Record<string, string>, threshold = 0.2) {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  await knowledge.sync(source.id, run, memorySource(new Map(Object.entries(texts))));
  const writer = createExtractiveWriter(threshold);
  return async (question: string) =>
    await knowledge.ask(question, { reader: owner, writer, passages: 12, signal: run.signal });
}

const handbook = `# Leave

## Donors

Bone marrow donors get up to 7 days of leave a year. Organ donors get up to 30 days of leave.

## Parents

Parents take up to 12 weeks. They tell their manager six weeks before.

## Steps

To request leave:

Open the calendar.`;

test('the answer is the sentence that answers, quoted and cited exactly', async () => {
  const ask = await askIn({ 'm:handbook': handbook, 'm:other': '# Canteen\n\nThe canteen opens at 11:30.' });
  const answer = await ask('How many days of leave does a bone marrow donor get?');
  expect(answer).toMatchObject({ refused: false, model: 'extractive' });
  expect(answer.sentences[0]?.text).toBe('Bone marrow donors get up to 7 days of leave a year.');
  expect(answer.sentences[0]?.citations).toMatchObject([
    { uri: 'm:handbook', quote: answer.sentences[0]?.text, page: null },
  ]);
  expect(answer.answer).toContain('7 days');
});

test('what no document answers is refused: no sentences, an empty answer', async () => {
  const ask = await askIn({ 'm:handbook': handbook });
  for (const question of ['Who won the world championship in 1974?', 'What is the salary of the chief executive?']) {
    expect(await ask(question)).toMatchObject({ refused: true, answer: '', sentences: [] });
  }
});

test('the threshold decides: 0 answers whatever is nearest, 1 nothing', async () => {
  const question = 'How many days of leave does a bone marrow donor get?';
  expect(await (await askIn({ 'm:a': handbook }, 1))(question)).toMatchObject({ refused: true });
  expect(await (await askIn({ 'm:a': handbook }, 0))('What of parents?')).toMatchObject({ refused: false });
});

test('"they" is quoted with the sentence that says who', async () => {
  const ask = await askIn({ 'm:handbook': handbook }, 0);
  const { sentences } = await ask('When do they tell their manager?');
  expect(sentences[0]?.text).toBe('Parents take up to 12 weeks. They tell their manager six weeks before.');
});

test('where the quantity stands in the next sentence, both are quoted', async () => {
  const ask = await askIn({
    'm:safety': '# Safety\n\nWelding outside the workshop needs a hot work permit. It is valid for eight hours.',
  });
  const { sentences } = await ask('How long is a hot work permit valid?');
  expect(sentences[0]?.text).toContain('hot work permit');
  expect(sentences[0]?.text).toContain('eight hours');
});

test('the next sentence that goes on about the same comes along, in the order of the text', async () => {
  const ask = await askIn({
    'm:song':
      '# Too late\n\nToo late is the second song of the album Harbour. It was written and sung by Thomas Shore. The album came out in May.',
  });
  const { sentences } = await ask('who sings too late from harbour');
  expect(sentences.map(({ text }) => text).join(' ')).toContain(
    'the album Harbour. It was written and sung by Thomas Shore.',
  );
});

test('the number in the name of a thing is no answer to how much', async () => {
  const ask = await askIn({
    'm:unit': '# Units\n\nThe flushing unit CIP-10 is made for this. A flushing unit weighs 14 kg when it is empty.',
  });
  const { sentences } = await ask('How much does the CIP-10 flushing unit weigh?');
  expect(sentences.some(({ text }) => text.includes('14 kg'))).toBe(true);
});

test('of two versions of a rule the newer one counts, unless the question names the year', async () => {
  const ask = await askIn({
    'm:policy-2024.md': '# Travel policy 2024\n\nTrips are booked through the travel desk at least 10 days ahead.',
    'm:policy-2025.md': '# Travel policy 2025\n\nTrips are booked through the travel desk at least 14 days ahead.',
  });
  const now = await ask('How many days ahead are trips booked?');
  expect(now.sentences[0]?.text).toBe('Trips are booked through the travel desk at least 14 days ahead.');
  // What the older one says is not an answer beside it, only told as a disagreement.
  expect(now.sentences.slice(1).every(({ text }) => text.includes('otherwise'))).toBe(true);
  const then = await ask('How many days ahead were trips booked in 2024?');
  expect(then.sentences[0]?.text).toContain('10 days');
});

test('what is said of one code is no answer about another', async () => {
  const ask = await askIn({ 'm:errors': '# Controller\n\nThe error code E27 of the controller means low flow.' });
  expect(await ask('What does the error code E27 of the controller mean?')).toMatchObject({ refused: false });
  expect(await ask('What does the error code E51 of the controller mean?')).toMatchObject({ refused: true });
});

test('an empty or endless question is an error that says so', async () => {
  const ask = await askIn({ 'm:a': handbook });
  await expect(ask('  ')).rejects.toMatchObject({ code: 'question_empty' });
  await expect(ask('why '.repeat(2000))).rejects.toMatchObject({ code: 'question_too_long' });
});
