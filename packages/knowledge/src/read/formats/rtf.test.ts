import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const head =
  '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Mincho;}}' +
  '{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 Anything;}{\\s2 heading 2;}}' +
  "{\\info{\\title Gr\\'fc\\'dfe {\\i here}}{\\author Ann}{\\creatim\\yr2025\\mo7\\dy2\\hr9}{\\operator Bob}}{\\*\\generator Word;}\n";
const rtf = (body: string): string => `${head}${body}}`;
const blocks = async (body: string): Promise<string[]> => outline(await readBytes('a.rtf', rtf(body)));

test('styles give headings, marks lists; what is no text is left out; notes and comments follow their paragraph', async () => {
  const document = await readBytes(
    'travel.rtf',
    rtf(
      '{\\header Page\\par}\\pard\\s1 Travel\\par\r\n\\pard\\s2 By {\\b train}\\par\\pard\\outlinelevel2 Third\\par' +
        '\\pard Book\\line early{\\super\\chftn}{\\footnote\\pard\\plain {\\chftn} Since\\par 2020.}.{\\v secret}{\\*\\annotation\\pard Really?}\\par' +
        '{\\listtext\\pard 1.\\tab}\\pard\\ls1 one\\par{\\listtext\\u8226 ?\\tab}\\ls2\\ilvl1 two\\par{\\pntext a)\\tab}three\\par' +
        '\\pard{\\pict\\pngblip 89504e47}{\\*\\unknown {words}}{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt a link}} \\{\\}\\\\\\~\\emdash\\par' +
        '{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt\\pard Boxed\\par}}',
    ),
  );
  expect(document).toMatchObject({
    format: 'rtf',
    title: 'Grüße here',
    metadata: { author: 'Ann', date: '2025-07-02' },
  });
  expect(document.text).toContain('1. one\n- two\n- a) three\n\na link');
  expect(outline(document)).toEqual([
    'heading 1: Travel',
    'heading 2: By train',
    'heading 3: Third',
    'paragraph: Book\nearly[1].',
    'note: [1] Since\n2020.',
    'note: Comment: Really?',
    'list-item 1: one',
    'list-item 2: two',
    'list-item 2: a) three',
    'paragraph: a link (http://x) {}\\ —',
    'paragraph: Boxed',
  ]);
});

test('rows and cells are a table; a bold or repeated first row is its header', async () => {
  const row = (...cells: string[]): string => `\\trowd\\pard\\intbl ${cells.join('\\cell ')}\\cell\\row`;
  expect(
    await blocks(
      `${row('{\\b Item}', '{\\b Limit}')}${row('Hotel', 'a\\par b')}\\pard After\\par \\trhdr${row('x', '')}${row('y', 'z')}`,
    ),
  ).toEqual([
    'table-header: Item | Limit',
    'table-row: Hotel | a b',
    'paragraph: After',
    'table-header: x |',
    'table-row: y | z',
  ]);
});

test('merged cells are said in all they cover; headers, commentators and changes are told apart', async () => {
  const defined = (definitions: string, ...cells: string[]): string =>
    `\\trowd${definitions}\\pard\\intbl ${cells.join('\\cell ')}\\cell\\row`;
  expect(
    await blocks(
      '{\\header QM-017\\par}{\\footer Page 1\\par}Pay {\\deleted ten}{\\revised twelve}{\\*\\atnauthor Bob}{\\*\\annotation\\pard Why?} 10{\\super 6}\\par' +
        defined('\\clvmgf\\cellx1000\\cellx2000\\cellx3000', 'North', 'Hotel', '120') +
        defined('\\clvmrg\\cellx1010\\cellx3000', '', 'Meals') +
        defined('\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000', 'South', 'None', ''),
    ),
  ).toEqual([
    'paragraph: Pay twelve 10⁶',
    'note: Comment by Bob: Why?',
    'table-row: North | Hotel | 120',
    'table-row: North | Meals | Meals',
    'table-row: South | None | None',
    'note: Header: QM-017',
  ]);
});

test('characters come by code page, by font, and by Unicode with stand-ins', async () => {
  expect(await blocks("\\'80 \\'e9\\par")).toEqual(['paragraph: € é']);
  expect(await blocks("{\\f1 \\'cf\\'f0\\'e8}\\'e9\\par")).toEqual(['paragraph: Приé']);
  // The second byte of this character is a plain letter.
  expect(await blocks("{\\f2 \\'83A}\\par")).toEqual(['paragraph: ア']);
  expect(await blocks("\\u8217'x\\u8364\\'80y\\par")).toEqual(['paragraph: ’x€y']);
  expect(await blocks('{\\uc0\\u233}{\\uc2\\u-10179??\\u-8704??}z\\par')).toEqual(['paragraph: é😀z']);
  expect(await blocks('{\\upr{wrong}{\\*\\ud{\\u233?}}}\\par')).toEqual(['paragraph: é']);
  expect(outline(await readBytes('b.rtf', "{\\rtf1\\ansi\\ansicpg1250 \\'b3\\'f3d\\par}"))).toEqual(['paragraph: łód']);
});

test('binary data are passed over, and what comes after the end', async () => {
  expect(await blocks('a\\par{\\pict\\bin5 }}}}}}b')).toEqual(['paragraph: a', 'paragraph: b']);
  expect(outline(await readBytes('a.rtf', `${rtf('a')}}} b`))).toEqual(['paragraph: a']);
});

test.each<[what: string, content: string, code: string, message: string]>([
  [
    'a file that breaks off',
    `${head}words\\par`,
    'file_damaged',
    'is damaged: it breaks off: its last bracket is missing.',
  ],
  [
    'a tower of groups',
    `{\\rtf1${'{'.repeat(100_000)}`,
    'file_damaged',
    'is damaged: it has more than 1000 groups inside each other.',
  ],
  ['a file without words', rtf('\\pard\\par'), 'no_text', 'holds no text.'],
  ['something else', 'words', 'file_mislabelled', 'is named .rtf but holds something else.'],
])('%s is refused', async (_, content, code, message) => {
  expect(await failureOf('a.rtf', content)).toMatchObject({ code, message });
});
