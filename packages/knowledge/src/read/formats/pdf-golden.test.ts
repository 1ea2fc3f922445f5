import { expect, test } from 'vitest';
import { drawPdf, ruledTable } from '../testing/draw-pdf.ts';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

const at = (x: number, y: number, text: string, font = 'F1 10') => ({ x, y, text, font });

const left = [
  'The first column tells of the harbour, where the ships',
  'unload their goods early in the morning, long before',
  'the town awakes and the streets are filled with car-',
  'riages and people.',
];
const right = [
  'The second column is about the market. It opens when',
  'the bells have rung seven times, and it closes as soon',
  'as everything is sold, which in summer takes no more',
  'than three hours.',
];

test('columns are read one after the other, below the title that spans them', async () => {
  const words = left.flatMap((text, index) => [
    at(60, 660 - index * 12, text),
    at(330, 660 - index * 12, right[index] ?? ''),
  ]);
  const title = at(60, 700, 'A morning at the harbour, at the market and in the streets', 'F2 18');
  expect(outline(await readBytes('town.pdf', drawPdf([{ words: [title, ...words] }])))).toMatchInlineSnapshot(`
    [
      "heading 1 p1: A morning at the harbour, at the market and in the streets",
      "paragraph p1: The first column tells of the harbour, where the ships unload their goods early in the morning, long before the town awakes and the streets are filled with carriages and people.",
      "paragraph p1: The second column is about the market. It opens when the bells have rung seven times, and it closes as soon as everything is sold, which in summer takes no more than three hours.",
    ]
  `);
});

test('a table drawn with lines keeps its rows, empty cells and boxes', async () => {
  const rows = [
    ['Country', 'Rate', 'Note'],
    ['Austria', '40', ''],
    ['Poland', '', 'from May on'],
  ];
  const page = ruledTable(rows, { left: 72, top: 700, width: 120, height: 24 });
  page.words.push(at(72, 730, 'Rates by country:'), at(72, 600, 'They are checked in January.'));
  const document = await readBytes('rates.pdf', drawPdf([page]));
  expect(outline(document)).toMatchInlineSnapshot(`
    [
      "paragraph p1: Rates by country:",
      "table-header p1: Country | Rate | Note",
      "table-row p1: Austria | 40 |",
      "table-row p1: Poland |  | from May on",
      "paragraph p1: They are checked in January.",
    ]
  `);
  expect(document.blocks.map(({ box }) => box)).toMatchInlineSnapshot(`
    [
      {
        "height": 0.0147,
        "left": 0.1176,
        "top": 0.0664,
        "width": 0.1272,
      },
      {
        "height": 0.0303,
        "left": 0.1176,
        "top": 0.1162,
        "width": 0.5883,
      },
      {
        "height": 0.0303,
        "left": 0.1176,
        "top": 0.1465,
        "width": 0.5883,
      },
      {
        "height": 0.0303,
        "left": 0.1176,
        "top": 0.1768,
        "width": 0.5883,
      },
      {
        "height": 0.0148,
        "left": 0.1176,
        "top": 0.2305,
        "width": 0.2144,
      },
    ]
  `);
});

test('cells below each other are a table without any lines', async () => {
  const rows = [
    ['Article', 'Price', 'Stock'],
    ['Bolt', '0.42', '1200'],
    ['Drive belt', '14.25', '12'],
    ['Washer', '0.08', '5400'],
  ];
  const words = rows.flatMap((row, index) => row.map((text, column) => at(72 + column * 110, 700 - index * 14, text)));
  words.push(at(72, 730, 'What is in stock, by article, with its price in euros and the pieces that are left:'));
  expect(outline(await readBytes('stock.pdf', drawPdf([{ words }])))).toMatchInlineSnapshot(`
    [
      "paragraph p1: What is in stock, by article, with its price in euros and the pieces that are left:",
      "table-header p1: Article | Price | Stock",
      "table-row p1: Bolt | 0.42 | 1200",
      "table-row p1: Drive belt | 14.25 | 12",
      "table-row p1: Washer | 0.08 | 5400",
    ]
  `);
});

test('running lines are told once, and what differs from page to page stays', async () => {
  const pages = [1, 2, 3].map((page) => ({
    words: [
      at(72, 760, 'Terms of Northwind', 'F1 8'),
      at(500, 760, `Invoice ${4711 + page * 10}`, 'F1 8'),
      at(72, 700, `This is the text of page number ${page}.`),
      at(280, 30, `Page ${page} of 3`, 'F1 8'),
      at(72, 42, 'Confidential', 'F1 8'),
    ],
  }));
  const { text, metadata } = await readBytes('terms.pdf', drawPdf(pages));
  expect(text.split('\n\n')).toEqual([
    'Terms of Northwind Invoice 4721',
    'This is the text of page number 1.',
    'Terms of Northwind Invoice 4731',
    'This is the text of page number 2.',
    'Terms of Northwind Invoice 4741',
    'This is the text of page number 3.',
  ]);
  expect(metadata).toMatchObject({ footer: 'Page | Confidential' });
});

