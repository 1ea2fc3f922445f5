import { expect, test } from 'vitest';
import { layOut, type OcrWords } from './ocr-layout.ts';

const page = { width: 600, height: 800 };

/** Lines of a height of 10, 12 apart; a letter is 5 wide. */
const line = (text: string, row: number, x = 50, height = 10): OcrWords => ({
  text,
  x,
  y: 100 + row * 12,
  width: text.length * 5,
  height,
});

const shown = (words: OcrWords[]): string[] =>
  layOut(words, page).map(
    (block) => `${block.kind}: ${block.kind === 'table-row' ? block.cells.join(' | ') : block.text}`,
  );

test('lines are joined to paragraphs, and words that were cut are whole again', () => {
  const words = [
    line('The rent of the depot is paid on the first of every month, and the ware-', 0),
    line('house is free of charge.', 1),
    line('Another paragraph begins after a line that ends before the others do.', 2),
  ];
  expect(shown(words)).toEqual([
    'paragraph: The rent of the depot is paid on the first of every month, and the warehouse is free of charge.',
    'paragraph: Another paragraph begins after a line that ends before the others do.',
  ]);
});

test('two columns of running text are read one after the other', () => {
  const left = ['This is the left column with', 'several lines of running text', 'that goes on until its end.'];
  const right = ['The right column stands at', 'its side and has to be read', 'only when the left is done.'];
  const words = [
    ...left.map((text, row) => line(text, row, 50)),
    ...right.map((text, row) => line(text, row, 300)),
    line('Below both there is a line that is as wide as the whole page is, from side to side', 5),
  ];
  expect(shown(words)).toEqual([
    `paragraph: ${left.join(' ')}`,
    `paragraph: ${right.join(' ')}`,
    'paragraph: Below both there is a line that is as wide as the whole page is, from side to side',
  ]);
});

test('short words far apart in several lines are rows of a table', () => {
  const words = [
    line('May', 0),
    line('1,200', 0, 300),
    line('June', 1),
    line('1,250', 1, 300),
    line('July', 2),
    line('1,300', 2, 300),
  ];
  expect(shown(words)).toEqual(['table-row: May | 1,200', 'table-row: June | 1,250', 'table-row: July | 1,300']);
});

test('a gap in a single line is a word that was not recognized, not a table', () => {
  const words = [line('The rent is', 0), line('and covers the warehouse.', 0, 200)];
  expect(shown(words)).toEqual(['paragraph: The rent is and covers the warehouse.']);
});

test('what is much taller is a heading, and bullets begin items', () => {
  const words = [
    { ...line('Rent', 0, 50, 22), y: 50 },
    line('The first of several lines of text, so that their height is the usual one', 0),
    line('the second', 1),
    line('• Salt', 4),
    line('• Gravel', 5),
  ];
  expect(shown(words)).toEqual([
    'heading: Rent',
    'paragraph: The first of several lines of text, so that their height is the usual one the second',
    'list-item: Salt',
    'list-item: Gravel',
  ]);
});
