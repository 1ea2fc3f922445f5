import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('objects are lines and sections, lists of flat objects tables, and values stay as they were written', async () => {
  const document = await readBytes(
    'plan.json',
    `{"title": "Plan", "rates": [{"item": "Hotel", "limit": 1.10}, {"item": "Meal", "limit": null, "note": "lunch"}],
      "open": true, "id": 12345678901234567890, "tags": ["a", "b"], "none": {}, "who": {"name": "Ann", "floor": 2},
      "teams": [{"name": "North", "members": [{"x": 1, "y": [1, [2]]}]}, {"members": ["${'long '.repeat(50)}"]}],
      "a": {"b": {"c": {"d": {"e": [{"f": [1]}]}}}}}`,
  );
  expect(document).toMatchObject({ format: 'json', title: 'Plan' });
  expect(outline(document)).toEqual([
    'paragraph: title: Plan\nopen: true\nid: 12345678901234567890\ntags: a, b\nnone: {}\nwho.name: Ann\nwho.floor: 2',
    'heading 1: rates',
    'table-header: item | limit | note',
    'table-row: Hotel | 1.10 |',
    'table-row: Meal |  | lunch',
    'heading 1: teams',
    'heading 2: North',
    'paragraph: name: North',
    'heading 3: members',
    'heading 4: members 1',
    'paragraph: members 1.x: 1\nmembers 1.y.1: 1\nmembers 1.y.2: 2',
    'heading 2: teams 2',
    'heading 3: members',
    `list-item 1: ${'long '.repeat(50).trim()}`,
    'heading 1: a',
    'heading 2: b',
    'heading 3: c',
    'heading 4: d',
    'paragraph: d.e.1.f: 1',
  ]);
});

test.each(['jsonl', 'ndjson'])('a %s file is the list of its lines', async (extension) => {
  const document = await readBytes(
    `log.${extension}`,
    '{"at": "08:00", "what": "open"}\r\n\n{"at": "17:00", "what": "close"}\n',
  );
  expect(outline(document)).toEqual(['table-header: at | what', 'table-row: 08:00 | open', 'table-row: 17:00 | close']);
});

test.each([
  ['a.json', '{"a": 1,\n "b": }', 'line 2, column 7'],
  ['a.json', '{"a": [1, 2', 'line 1, column 12'],
  ['a.json', '[1,\n2,]', 'line 2, column 3'],
  ['a.json', '{"a": 1} x', 'line 1, column 10'],
  ['a.json', '{"a" 1}', 'line 1, column 6'],
  ['a.json', '{"a": "b\nc"}', 'line 1, column 7'],
  ['a.json', '[1}', 'line 1, column 3'],
  ['a.jsonl', '{"a": 1}\n\n{"a": oops}\n', 'line 3, column 7'],
])('%s: %j is damaged at %s', async (name, content, place) => {
  expect(await failureOf(name, content)).toMatchObject({
    code: 'file_damaged',
    message: `is damaged: it is not JSON from ${place} on.`,
  });
});

test.each([101, 200_000])('%i levels of nesting are refused', async (levels) => {
  expect(await failureOf('deep.json', '['.repeat(levels + 1) + ']'.repeat(levels + 1))).toMatchObject({
    code: 'file_damaged',
    message: expect.stringContaining('levels deep'),
  });
});

test.each(['{}', '[]', 'null', '""'])('%s has no text', async (content) => {
  expect((await failureOf('a.json', content)).code).toBe('no_text');
});

test('an error page in place of data is mislabelled', async () => {
  expect((await failureOf('a.json', '<!doctype html><p>Sign in</p>')).code).toBe('file_mislabelled');
});
