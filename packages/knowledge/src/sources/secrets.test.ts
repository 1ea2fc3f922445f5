import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { expect, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { owner } from '../documents/access.ts';
import { openTestHome } from '../testing/knowledge.fixture.ts';

const password = 'correct horse battery staple';

async function protectedFolder(): Promise<string> {
  const folder = scratchFolder();
  const writer = new ZipWriter(new Uint8ArrayWriter(), { password, encryptionStrength: 3 });
  await writer.add('plan.txt', new TextReader('The harbour opens in May.'));
  writeFileSync(join(folder, 'plan.zip'), await writer.close());
  return folder;
}

test('the passwords of a source open its files, and stand nowhere in the home', async () => {
  const { knowledge, run, home, database } = await openTestHome();
  const location = await protectedFolder();
  const { source } = await knowledge.add({ location });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ added: 0, failed: 1 });
  expect(await knowledge.failures(source.id)).toMatchObject([{ code: 'file_encrypted' }]);

  // Given later, it is tried at once, and kept where nothing is given anew.
  await knowledge.add({ location, secrets: { filePasswords: `wrong\n${password}` } });
  await knowledge.add({ location, access: ['group:port'] });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ added: 1, failed: 0 });
  expect((await knowledge.search('harbour', { limit: 1, reader: owner })).hits).toHaveLength(1);

  expect(JSON.stringify(await knowledge.sources())).not.toContain(password);
  await database.destroy();
  for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    if (!/atelier\.db/.test(name)) continue;
    expect({ name, found: readFileSync(join(home, name)).includes(password) }).toEqual({ name, found: false });
  }
});

test('a password that comes later opens what is inside a file, and leaves the rest of it as it was', async () => {
  const { knowledge, run } = await openTestHome();
  const location = scratchFolder();
  const inner = readFileSync(join(await protectedFolder(), 'plan.zip'));
  const outer = new ZipWriter(new Uint8ArrayWriter());
  await outer.add('open.txt', new TextReader('Open to all.'));
  await outer.add('inner.zip', new Uint8ArrayReader(inner));
  writeFileSync(join(location, 'all.zip'), await outer.close());
  const { source } = await knowledge.add({ location });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ added: 1, failed: 1 });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ unchanged: 1, failed: 1 });
  await knowledge.add({ location, secrets: { filePasswords: password } });
  expect(await knowledge.sync(source.id, run)).toMatchObject({ added: 1, unchanged: 1, changed: 0, failed: 0 });
});

test('secrets given later join those that are there, and an empty one takes one away', async () => {
  const { knowledge, database } = await openTestHome();
  const location = 'https://example.com/help/';
  const sealed = async () => (await database.selectFrom('sources').select('secrets').executeTakeFirstOrThrow()).secrets;
  await knowledge.add({ location, secrets: { token: 'abc' } });
  const first = await sealed();
  await knowledge.add({ location, secrets: { filePasswords: 'x' } });
  expect((await sealed())?.length).toBeGreaterThan(first?.length ?? 0);
  await knowledge.add({ location, secrets: { token: '', filePasswords: '' } });
  expect(await sealed()).toBeNull();
});

test('a secret or setting that the kind does not have is refused with those it has', async () => {
  const { knowledge } = await openTestHome();
  const location = scratchFolder();
  await expect(knowledge.add({ location, secrets: { key: 'x' } })).rejects.toMatchObject({
    code: 'source_invalid',
    message: expect.stringContaining('"key"'),
    hint: expect.stringContaining('filePasswords'),
  });
  await expect(knowledge.add({ location, settings: { depth: 3 } })).rejects.toMatchObject({ code: 'source_invalid' });
});

test('settings come typed from text, and what is wrong is named', async () => {
  const { knowledge } = await openTestHome();
  const location = 'https://example.com/help/';
  const { source } = await knowledge.add({ location, settings: { depth: '2', include: '/help/a,/help/b' } });
  expect(source.settings).toMatchObject({ depth: 2, include: ['/help/a', '/help/b'] });
  const again = await knowledge.add({ location, settings: { depth: '', maxPages: 7 } });
  expect(again.source.settings).toMatchObject({ depth: 5, maxPages: 7, include: ['/help/a', '/help/b'] });
  await expect(knowledge.add({ location, settings: { depth: 'deep' } })).rejects.toMatchObject({
    code: 'source_invalid',
    message: expect.stringContaining('"depth"'),
  });
});
