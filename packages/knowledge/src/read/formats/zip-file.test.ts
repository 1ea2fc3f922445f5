import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ReadMember } from '../read-document.ts';
import { makeZip } from '../testing/make-files.ts';
import { failureOf, readAll } from '../testing/read-bytes.ts';

/** Names with their text, or the code of their failure. */
const contents = (members: ReadMember[]): Record<string, string> =>
  Object.fromEntries(
    members.map((member) => [member.name, 'failure' in member ? member.failure.code : member.document.text]),
  );

const zipOf = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, file]) => [name, Buffer.from(file as string)])));

async function encrypted(texts: Record<string, string>, options: { password?: string; zipCrypto?: boolean }) {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, text] of Object.entries(texts)) {
    await writer.add(name, new TextReader(text), { ...options, useWebWorkers: false });
  }
  return writer.close();
}

test('every file of an archive is a document or a failure of its own', async () => {
  const inner = makeZip({ 'deep/c.txt': 'inside', 'm.zip': 'PK\u0003\u0004' });
  const archive = zipOf({
    'a.md': '# Hello',
    'folder/b.txt': 'words',
    'broken.json': '{',
    'drawing.xyz': 'unknown',
    'empty.txt': '',
    'inner.zip': inner,
  });
  const { document, members } = await readAll('all.zip', archive);
  expect(document).toBeNull();
  expect(contents(members)).toEqual({
    'a.md': 'Hello',
    'folder/b.txt': 'words',
    'broken.json': 'file_damaged',
    'drawing.xyz': 'format_unsupported',
    'empty.txt': 'file_empty',
    'inner.zip/deep/c.txt': 'inside',
    'inner.zip/m.zip': 'file_damaged',
  });
});

test.each([
  ['../../evil.txt', 'evil.txt'],
  ['..\\..\\evil.txt', 'evil.txt'],
  ['C:\\Users\\evil.txt', 'Users/evil.txt'],
  ['/etc/./evil.txt', 'etc/evil.txt'],
  ['a/../../evil.txt', 'a/evil.txt'],
])('the name %s stays inside the archive', async (name, path) => {
  const { members } = await readAll('all.zip', makeZip({ [name]: 'words' }));
  expect(contents(members)).toEqual({ [path]: 'words' });
});

test('what systems and programs put beside documents is left out, and folders are no files', async () => {
  const archive = makeZip({
    'folder/': '',
    '__MACOSX/._a.txt': 'x',
    '.git/config.txt': 'x',
    '~$a.docx': 'x',
    'Thumbs.db': 'x',
    'setup.exe': 'x',
    'a.txt': 'words',
  });
  expect(contents((await readAll('all.zip', archive)).members)).toEqual({ 'a.txt': 'words' });
});

test('two files of one name are both read, and names of old programs are in their code page', async () => {
  const archive = Buffer.from(makeZip({ 'a.txt': 'one', 'b.txt': 'two', 'M_ller.txt': 'three' }));
  for (let at = archive.indexOf('b.txt'); at >= 0; at = archive.indexOf('b.txt', at)) archive.write('a.txt', at);
  for (let at = archive.indexOf('M_ller'); at >= 0; at = archive.indexOf('M_ller', at)) archive[at + 1] = 0x81;
  expect(contents((await readAll('all.zip', archive)).members)).toEqual({
    'a.txt': 'one',
    'a (2).txt': 'two',
    'Müller.txt': 'three',
  });
});

test.each([
  ['AES', false],
  ['the old encryption', true],
])('%s is opened by one of the passwords', async (_, zipCrypto) => {
  const archive = await encrypted({ 'a.txt': 'one', 'b.txt': 'two' }, { password: 'right', zipCrypto });
  const { members } = await readAll('all.zip', archive, { passwords: ['wrong', 'right'] });
  expect(contents(members)).toEqual({ 'a.txt': 'one', 'b.txt': 'two' });
  expect(await failureOf('all.zip', archive)).toMatchObject({
    code: 'file_encrypted',
    message: 'is protected by a password.',
  });
  expect(await failureOf('all.zip', archive, { passwords: ['wrong'] })).toMatchObject({
    code: 'file_encrypted',
    message: 'is protected by a password, which is none of those that are known.',
  });
});

test('bombs are refused before they are unpacked', async () => {
  const zeros = zipOf({ 'a.txt': 'fine', 'zeros.txt': Buffer.alloc(20_000_000) });
  expect(await failureOf('all.zip', zeros)).toMatchObject({
    code: 'file_too_large',
    message: 'has a part that unpacks to more than 300 times its size.',
  });
});

test('an archive inside archives counts into the one around them', async () => {
  // It says of a few bytes that they are nine million.
  const lying = Buffer.from(makeZip({ 'a.txt': 'x' }));
  lying.writeUInt32LE(9_000_000, 22);
  lying.writeUInt32LE(9_000_000, lying.indexOf('PK\u0001\u0002') + 24);
  const inner = Object.fromEntries(Array.from({ length: 112 }, (_, index) => [`${index}.zip`, lying]));
  const { members } = await readAll('all.zip', zipOf(inner));
  const messages = members.map((member) => ('failure' in member ? member.failure.message : ''));
  expect(messages.at(-2)).toMatch(/^is damaged: it cannot be unpacked/);
  expect(messages.at(-1)).toBe('unpacks to more than 1,000 MB.');
});

test('an archive that was cut off is damaged, one bad file in it costs only itself, and an empty one holds no text', async () => {
  const archive = makeZip({ 'a.txt': 'words '.repeat(100), 'b.txt': 'fine' });
  expect((await failureOf('all.zip', archive.subarray(0, 60))).code).toBe('file_damaged');
  const changed = Buffer.from(archive);
  changed[40] = (changed[40] ?? 0) ^ 0xff;
  const { members } = await readAll('all.zip', changed);
  expect(members).toMatchObject([
    { name: 'a.txt', failure: { code: 'file_damaged' } },
    { name: 'b.txt', document: { text: 'fine' } },
  ]);
  expect((await failureOf('all.zip', makeZip({}))).code).toBe('no_text');
});
