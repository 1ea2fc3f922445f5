import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('titles name sections, words between marks are paragraphs, other values are lines', async () => {
  const document = await readBytes(
    'book.xml',
    `<?xml version="1.0" encoding="UTF-8"?>
<book xmlns="http://x" xmlns:y="http://y"><title>Travel &amp; more</title><author>Ann</author><y:year>2025</y:year>
  <para>Book <em>early</em>, it&#8217;s cheaper.</para>
  <chapter><title>Hotels</title><para><![CDATA[Up to <120>.]]></para></chapter>
  <office id="north" floor="2"><phone kind="desk">12</phone></office></book>`,
  );
  expect(document).toMatchObject({ format: 'xml', title: 'Travel & more' });
  expect(outline(document)).toEqual([
    'heading 1: Travel & more',
    'paragraph: author: Ann\nyear: 2025',
    'paragraph: Book early, it’s cheaper.',
    'heading 2: Hotels',
    'paragraph: Up to <120>.',
    'heading 2: office north',
    'paragraph: id: north\nfloor: 2\nphone: 12 (kind: desk)',
  ]);
});

test('repeated flat elements are a table', async () => {
  const document = await readBytes(
    'rates.xml',
    '<rates year="2025"><rate id="1"><item>Hotel</item><limit>120</limit></rate><rate id="2"><item>Meal</item><limit>30</limit></rate></rates>',
  );
  expect(outline(document)).toEqual([
    'paragraph: year: 2025',
    'table-header: id | item | limit',
    'table-row: 1 | Hotel | 120',
    'table-row: 2 | Meal | 30',
  ]);
});

test('a root with words alone is read', async () => {
  expect(outline(await readBytes('a.xml', '<note>Call Ann.</note>'))).toEqual(['paragraph: note: Call Ann.']);
  expect(outline(await readBytes('b.xml', '<note>Call <b>Ann</b>.</note>'))).toEqual(['paragraph: note: Call Ann.']);
});

test.each<[what: string, content: string, message: string]>([
  ['tags that do not match', '<a>\n <b></a>', 'line 2, column 5'],
  ['a comment alone', '<!-- -->', 'it is not XML at line 1 (Start tag expected)'],
  ['an element left open', '<a>\n<b>', '(elements are left open)'],
  ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'document type'],
  ['deep nesting', '<a>'.repeat(500) + 'x' + '</a>'.repeat(500), '100 levels'],
])('%s is refused', async (_, content, message) => {
  expect(await failureOf('a.xml', content)).toMatchObject({
    code: 'file_damaged',
    message: expect.stringContaining(message),
  });
});
