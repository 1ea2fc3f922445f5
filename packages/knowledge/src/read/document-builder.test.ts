import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DocumentBuilder } from './document-builder.ts';
import { ReadFailure } from './read-failure.ts';

const create = (maxCharacters = 10_000): DocumentBuilder => new DocumentBuilder({ maxCharacters });

test('writes every kind of block with its separators and markers', () => {
  const builder = create();
  builder.heading(1, 'Travel');
  builder.paragraph('Book early.\nFly seldom.');
  builder.listItem(1, 'by train');
  builder.listItem(2, 'first class', 3);
  builder.endGroup();
  builder.listItem(1, 'another list');
  builder.tableHeader(['Item', '', 'Limit']);
  builder.tableRow(['Hotel', 'a night\nor day', '120']);
  builder.tableRow(['', '', '']);
  builder.tableRow(['', 'Taxi', '']);
  builder.tableHeader(['Next', 'table']);
  builder.code('  if (a) {\n\tb();\n  }  ');
  builder.quote('Said so');
  builder.note('Since 2020');
  expect(builder.build('text').text).toBe(
    [
      'Travel',
      'Book early.\nFly seldom.',
      '- by train\n3. first class',
      '- another list',
      'Item |  | Limit\nHotel | a night or day | 120\n| Taxi |',
      'Next | table',
      'if (a) {\n  b();\n}',
      'Said so',
      'Since 2020',
    ].join('\n\n'),
  );
});

test("a list item's range leaves out its marker, and pages are noted", () => {
  const builder = create();
  builder.page = 7;
  builder.listItem(2, 'ä', 12);
  expect(builder.build('pdf')).toMatchObject({
    text: '12. ä',
    blocks: [{ kind: 'list-item', level: 2, start: 4, end: 5, page: 7 }],
  });
});

test('strings are collapsed, well-formed, in NFC, and free of what cannot be seen', () => {
  const builder = create();
  builder.paragraph(' a\u0000b \t c\u00a0d\u00ade\ufeff\u202e  \r\n\r\n  e\u0301\ud800 ');
  expect(builder.build('text').text).toBe('ab c de\né\ufffd');
});

test('the title is what the file names, else the first heading of the highest level', () => {
  const builder = create();
  builder.heading(2, 'Preface');
  builder.heading(1, 'Handbook');
  expect(builder.build('text').title).toBe('Handbook');
  builder.title = ' The  Handbook ';
  expect(builder.build('text').title).toBe('The Handbook');
});

test('a document without text is refused, and so is one with too much', () => {
  const builder = create(20);
  builder.paragraph(' \u200b\n');
  expect(() => builder.build('text')).toThrow(expect.objectContaining({ code: 'no_text' }));
  builder.paragraph('0123456789');
  expect(() => builder.paragraph('0123456789')).toThrow(ReadFailure);
});

test('whatever it is given, blocks are ordered, trimmed, and cover all but separators and markers', () => {
  const text = fc.string({ unit: 'binary' });
  const call = fc.oneof(
    fc.tuple(fc.constantFrom('paragraph', 'quote', 'note', 'code'), text),
    fc.tuple(fc.constant('heading'), fc.integer({ min: -1, max: 9 }), text),
    fc.tuple(fc.constant('listItem'), fc.integer({ min: 0, max: 5 }), text, fc.option(fc.nat(), { nil: undefined })),
    fc.tuple(fc.constantFrom('tableHeader', 'tableRow'), fc.array(text)),
    fc.tuple(fc.constant('endGroup')),
  );
  fc.assert(
    fc.property(fc.array(call), (calls) => {
      const builder = create(1e6);
      builder.paragraph('first');
      for (const [method, ...parameters] of calls) {
        (builder[method as 'paragraph'] as (...parameters: unknown[]) => void).apply(builder, parameters);
      }
      const document = builder.build('text');
      let end = 0;
      for (const block of document.blocks) {
        const words = document.text.slice(block.start, block.end);
        expect(words).toBe(words.trim());
        expect(words).not.toBe('');
        expect(words.isWellFormed()).toBe(true);
        expect(words).not.toMatch(/[\p{Cc}--\n]/v);
        expect(document.text.slice(end, block.start)).toMatch(/^(?:\n\n?)?(?:- |\d+\. )?$/);
        end = block.end;
      }
      expect(end).toBe(document.text.length);
    }),
  );
});
