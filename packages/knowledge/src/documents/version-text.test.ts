import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestHome, memorySource } from '../testing/knowledge.fixture.ts';
import { readChunkTexts, readText, textPieces } from './version-text.ts';

test('any slice of a long text comes back exactly as JavaScript would slice it', async () => {
  const { knowledge, database, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  await knowledge.sync(source.id, run, memorySource(new Map([['memory:a', 'short']])));
  const { id } = await database.selectFrom('versions').select('id').executeTakeFirstOrThrow();
  const text = 'Grüße 🙂 aus Köln, 日本語. '.repeat(2000);
  await database.deleteFrom('texts').execute();
  await database.insertInto('texts').values(textPieces(id, text)).execute();
  expect(await readText(database, id)).toBe(text);
  const position = fc.integer({ min: 0, max: text.length });
  await fc.assert(
    fc.asyncProperty(position, position, async (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      // Callers cite whole characters; half of one cannot be kept in a database.
      fc.pre(text.slice(start, end).isWellFormed());
      expect(await readText(database, id, start, end)).toBe(text.slice(start, end));
    }),
    { numRuns: 200 },
  );
});

test('the texts of many chunks come at once, each exactly its slice', async () => {
  const { knowledge, database, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const long = Array.from({ length: 400 }, (_, n) => `Paragraph ${n} über 🙂 ${'word '.repeat(n % 50)}`).join('\n\n');
  await knowledge.sync(
    source.id,
    run,
    memorySource(
      new Map([
        ['memory:long', long],
        ['memory:short', 'Short.'],
      ]),
    ),
  );
  const chunks = await database.selectFrom('chunks').selectAll().execute();
  const texts = await readChunkTexts(database, [...chunks.map(({ id }) => id), 999_999]);
  expect(texts.size).toBe(chunks.length);
  for (const { id, version_id, start, end } of chunks) {
    expect(texts.get(id)).toBe((await readText(database, version_id)).slice(start, end));
  }
});
