import { isIP } from 'node:net';
import { z } from 'zod';
import { AtelierError } from '@atelier/foundation';
import { filePasswords, type Secrets, type SourceKind } from '../source-kind.ts';
import type { ImapAccount } from './imap-connection.ts';
import { imapSource } from './imap-source.ts';
import { accountUri, encodeMailbox } from './imap-uri.ts';

const settings = z.strictObject({
  mailboxes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Mailboxes to read, as INBOX,Archive/2024; without it the one of the address'),
  since: z
    .union([z.int().positive(), z.string().regex(/^\d{1,5}$/), z.iso.date()], {
      error: 'it is neither a date (2024-01-31) nor a number of days',
    })
    .optional()
    .describe('Only messages received since: a date (2024-01-31), or a number of days up to now'),
  maxMessageMb: z
    .number()
    .positive()
    .max(1000)
    .default(50)
    .describe('Messages above this are reported instead of read; in MB'),
  tls: z
    .enum(['tls', 'starttls', 'none'])
    .optional()
    .describe('How the connection is protected: tls (imaps://), starttls (imap://), or none, to this machine only'),
  allowInsecure: z
    .boolean()
    .default(false)
    .describe('Whether tls may be none for a server elsewhere: password and mail can then be read on the way'),
});

type Settings = z.output<typeof settings>;

/** A mailbox on a server: `imaps://user@host/INBOX`, or `imap://` for STARTTLS. Every message is a document. */
export const imapKind: SourceKind<Settings> = {
  kind: 'imap',
  examples: ['imaps://ann@mail.example.org/INBOX', 'imaps://ann%40example.org@imap.example.org/Archive/2024'],
  accepts: (location) => /^imaps?:\/\//i.test(location),
  settings,
  secrets: {
    password: 'The password of the user, or the one made for apps',
    accessToken: 'An OAuth 2.0 access token (XOAUTH2) instead of the password',
    filePasswords: 'Passwords of protected files that are attached, one a line',
  },
  everySeconds: 300,
  identify(location) {
    const place = placeOf(location);
    if (place === null) return Promise.reject(notAnAddress(location));
    const { scheme, user, password, host, port, mailbox } = place;
    const uri = `${accountUri({ user, host, port })}/${encodeMailbox(mailbox)}`.replace(/^imap/, scheme);
    return Promise.resolve({ uri, ...(password === '' ? {} : { secrets: { password } }) });
  },
  open({ uri, settings: given, secrets, readers }) {
    const place = placeOf(uri);
    if (place === null) throw notAnAddress(uri);
    const { scheme, user, host, port, mailbox } = place;
    const tls = given.tls ?? (scheme === 'imaps' ? 'tls' : 'starttls');
    if (tls === 'none' && !given.allowInsecure && !isLoopback(host)) throw insecure(host);
    const defaultPort = scheme === 'imaps' ? 993 : 143;
    const hostname = host.replace(/^\[|\]$/g, '');
    return imapSource({
      account: { host: hostname, port: port ?? defaultPort, user, login: loginOf(secrets, uri), tls },
      accountUri: accountUri({ user, host, port }),
      mailboxes: given.mailboxes ?? [mailbox],
      since: () => sinceOf(given.since),
      maxMessageBytes: given.maxMessageMb * 1e6,
      readers,
      passwords: filePasswords(secrets),
    });
  },
};

interface Place {
  scheme: 'imap' | 'imaps';
  user: string;
  password: string;
  /** Lower case; an IPv6 address in brackets. */
  host: string;
  /** Null: the one that the scheme has. */
  port: number | null;
  mailbox: string;
}

function placeOf(location: string): Place | null {
  if (!URL.canParse(location)) return null;
  const { protocol, username, password, hostname, port, pathname } = new URL(location);
  const scheme = protocol === 'imaps:' ? 'imaps' : 'imap';
  try {
    const mailbox = decodeURIComponent(pathname).replace(/^\/|\/$/g, '');
    const place = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    if (place.user === '' || hostname === '') return null;
    const usual = scheme === 'imaps' ? '993' : '143';
    return {
      ...place,
      scheme,
      host: hostname.toLowerCase(),
      port: port === '' || port === usual ? null : Number(port),
      // Of all names only this one is the same in any case.
      mailbox: mailbox === '' || /^inbox$/i.test(mailbox) ? 'INBOX' : mailbox,
    };
  } catch {
    return null;
  }
}

function loginOf({ password, accessToken }: Secrets, uri: string): ImapAccount['login'] {
  if (accessToken) return { accessToken };
  if (password) return { password };
  throw new AtelierError({
    code: 'source_refused',
    message: `There is neither a password nor an access token for ${uri}.`,
    hint: 'Set the secret password or accessToken.',
  });
}

function sinceOf(since: string | number | undefined): Date | null {
  if (since === undefined) return null;
  const text = String(since);
  return text.includes('-') ? new Date(`${text}T00:00:00Z`) : new Date(Date.now() - Number(text) * 86_400_000);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function insecure(host: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `Without TLS the password for ${host} could be read on the way.`,
    hint: 'Leave out tls=none, or say that it may be so with allowInsecure=true.',
  });
}

function notAnAddress(location: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `${location.replace(/:[^@/]*@/, ':...@')} is not the address of a mailbox.`,
    hint: 'Write imaps://user@host/INBOX; a user like ann@example.org as ann%40example.org.',
  });
}
