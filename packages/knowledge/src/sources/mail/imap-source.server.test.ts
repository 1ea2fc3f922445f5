import { chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createReaderPool } from '../../read/reader-pool.ts';
import type { Source } from '../source.ts';
import { describeSource } from '../source.conformance.ts';
import { startDovecot, whyNoDovecot, type DovecotServer } from '../testing/dovecot-server.ts';
import { imapKind } from './imap-kind.ts';

const missing = await whyNoDovecot();
const why = missing === null ? '' : ` (left out: ${missing})`;
const { signal } = new AbortController();

const letter = (name: string, text: string): string =>
  `From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: ${name}\r\nMessage-ID: <${name}@x>\r\n\r\n${text}\r\n`;

/** Lays a message into a mailbox as a delivery would; "" is the inbox. */
async function deliver(server: DovecotServer, mailbox: string, name: string, content: string): Promise<void> {
  const root = server.mailOf('ann');
  const { uid, gid } = await stat(root);
  const folder = mailbox === '' ? root : join(root, `.${mailbox}`);
  for (const each of [folder, ...['cur', 'new', 'tmp'].map((place) => join(folder, place))]) {
    if ((await mkdir(each, { recursive: true })) !== undefined) await chown(each, uid, gid);
  }
  const file = join(folder, 'new', `${Date.now()}.${name}.host`);
  await writeFile(file, content);
  await chown(file, uid, gid);
}

async function removeMessage(server: DovecotServer, name: string): Promise<void> {
  for (const place of ['cur', 'new']) {
    const folder = join(server.mailOf('ann'), place);
    for (const file of await readdir(folder)) if (file.includes(`.${name}.`)) await rm(join(folder, file));
  }
}

type Given = { location?: string; settings?: object; secrets?: Record<string, string> };

async function openImap({ port }: DovecotServer, { location, settings = {}, secrets }: Given = {}): Promise<Source> {
  const readers = createReaderPool({ processes: 1 });
  onTestFinished(() => readers.close());
  const { uri } = await imapKind.identify(location ?? `imap://ann@127.0.0.1:${port}/INBOX`);
  const source = imapKind.open({
    uri,
    settings: imapKind.settings.parse({ tls: 'none', ...settings }),
    secrets: secrets ?? { password: 'secret' },
    readers,
    excludes: () => false,
    cache: '',
  });
  onTestFinished(async () => await source.close?.());
  return source;
}

const itemsOf = (source: Source) => Array.fromAsync(source.list(signal, new Map()));
const failureOf = async (promise: Promise<unknown>) =>
  (await promise.then(String, (error: unknown) => error)) as { code: string; message: string; hint: string };

