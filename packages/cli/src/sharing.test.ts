import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite, tryLockHome } from '@atelier/foundation';
import type { Answer, SourceView } from '@atelier/server';
import { donorQuestion, handbook, makePlace, type Place } from './testing/atelier.fixture.ts';

/** A place for one test, with the handbook indexed. */
async function indexedPlace(): Promise<Place> {
  const place = makePlace(handbook);
  onTestFinished(() => place.remove());
  await place.json(['add', 'handbook']);
  return place;
}

/** Holds a home as another process would. */
function hold(home: string, command: string): void {
  const lock = tryLockHome(home, command);
  if (lock === null) throw new Error('the home is not free');
  onTestFinished(() => lock.release());
}

test('a command that writes is refused while another process holds the home, and told which', async () => {
  const place = await indexedPlace();
  hold(place.home, 'atelier add ./big');
  const refused = await Promise.all([place.run(['add', 'handbook']), place.run(['up', '--port', '0'])]);
  for (const { code, stdout, stderr } of refused) {
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error (home_in_use)');
    expect(stderr).toContain(`"atelier add ./big" (process ${process.pid},`);
    expect(stderr).toContain('--home');
  }
});

test('ask and search work beside a process that holds the home', async () => {
  const place = await indexedPlace();
  hold(place.home, 'atelier add ./big');
  const [answer, found] = await Promise.all([
    place.json<Answer>(['ask', donorQuestion]),
    place.json(['search', 'notice period']),
  ]);
  expect(answer.answer).toContain('7 days of paid leave');
  expect(found).toMatchObject({ hits: [{ title: 'Notice periods' }] });
});

test('of two that add at once one wins, and the home is whole afterwards', async () => {
  const many = Array.from({ length: 150 }, (_, index) => [
    `big/page-${index}.md`,
    `# Page ${index}\n\nCrate ${index} stands in row ${index}.\n`,
  ]);
  const place = makePlace({ ...handbook, ...(Object.fromEntries(many) as Record<string, string>) });
  onTestFinished(() => place.remove());
  const ended = await Promise.all([place.run(['add', 'big', '--json']), place.run(['add', 'big', '--json'])]);
  const lost = ended.find(({ code }) => code === 1);
  const won = ended.find(({ code }) => code === 0);
  expect(lost?.stderr).toMatch(/^error \(home_in_use\): .*"atelier add" \(process \d+,/);
  expect(JSON.parse(won?.stdout ?? '')).toMatchObject([{ documents: 150, last_run: { added: 150, failed: 0 } }]);

  expect(await place.json(['reconcile'])).toEqual({ mended: 0, removed: 0 });
  const [source] = await place.json<SourceView[]>(['add', 'big']);
  expect(source?.last_run).toMatchObject({ added: 0, unchanged: 150 });
  expect(await place.json(['search', 'crate 149', '--limit', '1'])).toMatchObject({ hits: [{ title: 'Page 149' }] });
});

test('a home that a newer Atelier wrote is refused, and not one byte is changed', async () => {
  const place = await indexedPlace();
  const file = join(place.home, 'atelier.db');
  const database = openSqlite<{ kysely_migration: { name: string; timestamp: string } }>(file);
  await database.insertInto('kysely_migration').values({ name: '9999-future', timestamp: '2099-01-01' }).execute();
  await database.destroy();
  const before = readFileSync(file);
  for (const args of [
    ['add', 'handbook'],
    ['ask', donorQuestion],
  ]) {
    const { code, stdout, stderr } = await place.run(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error \(home_newer\): .*9999-future/);
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});
