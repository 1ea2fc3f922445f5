import { describe, expect, test } from 'vitest';
import { layoutSamples, tablesOf, toFodt, toHtml, wordsOf, type LayoutSample } from '../testing/layout-samples.ts';
import { latexPages } from '../testing/latex-pages.ts';
import { exportFodt, findProgram, printHtml } from '../testing/print-pdf.ts';
import { readBytes } from '../testing/read-bytes.ts';
import type { ReadDocument } from '../read-document.ts';

// What the reader gives back of texts that are known, from files that other programs made of them.

const chromium = findProgram('chromium', 'chromium-browser', 'google-chrome');
const libreOffice = findProgram('soffice', 'libreoffice');
for (const [name, program] of Object.entries({ Chromium: chromium, LibreOffice: libreOffice })) {
  if (program === null) process.stderr.write(`${name} is not installed: what it makes is not compared.\n`);
}

const timeout = 180_000;

describe.skipIf(chromium === null)('printed by Chromium (skipped where it is not installed)', () => {
  const files = printed(() => printHtml(chromium ?? '', layoutSamples.map(toHtml)));
  checkSamples(layoutSamples, files);
});

describe.skipIf(libreOffice === null)('exported by LibreOffice (skipped where it is not installed)', () => {
  const files = printed(() => exportFodt(libreOffice ?? '', layoutSamples.map(toFodt)));
  checkSamples(layoutSamples, files);
});

test.each(latexPages)('typeset: $name', async ({ file, words }) => {
  const document = await readBytes('paper.pdf', file);
  expect(shareInOrder(words, wordsIn(document))).toBeGreaterThanOrEqual(0.99);
});

/** Made once, at the first test that wants them. */
function printed(make: () => Buffer[]): () => Buffer[] {
  let files: Buffer[] | null = null;
  return () => (files ??= make());
}

function checkSamples(samples: readonly LayoutSample[], files: () => Buffer[]): void {
  const read = (index: number): Promise<ReadDocument> => readBytes('sample.pdf', files()[index] ?? Buffer.alloc(0));

  test(
    'at least 99 % of all words come back in order, and hardly any others',
    async () => {
      const shares: Record<string, number> = {};
      let [found, known, given] = [0, 0, 0];
      for (const [index, sample] of samples.entries()) {
        const expected = wordsOf(sample.pieces);
        const words = wordsIn(await read(index));
        const common = inOrder(expected, words);
        shares[sample.name] = common / expected.length;
        found += common;
        known += expected.length;
        given += words.length;
      }
      expect(found / known).toBeGreaterThanOrEqual(0.99);
      expect(given).toBeLessThan(known * 1.01);
      expect(Math.min(...Object.values(shares))).toBeGreaterThan(0.95);
    },
    timeout,
  );

  const withTables = [...samples.entries()].filter(([, { pieces }]) => tablesOf(pieces).length > 0);
  test.each(withTables)(
    '%i: every cell is in its row',
    async (index, { pieces }) => {
      const { text, blocks } = await read(index);
      const rows = blocks.flatMap(({ cells }) =>
        cells === null ? [] : [cells.map(({ start, end }) => text.slice(start, end))],
      );
      expect(rows).toEqual(tablesOf(pieces).flat());
    },
    timeout,
  );

  test.each([...samples.entries()].filter(([, { header, footer }]) => header !== undefined && footer !== undefined))(
    '%i: header and footer are told once',
    async (index, { header, footer = '' }) => {
      const { text, metadata } = await read(index);
      expect(metadata).toMatchObject({ header, footer: footer.replace(' {page}', '') });
      expect(text).not.toContain(header);
      expect(text).not.toContain('Confidential');
    },
    timeout,
  );
}

/** Words as a reader of the page knows them: typographic quotes count as the plain ones. */
function wordsIn({ text, blocks }: ReadDocument): string[] {
  return blocks.flatMap(({ start, end, cells }) => {
    const line = text.slice(start, end);
    return (cells === null ? line : line.replaceAll(' | ', ' '))
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '|');
  });
}

const shareInOrder = (expected: readonly string[], words: readonly string[]): number =>
  inOrder(expected, words) / expected.length;

/** Length of the longest row of words that both have in this order. */
function inOrder(expected: readonly string[], words: readonly string[]): number {
  const plain = (word: string): string => word.replace(/[’‘]/g, "'");
  const others = words.map(plain);
  let before = new Uint32Array(others.length + 1);
  for (const word of expected.map(plain)) {
    const row = new Uint32Array(others.length + 1);
    for (const [index, other] of others.entries()) {
      row[index + 1] = word === other ? (before[index] ?? 0) + 1 : Math.max(before[index + 1] ?? 0, row[index] ?? 0);
    }
    before = row;
  }
  return before[others.length] ?? 0;
}
