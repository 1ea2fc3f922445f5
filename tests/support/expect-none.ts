import { expect } from 'vitest';

/** Fails where a text holds one of the words, and says which. */
export function expectNone(text: string, words: readonly string[], door: string): void {
  const lower = text.toLowerCase();
  expect(
    words.filter((word) => lower.includes(word.toLowerCase())),
    `${door}: ${text.slice(0, 2000)}`,
  ).toEqual([]);
}
