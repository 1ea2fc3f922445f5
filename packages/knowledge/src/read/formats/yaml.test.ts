import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('values stay as they were written; aliases and merge keys are put in; documents follow each other', async () => {
  const document = await readBytes(
    'plan.yml',
    `title: Travel # the rules
version: 1.10
since: 2025-07-22
base: &base {hotel: 120}
north:
  <<: *base
  text: |
    One.
    Two.
  secret: !vault abc
  list: [{a: 1, b: x}, {a: 2, b: y}]
---
- last
`,
  );
  expect(document).toMatchObject({ format: 'yaml', title: 'Travel' });
  expect(outline(document)).toEqual([
    'paragraph: title: Travel\nversion: 1.10\nsince: 2025-07-22\nbase.hotel: 120',
    'heading 1: north',
    'paragraph: hotel: 120\ntext: One.\nTwo.\nsecret: abc',
    'heading 2: list',
    'table-header: a | b',
    'table-row: 1 | x',
    'table-row: 2 | y',
    'paragraph: last',
  ]);
});

test('what is no YAML is damaged at its place', async () => {
  expect(await failureOf('a.yaml', 'a: 1\nb: [1, 2\nc: 3\n')).toMatchObject({
    code: 'file_damaged',
    message: expect.stringMatching(/^is damaged: it is not YAML at line 3, column 1 \(.+\)\.$/),
  });
});

test('aliases that multiply are refused', async () => {
  const levels = 'bcdefghij'.split('').map((name, index) => {
    const before = '*' + 'abcdefghi'[index];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  });
  expect(await failureOf('lol.yaml', ['a: &a [lol]', ...levels].join('\n'))).toMatchObject({
    code: 'file_damaged',
    message: expect.stringContaining('aliases'),
  });
});

test.each([102, 5000])('%i levels of nesting are refused', async (levels) => {
  expect(await failureOf('deep.yaml', '['.repeat(levels) + ']'.repeat(levels))).toMatchObject({
    code: 'file_damaged',
    message: expect.stringContaining('levels deep'),
  });
});

test('a file of comments has no text', async () => {
  expect((await failureOf('a.yaml', '# nothing\n')).code).toBe('no_text');
});
