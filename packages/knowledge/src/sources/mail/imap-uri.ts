/** One message for ever: a mailbox that numbers its messages anew gets another UIDVALIDITY. */
export interface MessageRef {
  mailbox: string;
  uidValidity: string;
  uid: number;
}

/** `imap://ann%40example.org@mail.example.org`: the account, to which mailboxes and messages are added (RFC 5092). */
export function accountUri({ user, host, port }: { user: string; host: string; port: number | null }): string {
  return `imap://${encodeURIComponent(user)}@${host}${port === null ? '' : `:${port}`}`;
}

export function messageUri(account: string, { mailbox, uidValidity, uid }: MessageRef): string {
  return `${account}/${encodeMailbox(mailbox)};UIDVALIDITY=${uidValidity}/;UID=${uid}`;
}

/** Null where it is not the uri of a message. */
export function parseMessageUri(uri: string): MessageRef | null {
  const [, mailbox, uidValidity, uid] = /^imap:\/\/[^/]+\/([^;]+);UIDVALIDITY=(\d+)\/;UID=(\d+)$/.exec(uri) ?? [];
  if (mailbox === undefined || uidValidity === undefined) return null;
  return { mailbox: decodeURIComponent(mailbox), uidValidity, uid: Number(uid) };
}

export const encodeMailbox = (mailbox: string): string => mailbox.split('/').map(encodeURIComponent).join('/');
