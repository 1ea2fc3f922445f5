import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createReaderPool } from '../../read/reader-pool.ts';
import { excludesOf } from '../excludes.ts';
import { describeSource } from '../source.conformance.ts';
import { mboxKind } from './mbox-kind.ts';

const { signal } = new AbortController();

async function makeMaildir(): Promise<string> {
  const path = join(scratchFolder(), 'Mail');
  for (const place of ['cur', 'new', 'tmp']) await mkdir(join(path, place), { recursive: true });
  return path;
}

async function openMaildir(path: string, patterns: string[] = []) {
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const { uri } = await mboxKind.identify(`maildir:${path}`).catch(() => ({ uri: `maildir:${path}` }));
  const settings = mboxKind.settings.parse({});
  return mboxKind.open({ uri, settings, secrets: {}, readers, excludes: excludesOf(patterns), cache: '' });
}

const letter = (text: string): string => `From: Ann <ann@example.org>\nSubject: a letter\n\n${text}\n`;

describeSource('a Maildir', async () => {
  const path = await makeMaildir();
  const open = () => openMaildir(path);
  return {
    source: await open(),
    reopen: open,
    put: (name, text) => writeFile(join(path, 'cur', `${name}:2,S`), letter(text)),
    remove: (name) => rm(join(path, 'cur', `${name}:2,S`)),
    breakOff: () => rename(path, `${path}-away`),
  };
});

test('a message that is read, answered or moved to cur stays the same item, and can be opened by it', async () => {
  const path = await makeMaildir();
  await writeFile(join(path, 'new', '1.a.host'), letter('The heron waits.'));
  const source = await openMaildir(path);
  const before = await Array.fromAsync(source.list(signal, new Map()));
  expect(before.map(({ uri }) => uri)).toEqual([`maildir:${path}/1.a.host`]);
  await rename(join(path, 'new', '1.a.host'), join(path, 'cur', '1.a.host:2,RS'));
  const { document } = await (await source.open(before[0]!, signal)).read();
  expect(document?.text).toContain('The heron waits.');
  expect(await Array.fromAsync(source.list(signal, new Map()))).toEqual(before);
});

test('mailboxes inside are listed, but neither tmp nor what is excluded', async () => {
  const path = await makeMaildir();
  for (const way of ['.Archive/cur', '.Junk/cur', 'tmp']) {
    await mkdir(join(path, way), { recursive: true });
    await writeFile(join(path, way, '1.host:2,'), letter('x'));
  }
  const items = await Array.fromAsync((await openMaildir(path, ['.Junk/'])).list(signal, new Map()));
  expect(items.map(({ uri }) => uri)).toEqual([`maildir:${path}/.Archive/1.host`]);
});

test('new mail is noticed', async () => {
  const path = await makeMaildir();
  const source = await openMaildir(path);
  const noticed = new Promise<void>((resolve, reject) => {
    const stop = source.watch?.({ changed: resolve, problem: reject, except: join(path, 'none') });
    onTestFinished(async () => await stop?.());
  });
  // Until the watchers stand, a file that comes counts as one that was there.
  const timer = setInterval(() => void writeFile(join(path, 'new', `${Date.now()}.host`), letter('x')), 1000);
  onTestFinished(() => clearInterval(timer));
  await noticed;
});

test('a folder without mail, and a file, are no Maildirs', async () => {
  const path = scratchFolder();
  const source = await openMaildir(path);
  await expect(Array.fromAsync(source.list(signal, new Map()))).rejects.toMatchObject({ code: 'source_missing' });
  await writeFile(join(path, 'x.mbox'), '');
  await expect(mboxKind.identify(`maildir:${path}/x.mbox`)).rejects.toMatchObject({ code: 'source_invalid' });
  await expect(mboxKind.identify(`mbox:${path}`)).rejects.toMatchObject({ code: 'source_invalid' });
  await expect(mboxKind.identify(`mbox:${path}/none`)).rejects.toMatchObject({ code: 'path_not_found' });
});
