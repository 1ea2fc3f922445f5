import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { supportedExtensions } from './detect.ts';
import { readFile } from './read-file.ts';
import { makeDocx, makePdf, makeZip } from './testing/make-files.ts';
import { failureOf, readBytes } from './testing/read-bytes.ts';

const ole = Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex');
const pdf = makePdf([['text']]);

test.each<[what: string, name: string, content: string | Uint8Array, code: string]>([
  ['an empty file', 'a.txt', '', 'file_empty'],
  ['a file of blanks', 'a.txt', ' \n\n\t', 'no_text'],
  ['no extension', 'README', 'text', 'format_unsupported'],
  ['an unknown extension', 'a.xyz', 'text', 'format_unsupported'],
  ['an extension that is a property of every object', 'a.constructor', 'text', 'format_unsupported'],
  ['an old Word file that breaks off', 'a.doc', ole, 'file_damaged'],
  ['an Office file with a password that breaks off', 'a.docx', ole, 'file_damaged'],
  ['HTML as PDF', 'a.pdf', '<!doctype html><p>Sign in to download</p>', 'file_mislabelled'],
  ['HTML as DOCX', 'a.docx', '<html></html>', 'file_mislabelled'],
  ['PDF as text', 'a.txt', pdf, 'file_mislabelled'],
  ['PDF as DOCX', 'a.docx', pdf, 'file_mislabelled'],
  ['DOCX as Markdown', 'a.md', makeDocx(''), 'file_mislabelled'],
  ['DOCX as XLSX', 'a.xlsx', makeDocx(''), 'file_mislabelled'],
  ['a picture as HTML', 'a.html', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'file_mislabelled'],
  ['binary data as Markdown', 'a.md', Buffer.from('# Title\0\x01'), 'file_mislabelled'],
  ['an archive that breaks off', 'a.docx', makeDocx('').subarray(0, 300), 'file_damaged'],
  ['a document that lacks its main part', 'a.docx', makeZip({ 'word/styles.xml': '<a/>' }), 'file_damaged'],
  ['XML that is none', 'a.pptx', makeZip({ 'ppt/presentation.xml': '<p:a><' }), 'file_damaged'],
])('%s (%s) is refused', async (_, name, content, code) => {
  const failure = await failureOf(name, content);
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(/^[a-z].*\.$/s);
  expect(failure.hint).toMatch(/^[A-Z].*\.$/s);
});

test('what a format that is not read should be saved as is said', async () => {
  expect((await failureOf('a.pages', 'x')).hint).toBe('Save it as DOCX or PDF and add that file instead.');
});

test('files that are not there, are folders or are too large are refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-'));
  const limits = { maxFileBytes: 10, maxTextCharacters: 5, ocr: null };
  mkdirSync(join(folder, 'folder.md'));
  writeFileSync(join(folder, 'large.md'), '12345678901');
  writeFileSync(join(folder, 'long.md'), '123456');
  const code = (name: string): Promise<unknown> =>
    readFile({ path: join(folder, name) }, limits).catch(({ code }) => code);
  expect(await code('missing.md')).toBe('file_missing');
  expect(await code('folder.md')).toBe('file_missing');
  expect(await code('large.md')).toBe('file_too_large');
  expect(await code('long.md')).toBe('file_too_large');
  rmSync(folder, { recursive: true });
});

test('extensions count in any case, and all that are read are listed', async () => {
  expect((await readBytes('A.B.MD', 'text')).format).toBe('markdown');
  expect(supportedExtensions).toEqual(expect.arrayContaining(['md', 'txt', 'html', 'pdf', 'docx', 'pptx', 'xlsx']));
});
