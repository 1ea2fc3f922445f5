import { expect, test } from 'vitest';
import { owner, readerOf, type Reader } from '../../documents/access.ts';
import { memorySource, openTestHome } from '../../testing/knowledge.fixture.ts';
import { createExtractiveWriter } from '../extractive-writer.ts';

async function askIn(texts: Record<string, string>) {
  const { knowledge, run } = await openTestHome();
  const sources = { 'memory:': ['everyone'], 'secret:': ['group:hr'] };
  for (const [uri, access] of Object.entries(sources)) {
    const { source } = await knowledge.addCustom({ kind: 'memory', uri, access });
    const own = Object.entries(texts).filter(([name]) => name.startsWith('s:') === (uri === 'secret:'));
    await knowledge.sync(source.id, run, memorySource(new Map(own)));
  }
  const writer = createExtractiveWriter(0.1);
  return async (question: string, reader: Reader = owner) =>
    await knowledge.ask(question, { reader, writer, passages: 12, signal: run.signal });
}

const travel = (hotel: number, days: string) =>
  `# Travel policy\n\n## Hotels\n\nA hotel room in London may cost £${hotel} a night.\n\n## Booking\n\nTrips are booked ${days} ahead.`;
const versions = {
  'm:travel-2023.md': travel(150, 'ten days'),
  'm:travel-2025.md': travel(175, '14 days'),
  'm:menu.md': '# Canteen\n\nSoup is served at noon and costs £4.',
};

test('the newer of two documents counts, the other is quoted, and the answer says that they differ', async () => {
  const ask = await askIn(versions);
  const answer = await ask('What may a hotel room in London cost?');
  expect(answer.sentences.map(({ text }) => text)).toEqual([
    'A hotel room in London may cost £175 a night.',
    'travel-2023.md (2023) says otherwise: A hotel room in London may cost £150 a night.',
  ]);
  expect(answer.sentences.map(({ citations }) => citations[0]?.quote)).toEqual([
    'A hotel room in London may cost £175 a night.',
    'A hotel room in London may cost £150 a night.',
  ]);
  expect(answer.disagreement).toEqual([{ sentence: 0, otherwise: 1, dates: ['2025', '2023'] }]);
  expect(answer.answer).toContain('travel-2023.md (2023) says otherwise');
});

test('numbers in words differ from numbers in digits only where they are others', async () => {
  const ask = await askIn({ ...versions, 'm:travel-2024.md': travel(175, 'fourteen days') });
  const { disagreement, answer } = await ask('How many days ahead are trips booked?');
  expect(disagreement).toHaveLength(1);
  expect(answer).toContain('travel-2023.md (2023) says otherwise: Trips are booked ten days ahead.');
});

test('who may not see the other document hears nothing of it', async () => {
  const ask = await askIn({ 's:travel-2023.md': travel(150, '10 days'), 'm:travel-2025.md': travel(175, '14 days') });
  const question = 'What may a hotel room in London cost?';
  expect((await ask(question)).disagreement).toHaveLength(1);
  const answer = await ask(question, readerOf([]));
  expect(answer.disagreement).toBeUndefined();
  expect(answer.sentences).toHaveLength(1);
});

test('documents of different kinds disagree where each says all that was asked', async () => {
  const ask = await askIn({
    'm:rules.md': '# Safety rules\n\nThe speed limit for forklifts in hall 2 is 8 km/h.',
    'm:minutes-2026.md': '# Safety committee 2026\n\nNew speed limit for forklifts in hall 2: they drive at 6 km/h.',
  });
  const answer = await ask('How high is the speed limit for forklifts in hall 2?');
  expect(answer.disagreement).toHaveLength(1);
});

test.each([
  ['a question that names a year gets that year', 'What could a hotel room in London cost in 2023?', versions],
  [
    'the same value is no disagreement',
    'What may a hotel room in London cost?',
    { 'm:travel-2023.md': travel(175, '14 days'), 'm:travel-2025.md': travel(175, '14 days') },
  ],
  [
    'another number in the same sentence is not what was asked',
    'What may a hotel room in London cost?',
    {
      'm:travel-2023.md': '# Travel policy\n\nIn version 4 a hotel room in London may cost £175 a night.',
      'm:travel-2025.md': '# Travel policy\n\nIn version 5 a hotel room in London may cost £175 a night.',
    },
  ],
  [
    'who tells what was before does not disagree',
    'What may a hotel room in London cost?',
    {
      'm:travel-2023.md': '# Travel policy\n\nA hotel room in London may cost £150 a night.',
      'm:travel-2025.md': '# Travel policy\n\nA hotel room in London may cost £175 instead of £150 a night.',
    },
  ],
  [
    'other places have other values',
    'How many days of leave do employees get?',
    {
      'm:leave-2025.md': '# Leave\n\nEmployees in Sheffield get 26 days of leave a year.',
      'm:leave-2024.md': '# Leave\n\nEmployees in Hamburg get 30 days of leave a year.',
    },
  ],
  [
    'other products have other values',
    'What is the working pressure?',
    {
      'm:hx-2.md': '# Data sheet\n\nThe working pressure of the HX-21 is 16 bar at most.',
      'm:hx-3.md': '# Data sheet\n\nThe working pressure of the HX-32 is 25 bar at most.',
    },
  ],
  [
    'of another month there are other numbers',
    'How many orders came in?',
    {
      'm:report-1.md': '# Report\n\nIn March 120 orders came in from dealers.',
      'm:report-2.md': '# Report\n\nIn April 140 orders came in from dealers.',
    },
  ],
])('no alarm: %s', async (_why, question, texts) => {
  const ask = await askIn(texts);
  const answer = await ask(question);
  expect(answer.refused).toBe(false);
  expect(answer.disagreement).toBeUndefined();
  expect(answer.answer).not.toContain('otherwise');
});
