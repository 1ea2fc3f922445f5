import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../testing/server.fixture.ts';

test('a source is looked at when its schedule says, and one on "manual" only when somebody asks', async () => {
  const server = await startServer({ paths: [] });
  try {
    const { atelier } = server.running;
    const folders = ['often', 'never'].map((name) => join(server.folder, name));
    for (const folder of folders) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'a.md'), 'The first text.');
    }
    const [often = '', never = ''] = folders;
    await atelier.addSource({ location: often, schedule: 'every 5s' });
    await atelier.addSource({ location: never, schedule: 'manual' });
    const documents = async () =>
      (await atelier.documents({})).documents.map(({ uri }) => uri.split('/').slice(-2).join('/'));
    await expect.poll(documents, { timeout: 10_000 }).toEqual(['never/a.md', 'often/a.md']);
    for (const folder of folders) writeFileSync(join(folder, 'b.md'), 'The second text.');
    await expect.poll(documents, { timeout: 15_000 }).toEqual(['never/a.md', 'often/a.md', 'often/b.md']);
  } finally {
    await server.stop();
  }
});

test('a schedule that is none is refused before anything is added', async () => {
  const server = await startServer({ paths: [] });
  try {
    const { atelier } = server.running;
    await expect(atelier.addSource({ location: server.handbook, schedule: 'often' })).rejects.toMatchObject({
      code: 'schedule_invalid',
    });
    expect(await atelier.sources()).toEqual([]);
  } finally {
    await server.stop();
  }
});
