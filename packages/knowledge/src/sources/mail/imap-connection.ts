import { ImapFlow, type ImapFlowError } from 'imapflow';
import { AtelierError } from '@atelier/foundation';

export interface ImapAccount {
  host: string;
  port: number;
  user: string;
  login: { password: string } | { accessToken: string };
  /** `starttls`: the connection becomes safe before the login, or there is none. */
  tls: 'tls' | 'starttls' | 'none';
}

/**
 * A connection that is signed in. With `idle` it waits for news of its mailbox whenever nothing else is asked.
 * @throws AtelierError `source_refused`, `source_unreachable`
 */
export async function connectImap(account: ImapAccount, { idle }: { idle: boolean }): Promise<ImapFlow> {
  const { host, port, user, login, tls } = account;
  const client = new ImapFlow({
    host,
    port,
    secure: tls === 'tls',
    ...(tls === 'tls' ? {} : { doSTARTTLS: tls === 'starttls' }),
    auth: { user, ...('password' in login ? { pass: login.password } : login) },
    logger: false,
    connectionTimeout: 20_000,
    disableAutoIdle: !idle,
    // Servers hang up on clients that are silent for half an hour, and routers earlier.
    ...(idle ? { autoIdleDelay: 50, maxIdleTime: 240_000 } : { socketTimeout: 120_000 }),
  });
  // What breaks the connection also fails what waits for an answer; unheard, it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw imapError(error, account);
  }
}

/** Not the login but the server is to blame, and it may be over soon. */
const passing = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG']);

/** What went wrong with a mailbox or with the server as a whole. */
export function imapError(error: unknown, { host, port, user, tls }: ImapAccount): AtelierError {
  if (AtelierError.is(error)) return error;
  const failure = error as ImapFlowError;
  const said =
    failure.responseText || (typeof failure.response === 'string' ? failure.response : '') || failure.message;
  const reason = [failure.serverResponseCode ?? failure.code, said.split('\n')[0]].filter(Boolean).join(': ');
  if (failure.authenticationFailed && !passing.has(failure.serverResponseCode ?? '')) {
    return new AtelierError({
      code: 'source_refused',
      message: `${host} does not let ${user} in (${reason}).`,
      hint: 'Set the password or access token anew. Some providers want a password made for apps. Nothing was removed.',
      cause: error,
    });
  }
  if (failure.responseStatus === 'NO' && !passing.has(failure.serverResponseCode ?? '')) {
    return new AtelierError({
      code: 'source_refused',
      message: `${host} refuses to show the mail of ${user} (${reason}).`,
      hint: 'Check the rights of this user on the mailbox. Nothing was removed.',
      cause: error,
    });
  }
  return new AtelierError({
    code: 'source_unreachable',
    message: `The mail server ${host}:${port} does not answer as it should (${reason}).`,
    hint: hintFor(failure, tls),
    retryable: true,
    cause: error,
  });
}

function hintFor({ tlsFailed, code = '' }: ImapFlowError, tls: ImapAccount['tls']): string {
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code)) {
    return 'If its certificate is from the company, name the authority in NODE_EXTRA_CA_CERTS.';
  }
  if (tlsFailed || /SSL|TLS|EPROTO/.test(code)) {
    return `Check the setting tls, which is ${tls}: port 993 wants tls, port 143 starttls.`;
  }
  return 'Check the address and the network. The next sync tries again; nothing was removed.';
}

/** What is not there, with what is. */
export async function mailboxMissing(client: ImapFlow, mailbox: string, { host }: ImapAccount): Promise<AtelierError> {
  const list = await client.list();
  const names = list
    .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
    .map(({ path }) => path);
  return new AtelierError({
    code: 'source_missing',
    message: `There is no mailbox "${mailbox}" on ${host}.`,
    hint: `There are: ${names.slice(0, 50).join(', ')}${names.length > 50 ? ' ...' : ''}. Nothing was removed.`,
  });
}
