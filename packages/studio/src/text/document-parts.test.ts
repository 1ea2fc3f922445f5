import { expect, test } from 'vitest';
import type { Block, BlockKind } from '../api/types.ts';
import { documentParts, documentSections } from './document-parts.ts';

/** A document of one line per block. */
function documentOf(lines: [BlockKind, string, number?][]): { text: string; blocks: Block[] } {
  let text = '';
  const blocks = lines.map(([kind, line, page = null]): Block => {
    const start = text.length;
    text += `${line}\n`;
    return { kind, start, end: start + line.length, page, box: null, level: 1 };
  });
  return { text, blocks };
}

test('list items and table rows are gathered, other blocks stand alone', () => {
  const { text, blocks } = documentOf([
    ['heading', 'Leave'],
    ['list-item', 'one'],
    ['list-item', 'two'],
    ['paragraph', 'Then'],
    ['table-header', 'Grade | Days'],
    ['table-row', 'A | 1'],
    ['table-row', 'B | 2'],
  ]);
  const parts = documentParts(text, blocks);
  expect(parts.map((part) => part.kind)).toEqual(['text', 'list', 'text', 'table']);
  expect(parts[1]).toMatchObject({ items: [{ start: 6 }, { start: 10 }], start: 6, end: 13 });
  expect(parts[3]).toMatchObject({ header: [blocks[4]], rows: [blocks[5], blocks[6]], long: false });
});

test('a page number shows where the page begins, once', () => {
  const { text, blocks } = documentOf([
    ['paragraph', 'a', 1],
    ['paragraph', 'b', 1],
    ['paragraph', 'c', 2],
  ]);
  const parts = documentParts(text, blocks);
  expect(parts.map((part) => (part.kind === 'page' ? part.page : part.kind))).toEqual([1, 'text', 'text', 2, 'text']);
});

test('text outside every block is shown too', () => {
  const text = 'Loose line\nBlock\n\nTail one \nTail two';
  const parts = documentParts(text, [{ kind: 'paragraph', start: 11, end: 16, page: null, box: null }]);
  expect(parts.map((part) => text.slice(part.start, part.end))).toEqual([
    'Loose line',
    'Block',
    'Tail one',
    'Tail two',
  ]);
});

test('a long table is cut into parts that keep every row, and all but a short one say that they are long', () => {
  const { text, blocks } = documentOf([
    ['table-header', 'n | square'],
    ...Array.from({ length: 200 }, (_, n): [BlockKind, string] => ['table-row', `${n} | ${n * n}`]),
  ]);
  const tables = documentParts(text, blocks).filter((part) => part.kind === 'table');
  expect(tables.length).toBeGreaterThan(1);
  expect(tables.flatMap((table) => table.rows)).toEqual(blocks.slice(1));
  expect(tables.every((table) => table.long)).toBe(true);
});

test('sections hold all parts in order and know where the passage is', () => {
  const { text, blocks } = documentOf(
    Array.from({ length: 100 }, (_, n): [BlockKind, string] => ['paragraph', `${n} ${'x'.repeat(400)}`]),
  );
  const parts = documentParts(text, blocks);
  const range = { start: blocks[50]?.start ?? 0, end: blocks[51]?.end ?? 0 };
  const sections = documentSections(parts, range);
  expect(sections.flatMap((section) => section.parts)).toEqual(parts);
  expect(sections.length).toBeGreaterThan(4);
  const marked = sections.filter((section) => section.marked).flatMap((section) => section.parts);
  expect(marked.some((part) => part.start === range.start)).toBe(true);
  expect(sections.filter((section) => section.marked).length).toBeLessThanOrEqual(2);
});

test('the numbers of a list are drawn with its items, not as lines of their own', () => {
  const text = '1. Open\n2. Close';
  const item = (word: string): Block => {
    const start = text.indexOf(word);
    return { kind: 'list-item', level: 1, start, end: start + word.length, page: null, box: null };
  };
  expect(documentParts(text, [item('Open'), item('Close')]).map((part) => part.kind)).toEqual(['list']);
});
