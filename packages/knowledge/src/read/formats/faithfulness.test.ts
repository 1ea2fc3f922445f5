import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadDocument } from '../read-document.ts';
import { readBytes } from '../testing/read-bytes.ts';
import {
  sampleDocx,
  sampleEpub,
  sampleFlatOdt,
  sampleHtml,
  sampleMarkdown,
  sampleOdt,
  samplePptx,
  sampleRtf,
} from '../testing/sample-files.ts';
import { sample, sampleWords, shareInOrder, wordsOf } from '../testing/sample-text.ts';

/** Nothing of the running text is lost or moved, nothing is said twice, and every cell is in its row. */
function expectFaithful({ text, blocks }: ReadDocument): void {
  const textsOf = (kind: string): string[] =>
    blocks.filter((block) => block.kind === kind).map(({ start, end }) => text.slice(start, end));
  const running = blocks.filter(({ kind }) => kind !== 'note').map(({ start, end }) => text.slice(start, end));
  const found = wordsOf(running.join(' ').replaceAll('[1]', ' '));
  const expected = sampleWords();
  expect(shareInOrder(expected, found)).toBeGreaterThanOrEqual(0.99);
  expect(found.length).toBeLessThanOrEqual(expected.length * 1.01);
  const cellsOf = (kind: string): string[][] =>
    blocks
      .filter((block) => block.kind === kind)
      .map(({ cells }) => (cells ?? []).map(({ start, end }) => text.slice(start, end)));
  expect(cellsOf('table-header')).toEqual([sample.header]);
  expect(cellsOf('table-row')).toEqual(sample.grid);
  expect(textsOf('heading')).toEqual([sample.title, ...sample.sections.map(({ heading }) => heading)]);
  const items = blocks.filter(({ kind }) => kind === 'list-item');
  expect(items.map(({ level }) => level)).toEqual(sample.list.flatMap(({ inner }) => [1, ...inner.map(() => 2)]));
  expect(text).toContain(`1. ${sample.list[0]?.text}\n- ${sample.list[0]?.inner[0]}`);
  expect(text).toContain(`\n3. ${sample.list[2]?.text}`);
}

const notesOf = ({ text, blocks }: ReadDocument): string[] =>
  blocks.filter(({ kind }) => kind === 'note').map(({ start, end }) => text.slice(start, end));

const note = `[1] ${sample.note}`;
const comment = `Comment by ${sample.comment.author}: ${sample.comment.text}`;

test.each<[name: string, content: () => string | Uint8Array, notes: string[]]>([
  ['a.docx', sampleDocx, [note, comment]],
  ['a.odt', sampleOdt, [note, comment]],
  ['a.rtf', sampleRtf, [note, comment]],
  ['a.pptx', samplePptx, [comment, sample.note]],
  ['a.html', sampleHtml, [note]],
  ['a.epub', sampleEpub, [note]],
  ['a.md', sampleMarkdown, [note]],
])('%s says all of the text, in order, and each cell in its row', async (name, content, notes) => {
  const document = await readBytes(name, content());
  expectFaithful(document);
  expect(notesOf(document)).toEqual(notes);
  if (name !== 'a.pptx') expect(document.text).toContain('Rule[1] booking00');
});

const hasOffice = spawnSync('soffice', ['--version'], { timeout: 60_000 }).status === 0;

describe.skipIf(!hasOffice)('files that LibreOffice writes (skipped where there is no soffice)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'atelier-office-'));
    writeFileSync(join(folder, 'sample.fodt'), sampleFlatOdt());
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const convert = async (extension: string): Promise<ReadDocument> => {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const options = ['--headless', '--convert-to', extension, '--outdir', folder, join(folder, 'sample.fodt')];
    execFileSync('soffice', [profile, ...options], { stdio: 'ignore', timeout: 100_000 });
    return readBytes(`sample.${extension}`, readFileSync(join(folder, `sample.${extension}`)));
  };

  test.each(['docx', 'odt', 'rtf', 'html'])('%s', { timeout: 120_000 }, async (extension) => {
    const document = await convert(extension);
    expectFaithful(document);
    // LibreOffice writes no comments into pages.
    expect(notesOf(document)).toEqual(extension === 'html' ? [note] : [note, comment]);
  });

  test('doc, of which the words are read in order', { timeout: 120_000 }, async () => {
    const { text } = await convert('doc');
    const once = sampleWords(sample.rows.map((row) => row.map((cell) => cell.text)));
    expect(shareInOrder(once, wordsOf(text))).toBeGreaterThanOrEqual(0.99);
  });
});
