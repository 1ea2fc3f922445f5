import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
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
    expect(readFileSync(join(home, name)).includes(password), name).toBe(false);
  }
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
  await expect(knowledge.add({ location, settings: { depth: 'deep' } })).rejects.toMatchObject({
    code: 'source_invalid',
    message: expect.stringContaining('"depth"'),
  });
});
