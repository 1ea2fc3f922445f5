import { appendFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '@atelier/foundation/testing';
import { createReaderPool } from '../../read/reader-pool.ts';
import { describeSource } from '../source.conformance.ts';
import { mboxKind } from './mbox-kind.ts';
import { mboxMessages } from './mbox-messages.ts';

const { signal } = new AbortController();

function openMailbox(uri: string, settings: { maxMessageMb?: number } = {}) {
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const context = { uri, secrets: {}, readers, excludes: () => false, cache: '' };
  return mboxKind.open({ ...context, settings: mboxKind.settings.parse(settings) });
}

async function mailboxWith(content: string): Promise<string> {
  const path = join(scratchFolder(), 'old mail.mbox');
  await writeFile(path, content);
  return (await mboxKind.identify(`mbox:${path}`)).uri;
}

const line = 'From ann@example.org Tue Jul 22 08:00:00 2025';
const message = (id: string, text: string): string =>
  `${line}\nMessage-ID: <${id}>\nFrom: Ann <ann@example.org>\nSubject: ${id}\n\n${text}\n\n`;

async function bodiesOf(uri: string): Promise<string[]> {
  const source = openMailbox(uri);
  const items = await Array.fromAsync(source.list(signal, new Map()));
  const opened = await Promise.all(items.map((item) => source.open(item, signal)));
  const read = await Promise.all(opened.map((item) => item.read()));
  return read.map(({ document }) => document?.text ?? '');
}

describeSource('an mbox file', async () => {
  const path = join(scratchFolder(), 'inbox.mbox');
  const letters = new Map([['kept', 'Something else.']]);
  const save = () => writeFile(path, [...letters].map(([name, text]) => message(name, text)).join(''));
  await save();
  const open = () => openMailbox(`mbox:${path}`);
  return {
    source: open(),
    reopen: open,
    put: (name, text) => (letters.set(name, text), save()),
    remove: (name) => (letters.delete(name), save()),
    breakOff: () => rename(path, `${path}.away`),
  };
});

test('messages are told apart by their Message-ID, or else by what they hold', async () => {
  const twice = message('b@x', 'Second.');
  const nameless = `${line}\nSubject: nameless\n\nWithout an identity.\n\n`;
  const uri = await mailboxWith(message('a@x', 'First.') + twice + twice + message('b@x', 'Other.') + nameless);
  const items = await Array.fromAsync(openMailbox(uri).list(signal, new Map()));
  expect(uri).toMatch(/^mbox:\/.*\/old%20mail\.mbox$/);
  expect(items.map((item) => item.uri.slice(uri.length))).toEqual([
    '#a@x',
    '#b@x',
    expect.stringMatching(/^#b@x;[\da-f]{16}$/),
    expect.stringMatching(/^#[\da-f]{64}$/),
  ]);
});

test('only a separator after an empty line begins a message, and quoting is undone', async () => {
  const body = 'I quote:\n>From here on\n>>From there\nFrom the 2025 plan\n\nFrom now on it is sunny.\n>not quoted';
  const [text, ...rest] = await bodiesOf(await mailboxWith(message('a@x', body)));
  expect(rest).toEqual([]);
  expect(text).toContain('From here on');
  expect(text).not.toContain('>From here');
  expect(text).toContain('>From there');
  expect(text).toContain('From now on it is sunny.');
});

test('a message keeps its bytes when others come after it, with either end of line', async () => {
  for (const eol of ['\n', '\r\n']) {
    const first = message('a@x', 'First.').replaceAll('\n', eol);
    const uri = await mailboxWith(first);
    const hashOf = async () => (await Array.fromAsync(openMailbox(uri).list(signal, new Map()))).at(0)?.stamp;
    const before = await hashOf();
    await appendFile(decodeURIComponent(uri.slice('mbox:'.length)), message('b@x', 'Second.').replaceAll('\n', eol));
    expect(await hashOf()).toBe(before);
    expect(await bodiesOf(uri)).toEqual([expect.stringContaining('First.'), expect.stringContaining('Second.')]);
  }
});

test('offsets hold in a file of many pieces, wherever a piece ends', async () => {
  const piece = 1 << 20;
  const around = message('0@x', '').length;
  // The separator of the second message begins so many bytes before the second piece does.
  for (const ahead of [0, 1, 3, 6, 20, line.length, line.length + 1]) {
    const texts = ['a'.repeat(piece - ahead - around), 'b'.repeat(2 * piece), 'c'];
    const text = texts.map((text, index) => message(`${index}@x`, text)).join('');
    const path = decodeURIComponent((await mailboxWith(text)).slice('mbox:'.length));
    const found = await Array.fromAsync(mboxMessages(path, signal));
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(
      texts.map((text, index) => message(`${index}@x`, text).slice(line.length + 1, -1)),
    );
    expect(found.map(({ id }) => id)).toEqual(['0@x', '1@x', '2@x']);
  }
});

test('a message is found again in a file that was written anew since it was listed', async () => {
  const uri = await mailboxWith(message('a@x', 'First.') + message('b@x', 'Second.'));
  const source = openMailbox(uri);
  const [first, second] = await Array.fromAsync(source.list(signal, new Map()));
  await writeFile(decodeURIComponent(uri.slice('mbox:'.length)), message('b@x', 'Second.'));
  expect((await (await source.open(second!, signal)).read()).document?.text).toContain('Second.');
  await expect(source.open(first!, signal)).rejects.toMatchObject({ code: 'file_missing' });
});

test('a file that is no mbox is refused as a whole, and a large message by itself', async () => {
  const list = async (uri: string) => await Array.fromAsync(openMailbox(uri).list(signal, new Map()));
  await expect(list(await mailboxWith('Dear Ann,\n'))).rejects.toMatchObject({ code: 'source_invalid' });
  expect(await list(await mailboxWith(''))).toEqual([]);
  const source = openMailbox(await mailboxWith(message('a@x', 'Too much.')), { maxMessageMb: 0.00001 });
  const [item] = await Array.fromAsync(source.list(signal, new Map()));
  await expect(source.open(item!, signal)).rejects.toMatchObject({ code: 'file_too_large' });
});
