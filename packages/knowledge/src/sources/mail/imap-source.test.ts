import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createReaderPool } from '../../read/reader-pool.ts';
import type { Source } from '../source.ts';
import { imapKind } from './imap-kind.ts';

const { signal } = new AbortController();
const letter = 'Subject: a letter\r\n\r\nThe heron waits.\r\n';

/** What a server says to a command, before or in place of "OK"; false: nothing more, it is told by `socket`. */
type Answer = (command: string, socket: Socket, tag: string) => string | false | undefined;

/** As much of an IMAP server as a sync needs, with messages 1 to 3, to let things go wrong that a good server never does. */
async function startServer(misbehave: Answer): Promise<{ source: Source; commands: string[] }> {
  const commands: string[] = [];
  const usual = (command: string): string => {
    if (command.startsWith('CAPABILITY')) return '* CAPABILITY IMAP4rev1\r\n';
    if (command.startsWith('LIST')) return '* LIST () "/" INBOX\r\n';
    if (command.startsWith('EXAMINE')) return '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] Valid\r\n';
    if (command.startsWith('UID SEARCH')) return '* SEARCH 1 2 3\r\n';
    const uids = /^UID FETCH (\S+)/.exec(command)?.[1]?.split(',') ?? [];
    return uids.map((uid) => `* ${uid} FETCH (UID ${uid} BODY[]<0> {${letter.length}}\r\n${letter})\r\n`).join('');
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        const [tag = '', ...words] = line.split(' ');
        const command = words.join(' ');
        commands.push(command);
        const answer = misbehave(command, socket, tag) ?? usual(command);
        if (answer !== false) socket.write(`${answer}${tag} OK done\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const source = imapKind.open({
    uri: `imap://ann@127.0.0.1:${(server.address() as AddressInfo).port}/INBOX`,
    settings: imapKind.settings.parse({ tls: 'none' }),
    secrets: { password: 'wonderland' },
    readers,
    excludes: () => false,
    cache: '',
  });
  onTestFinished(async () => await source.close?.());
  return { source, commands };
}

const itemsOf = (source: Source) => Array.fromAsync(source.list(signal, new Map()));
const failureOf = async (promise: Promise<unknown>) =>
  (await promise.then(String, (error: unknown) => error)) as { code: string; message: string };

test('mail is only looked at, and messages that are opened side by side are fetched together', async () => {
  const { source, commands } = await startServer(() => undefined);
  const items = await itemsOf(source);
  expect(items.map(({ stamp }) => stamp)).toEqual(['7:1', '7:2', '7:3']);
  const opened = await Promise.all(items.map((item) => source.open(item, signal)));
  expect((await opened[0]?.read())?.document?.text).toContain('The heron waits.');
  expect(commands.filter((command) => command.startsWith('UID FETCH'))).toEqual([
    expect.stringMatching(/^UID FETCH 1,2,3 .*BODY\.PEEK\[\]/),
  ]);
  expect(commands.filter((command) => /^(?:SELECT|UID STORE|EXPUNGE)/.test(command))).toEqual([]);
});

test('a connection that breaks in the middle of a listing throws, and the next listing makes a new one', async () => {
  let breaks = 1;
  const { source } = await startServer((command, socket) => {
    if (!command.startsWith('UID SEARCH') || breaks-- <= 0) return undefined;
    socket.write('* SEARCH 1 2\r\n', () => socket.destroy());
    return false;
  });
  expect(await failureOf(itemsOf(source))).toMatchObject({ code: 'source_unreachable' });
  expect(await itemsOf(source)).toHaveLength(3);
});

test('a message that is cut off is not taken for whole', async () => {
  const { source } = await startServer((command, socket) => {
    if (!command.startsWith('UID FETCH')) return undefined;
    socket.write(`* 1 FETCH (UID 1 BODY[]<0> {${letter.length}}\r\n${letter.slice(0, 10)}`, () => socket.destroy());
    return false;
  });
  const [item] = await itemsOf(source);
  expect(await failureOf(source.open(item!, signal))).toMatchObject({ code: 'source_unreachable' });
});

test.each([
  ['LOGIN', '[AUTHENTICATIONFAILED] Password expired', 'source_refused'],
  ['LOGIN', '[UNAVAILABLE] Try later', 'source_unreachable'],
  ['EXAMINE', '[NOPERM] Not yours', 'source_refused'],
  ['UID SEARCH', 'Not now', 'source_refused'],
])('%s answered with NO %s is %s, never an empty mailbox', async (refused, words, code) => {
  const { source } = await startServer((command, socket, tag) => {
    if (!command.startsWith(refused)) return undefined;
    socket.write(`${tag} NO ${words}\r\n`);
    return false;
  });
  const failure = await failureOf(itemsOf(source));
  expect(failure.code).toBe(code);
  expect(JSON.stringify(failure)).not.toContain('wonderland');
});

test('numbered anew, a number is no longer the message that was listed', async () => {
  let validity = 7;
  const { source } = await startServer((command) =>
    command.startsWith('EXAMINE') ? `* 3 EXISTS\r\n* OK [UIDVALIDITY ${validity}] Valid\r\n` : undefined,
  );
  const [item] = await itemsOf(source);
  await source.close?.();
  validity = 8;
  expect(await failureOf(source.open(item!, signal))).toMatchObject({ code: 'file_missing' });
});
