import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentOf } from '../testing/knowledge.fixture.ts';
import { blocksFromJson, blocksToJson, chunkDocument } from './chunk.ts';

const textsOf = (source: string) => {
  const document = documentOf(source);
  return chunkDocument(document).map((chunk) => document.text.slice(chunk.start, chunk.end));
};

test('a chunk is a section, with the path of headings above it', () => {
  const document = documentOf(
    '# Leave\n\nIntro.\n\n## Sick\n\nCall in.\n\nRest.\n\n## Annual\n\n26 days.\n\n# Travel\n\nBook.',
  );
  expect(chunkDocument(document).map(({ headings, ordinal }) => [ordinal, headings.join(' > ')])).toEqual([
    [0, 'Leave'],
    [1, 'Leave > Sick'],
    [2, 'Leave > Annual'],
    [3, 'Travel'],
  ]);
  expect(textsOf('# A\n\n## B\n\nText.')).toEqual(['A\n\nB\n\nText.']);
});

test('a long section is cut between blocks, a long block at the end of a sentence', () => {
  const sentence = 'The quick brown fox jumps over the lazy dog. ';
  const paragraphs = Array.from({ length: 6 }, () => sentence.repeat(10).trim()).join('\n\n');
  const cut = textsOf(paragraphs);
  expect(cut.length).toBeGreaterThan(1);
  for (const text of cut) expect(text).toMatch(/^The quick.*dog\.$/s);

  for (const piece of textsOf(sentence.repeat(200))) {
    expect(piece.length).toBeLessThanOrEqual(2000);
    expect(piece).toMatch(/^The quick.*dog\.$/s);
  }
});

test('whatever the document, chunks cover every block once, in order, and stay within bounds', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: 'binary', minLength: 1500, maxLength: 6000 }),
    fc.constantFrom('# One', '## Two', '### Three', 'Plain text. More of it.'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const document = documentOf(parts.map((text) => text.toWellFormed()).join('\n\n'));
      const chunks = chunkDocument(document);
      let reached = 0;
      const words = (text: string) => text.replaceAll(/\s+/g, '');
      for (const chunk of chunks) {
        expect(chunk.start).toBeGreaterThanOrEqual(reached);
        expect(chunk.end).toBeGreaterThan(chunk.start);
        expect(chunk.end - chunk.start).toBeLessThanOrEqual(4200);
        expect(document.text.slice(chunk.start, chunk.end).isWellFormed()).toBe(true);
        expect(blocksFromJson(blocksToJson(chunk.blocks))).toEqual(chunk.blocks);
        reached = chunk.end;
      }
      const covered = chunks.map((chunk) => document.text.slice(chunk.start, chunk.end)).join('');
      expect(words(covered)).toBe(words(document.text));
    }),
    { numRuns: 200 },
  );
});
