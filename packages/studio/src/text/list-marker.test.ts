import { expect, test } from 'vitest';
import { listMarker } from './list-marker.ts';

test('the sign of an item is what stands before it on its line', () => {
  const text = 'Steps:\n\n1. Open\n2. Close\n- Done\nPlain 3. here';
  const before = (word: string) => listMarker(text, text.indexOf(word));
  expect(['Open', 'Close', 'Done', 'here', 'Steps'].map(before)).toEqual(['1. ', '2. ', '- ', '', '']);
});