test('headings, lists and code are told by their looks', async () => {
  const words = [
    at(72, 740, 'Travel rules', 'F2 18'),
    at(72, 712, 'What to book', 'F2 10'),
    at(72, 696, 'Every journey is booked by the travel desk, which knows the current offers of all'),
    at(72, 684, 'carriers and the hotels near each of our sites.'),
    at(80, 664, '1. Trains are booked two weeks ahead, in the second class, and with a seat that is'),
    at(92, 652, 'reserved.'),
    at(80, 640, '2. Flights need consent.'),
    at(92, 628, 'a) Within the country: of the department head.'),
    at(92, 616, 'b) Abroad: of nobody.'),
    at(72, 596, 'for city in cities:', 'F3 9'),
    at(93.6, 585, 'book(city)', 'F3 9'),
    at(72, 565, 'The desk is open every day from eight to six.'),
  ];
  const document = await readBytes('rules.pdf', drawPdf([{ words }]));
  expect(document.title).toBe('Travel rules');
  expect(outline(document)).toMatchInlineSnapshot(`
    [
      "heading 1 p1: Travel rules",
      "heading 2 p1: What to book",
      "paragraph p1: Every journey is booked by the travel desk, which knows the current offers of all carriers and the hotels near each of our sites.",
      "list-item 1 p1: Trains are booked two weeks ahead, in the second class, and with a seat that is reserved.",
      "list-item 1 p1: Flights need consent.",
      "list-item 2 p1: a) Within the country: of the department head.",
      "list-item 2 p1: b) Abroad: of nobody.",
      "code p1: for city in cities:
        book(city)",
      "paragraph p1: The desk is open every day from eight to six.",
    ]
  `);
});

test('links, comments and form fields are added where the page does not show them', async () => {
  const page = {
    words: [at(72, 700, 'See the price list and https://example.com/visible for more.'), at(72, 670, 'Applicant')],
    annotations: [
      '/Subtype/Link/Rect[105 698 153 710]/A<</S/URI/URI(https://example.com/prices)>>',
      '/Subtype/Link/Rect[175 698 300 710]/A<</S/URI/URI(https://example.com/visible)>>',
      '/Subtype/Text/Rect[400 700 410 710]/T(Lena)/Contents(Please check the date.)',
      '/Subtype/Widget/Rect[150 668 300 682]/FT/Tx/T(Name)/V(Anna Schmidt)',
      '/Subtype/Widget/Rect[150 648 300 662]/FT/Tx/Ff 8192/T(Secret)/V(hunter2)',
    ],
  };
  expect(outline(await readBytes('form.pdf', drawPdf([page])))).toMatchInlineSnapshot(`
    [
      "paragraph p1: See the price list and https://example.com/visible for more.",
      "paragraph p1: Applicant",
      "paragraph p1: Name: Anna Schmidt",
      "note p1: Lena: Please check the date.",
      "note p1: price list: https://example.com/prices",
    ]
  `);
});

test('a file with a password is opened by one of those given', async () => {
  const file = drawPdf([{ words: [at(72, 700, 'The vault is behind the picture.')] }], 'open sesame');
  const document = await readBytes('vault.pdf', file, { passwords: ['wrong', 'open sesame'] });
  expect(document.text).toBe('The vault is behind the picture.');
  expect(await failureOf('vault.pdf', file)).toMatchObject({
    code: 'file_encrypted',
    hint: expect.stringContaining('--password') as string,
  });
  expect(await failureOf('vault.pdf', file, { passwords: ['wrong'] })).toMatchObject({
    code: 'file_encrypted',
    message: expect.stringContaining('none of those given') as string,
  });
});

test('raised numbers are set apart from their words, and powers stay powers', async () => {
  const words = [
    at(72, 700, 'As the law'),
    at(118.3, 704, '1', 'F1 6'),
    at(124.5, 700, 'says of each hall:'),
    at(72, 680, 'The hall may have up to 90 m'),
    at(203.9, 684, '2', 'F1 6'),
    at(210, 680, 'of space for guests.'),
  ];
  const { text } = await readBytes('law.pdf', drawPdf([{ words }]));
  expect(text.replace(/\s+/g, ' ')).toBe(
    'As the law [1] says of each hall: The hall may have up to 90 m² of space for guests.',
  );
});
