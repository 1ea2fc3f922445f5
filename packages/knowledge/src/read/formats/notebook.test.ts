import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('cells of prose are Markdown, cells of code and what they printed are code', async () => {
  const notebook = {
    nbformat: 4,
    cells: [
      { cell_type: 'markdown', source: ['# Costs\n', '\n', '- one\n'] },
      {
        cell_type: 'code',
        source: 'total = 1\nprint(total)',
        outputs: [
          { output_type: 'stream', text: ['1\n', '\u001b[31m2\u001b[0m\n'] },
          { output_type: 'display_data', data: { 'image/png': 'iVBORw0', 'text/plain': ['<Figure>'] } },
          { output_type: 'error', ename: 'KeyError', evalue: "'x'", traceback: ['...'] },
        ],
      },
      { cell_type: 'raw', source: 'raw' },
    ],
  };
  const document = await readBytes('costs.ipynb', JSON.stringify(notebook));
  expect(document).toMatchObject({ format: 'notebook', title: 'Costs' });
  expect(outline(document)).toEqual([
    'heading 1: Costs',
    'list-item 1: one',
    'code: total = 1\nprint(total)',
    'code: 1\n2',
    'code: <Figure>',
    "code: KeyError: 'x'",
    'code: raw',
  ]);
});

test('cells of the older layout are found', async () => {
  const cells = [
    { cell_type: 'heading', level: 2, source: 'Old' },
    { cell_type: 'code', input: 'x', outputs: [{ text: 'y' }] },
  ];
  const document = await readBytes('old.ipynb', JSON.stringify({ nbformat: 3, worksheets: [{ cells }] }));
  expect(outline(document)).toEqual(['heading 2: Old', 'code: x', 'code: y']);
});

test('JSON of another kind is damaged', async () => {
  expect((await failureOf('a.ipynb', '{"a": 1}')).code).toBe('file_damaged');
});
