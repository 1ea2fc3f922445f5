import { expect, test } from 'vitest';
import { newId } from './id.ts';

test('ids sort in the order they were made, also within one millisecond and when the clock is set back', () => {
  const now = 1_800_000_000_000;
  const ids = [
    ...Array.from({ length: 2000 }, () => newId('doc', now)),
    newId('doc', now - 5000),
    newId('doc', now + 1),
  ];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^doc_[0-9a-hjkmnp-tv-z]{26}$/);
});
