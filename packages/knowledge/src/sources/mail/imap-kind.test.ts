import { expect, test } from 'vitest';
import { imapKind } from './imap-kind.ts';
import { messageUri, parseMessageUri } from './imap-uri.ts';

const open = (uri: string, settings: object, secrets: Record<string, string> = { password: 'secret' }) =>
  imapKind.open({
    uri,
    settings: imapKind.settings.parse(settings),
    secrets,
    readers: undefined as never,
    excludes: () => false,
    cache: '',
  });

test('spellings of one mailbox are one uri, and a password in it is handed back apart', async () => {
  const uri = 'imaps://ann%40example.org@mail.example.org/INBOX';
  for (const location of [
    'imaps://ann@example.org@Mail.Example.Org',
    'IMAPS://ann%40example.org@mail.example.org:993/inbox/',
    'imaps://ann%40example.org@mail.example.org/INBOX',
  ]) {
    expect(await imapKind.identify(location)).toEqual({ uri });
  }
  expect(await imapKind.identify('imap://ann:p%40ss@h:1143/Größe & Co/2024')).toEqual({
    uri: 'imap://ann@h:1143/Gr%C3%B6%C3%9Fe%20%26%20Co/2024',
    secrets: { password: 'p@ss' },
  });
});

test('an address without a user or a host is refused, without its password being told', async () => {
  for (const location of ['imaps://mail.example.org/INBOX', 'imaps://', 'imaps://:pass@host/', 'imaps:///INBOX']) {
    const failure = (await imapKind.identify(location).catch((error: unknown) => error)) as Error;
    expect(failure).toMatchObject({ code: 'source_invalid' });
    expect(failure.message).not.toContain('pass@');
  }
});

test('a message has a uri of its own, in every mailbox', () => {
  const ref = { mailbox: 'Größe;x/2024 #1', uidValidity: '1751', uid: 20 };
  const uri = messageUri('imap://ann@h', ref);
  expect(uri).toBe('imap://ann@h/Gr%C3%B6%C3%9Fe%3Bx/2024%20%231;UIDVALIDITY=1751/;UID=20');
  expect(parseMessageUri(uri)).toEqual(ref);
  expect(parseMessageUri('imap://ann@h/INBOX')).toBeNull();
});

test('a password crosses the network in the open only where somebody says so', async () => {
  const insecure = expect.objectContaining({ code: 'source_invalid' });
  expect(() => open('imap://ann@mail.example.org/INBOX', { tls: 'none' })).toThrow(insecure);
  expect(() => open('imap://ann@127.0.0.1.example.org/INBOX', { tls: 'none' })).toThrow(insecure);
  for (const host of ['localhost', '127.0.0.1', '[::1]']) open(`imap://ann@${host}/INBOX`, { tls: 'none' });
  open('imap://ann@mail.example.org/INBOX', { tls: 'none', allowInsecure: true });
});

test('without a password nothing is asked', () => {
  const refused = expect.objectContaining({ code: 'source_refused' });
  expect(() => open('imaps://ann@mail.example.org/INBOX', {}, {})).toThrow(refused);
});

test('since is a date or a number of days', () => {
  const accepts = (since: unknown) => imapKind.settings.safeParse({ since }).success;
  expect([90, '90', '2024-01-31'].map(accepts)).toEqual([true, true, true]);
  expect([-1, 'yesterday', '31.1.2024', '2024-13-01'].map(accepts)).toEqual([false, false, false, false]);
});
