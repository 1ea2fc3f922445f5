import { expect, test } from 'vitest';
import type { Draft } from '../writer.ts';
import { draftAnswer } from './draft-answer.ts';
import type { TableAnswer } from './table-answer.ts';

const said = (text: string) => ({ text, citations: [] });
const writer = { name: 'extractive', threshold: 0.3 };

async function draft(table: Partial<TableAnswer>, written: Draft) {
  const whole = { sentences: [], confidence: 0, computes: null, ...table };
  const result = await draftAnswer(whole, writer, () => Promise.resolve(written));
  return { model: result.model, texts: result.draft.sentences.map(({ text }) => text) };
}

const text = (words: string, confidence: number): Draft => ({ sentences: [said(words)], confidence });

test('the surer of table and text answers', async () => {
  const table = { sentences: [said('Revenue, 2026: 5')], confidence: 0.8 };
  expect(await draft(table, text('Revenue was 5.', 0.7))).toEqual({ model: 'tables', texts: ['Revenue, 2026: 5'] });
  expect(await draft(table, text('Revenue was 5.', 0.9))).toEqual({ model: 'extractive', texts: ['Revenue was 5.'] });
});

test('beside a table whose reading is not sure enough, a text must be surer than the threshold', async () => {
  const table = { sentences: [said('Revenue, 2026: 5')], confidence: 0.5 };
  expect(await draft(table, text('Revenue is recognised on delivery.', 0.35))).toMatchObject({ texts: [] });
  expect(await draft(table, text('Revenue was 5.', 0.5))).toMatchObject({ texts: ['Revenue was 5.'] });
  expect(await draft({}, text('Revenue was 5.', 0.35))).toMatchObject({ texts: ['Revenue was 5.'] });
});

test('what has to be computed is only quoted where the text surely says it', async () => {
  const computed = { computes: 'average' as const };
  const average = 'The average revenue was 4.';
  expect(await draft(computed, text(average, 0.95))).toMatchObject({ texts: [average] });
  expect(await draft(computed, text(average, 0.8))).toMatchObject({ texts: [] });
  expect(await draft(computed, text('The revenue was 4.', 0.95))).toMatchObject({ texts: [] });
});