describe.skipIf(missing !== null)(`mail on a server${why}`, { timeout: 60_000 }, () => {
  describeSource(
    'an IMAP mailbox',
    async () => {
      const server = await startDovecot();
      onTestFinished(() => server.stop());
      await deliver(server, '', 'kept', letter('kept', 'Something else.'));
      return {
        source: await openImap(server),
        reopen: () => openImap(server),
        put: (name, text) => deliver(server, '', name, letter(name, text)),
        remove: (name) => removeMessage(server, name),
        breakOff: () => server.stop(),
      };
    },
    { neverChanges: 'a message on a server never changes' },
  );

  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot();
  }, 60_000);
  afterAll(async () => await server?.stop());

  test('a message is read with what is attached, and stays unseen', async () => {
    const parts = [
      '--b\r\nContent-Type: text/plain\r\n\r\nSee the attached.\r\n',
      '--b\r\nContent-Type: text/csv; name="figures.csv"\r\nContent-Disposition: attachment; filename="figures.csv"\r\n\r\n',
      'year,sum\r\n2024,17\r\n--b--\r\n',
    ];
    const head = 'Subject: figures\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n';
    await deliver(server, 'Attached', 'm', head + parts.join(''));
    const source = await openImap(server, { location: `imap://ann@127.0.0.1:${server.port}/Attached` });
    const [item] = await itemsOf(source);
    expect(item?.uri).toMatch(/^imap:\/\/ann@127\.0\.0\.1:\d+\/Attached;UIDVALIDITY=\d+\/;UID=1$/);
    const { document, members } = await (await source.open(item!, signal)).read();
    expect(document?.text).toContain('See the attached.');
    expect(members.map(({ name }) => name)).toEqual(['figures.csv']);
    // EXAMINE leaves what is new where it is, and nothing is flagged.
    const files = await readdir(join(server.mailOf('ann'), '.Attached', 'cur'));
    expect(files.filter((file) => /:2,.*S/.test(file))).toEqual([]);
  });

  test('several mailboxes are one source, opened side by side; large and older messages are told apart', async () => {
    for (let index = 0; index < 30; index += 1) {
      await deliver(server, index % 2 === 0 ? 'Even' : 'Odd', `${index}`, letter(`n${index}`, `Number ${index}.`));
    }
    await deliver(server, 'Even', 'large', letter('large', 'x'.repeat(5000)));
    const mailboxes = ['Even', 'Odd'];
    const source = await openImap(server, { settings: { mailboxes, maxMessageMb: 0.004 } });
    const items = await itemsOf(source);
    expect(items).toHaveLength(31);
    const opened = await Promise.allSettled(items.map((item) => source.open(item, signal)));
    const reasons = opened.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
    expect(reasons.map(({ code }) => code)).toEqual(['file_too_large']);
    const hashes = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.contentHash] : []));
    expect(new Set(hashes).size).toBe(30);
    expect(await itemsOf(await openImap(server, { settings: { mailboxes, since: '2099-01-01' } }))).toEqual([]);
    expect(await itemsOf(await openImap(server, { settings: { mailboxes, since: 2 } }))).toHaveLength(31);
  });

  test('a wrong password, a missing mailbox and no server are told apart', async () => {
    await deliver(server, 'Projects', 'm', letter('m', 'x'));
    const wrong = await openImap(server, { secrets: { password: 'wrong' } });
    expect(await failureOf(itemsOf(wrong))).toMatchObject({ code: 'source_refused' });
    const nowhere = await openImap(server, { settings: { mailboxes: ['INBOX', 'Projekte'] } });
    const failure = await failureOf(itemsOf(nowhere));
    expect(failure).toMatchObject({ code: 'source_missing', message: expect.stringContaining('"Projekte"') });
    expect(failure.hint).toContain('Projects');
    const closed = await openImap(server, { location: 'imap://ann@127.0.0.1:1/INBOX' });
    expect(await failureOf(itemsOf(closed))).toMatchObject({ code: 'source_unreachable' });
  });

  test('a user who is let in no longer has no empty mailbox', async () => {
    const own = await startDovecot();
    onTestFinished(() => own.stop());
    await deliver(own, '', 'm', letter('m', 'x'));
    const source = await openImap(own);
    expect(await itemsOf(source)).toHaveLength(1);
    await source.close?.();
    await own.lockOut('ann');
    expect(await failureOf(itemsOf(source))).toMatchObject({ code: 'source_refused' });
  });

  test('TLS and STARTTLS hold, and a certificate of nobody known is refused', async () => {
    await deliver(server, '', 'm', letter('m', 'x'));
    const open = (tls: string) =>
      openImap(server, {
        location: `imap://ann@localhost:${tls === 'tls' ? server.tlsPort : server.port}/INBOX`,
        settings: { tls },
      });
    const failure = await failureOf(itemsOf(await open('tls')));
    expect(failure).toMatchObject({ code: 'source_unreachable', hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
    const before = getCACertificates();
    setDefaultCACertificates([...before, server.certificate]);
    onTestFinished(() => setDefaultCACertificates(before));
    expect(await itemsOf(await open('tls'))).not.toEqual([]);
    expect(await itemsOf(await open('starttls'))).not.toEqual([]);
  });

  test('new mail is noticed at once', async () => {
    await deliver(server, 'Watched', 'first', letter('first', 'x'));
    const source = await openImap(server, { settings: { mailboxes: ['Watched'] } });
    let changes = 0;
    const noticed = new Promise<void>((resolve, reject) => {
      const changed = () => {
        changes += 1;
        resolve();
      };
      const stop = source.watch?.({ changed, problem: reject, except: '' });
      onTestFinished(async () => await stop?.());
    });
    // The watching begins somewhen; what comes before then is no news to it.
    let count = 0;
    const timer = setInterval(() => void deliver(server, 'Watched', `${(count += 1)}`, letter('x', 'x')), 1000);
    onTestFinished(() => clearInterval(timer));
    await noticed;
    expect(changes).toBe(1);
  });
});
