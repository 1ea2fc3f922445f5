import { expect, test } from 'vitest';
import { outline, readBytes } from '../testing/read-bytes.ts';

test('paragraphs are parted by empty lines; wrapping is undone and meant line breaks stay', async () => {
  const document = await readBytes(
    'letter.txt',
    `Leave policy\r
\r
Employees may carry over at most two hundred and forty hours\r
of annual leave from one leave year to the next, and use the\r
rest.\r
  \r
12 Main Street\r
Springfield\r
`,
  );
  expect(outline(document)).toEqual([
    'paragraph: Leave policy',
    'paragraph: Employees may carry over at most two hundred and forty hours of annual leave from one leave year to the next, and use the rest.',
    'paragraph: 12 Main Street\nSpringfield',
  ]);
  expect(document).toMatchObject({ format: 'text', title: null });
});

test.each([
  ['UTF-8', Buffer.from('Grüße – 5 €')],
  ['UTF-8 with a mark', Buffer.from('\ufeffGrüße – 5 €')],
  ['UTF-16 LE', Buffer.from('\ufeffGrüße – 5 €', 'utf16le')],
  ['UTF-16 BE', Buffer.from('\ufeffGrüße – 5 €', 'utf16le').swap16()],
  ['windows-1252', Buffer.from('Gr\xfc\xdfe \x96 5 \x80', 'latin1')],
])('reads %s', async (_, bytes) => {
  expect((await readBytes('a.txt', bytes)).text).toBe('Grüße – 5 €');
});
