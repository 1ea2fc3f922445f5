import type { ImapFlow } from 'imapflow';
import { connectImap, imapError, mailboxMissing, type ImapAccount } from './imap-connection.ts';

export interface OpenMailbox {
  client: ImapFlow;
  uidValidity: string;
  /** Messages in it. */
  exists: number;
}

/** One connection for everything that is read; a new one where it has ended. */
export interface ImapSession {
  /**
   * Works in a mailbox that is open for reading only. One piece of work at a time.
   * @throws AtelierError `source_refused`, `source_unreachable`, `source_missing`; what the signal was aborted with
   */
  inMailbox<Result>(
    mailbox: string,
    signal: AbortSignal,
    work: (open: OpenMailbox) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

export function imapSession(account: ImapAccount): ImapSession {
  let connection: Promise<ImapFlow> | null = null;

  const connected = async (): Promise<ImapFlow> => {
    const before = await connection?.catch(() => null);
    if (before?.usable) return before;
    connection = connectImap(account, { idle: false });
    return await connection;
  };

  const work = async <Result>(
    client: ImapFlow,
    mailbox: string,
    inside: (open: OpenMailbox) => Promise<Result>,
  ): Promise<Result> => {
    const lock = await client.getMailboxLock(mailbox, { readOnly: true });
    try {
      // A mailbox that was open already shows what came since only when something is asked.
      await client.noop();
      if (client.mailbox === false) throw new Error('the mailbox was closed');
      const { uidValidity, exists } = client.mailbox;
      return await inside({ client, uidValidity: String(uidValidity), exists });
    } finally {
      lock.release();
    }
  };

  // Connecting, too, happens once at a time.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    async inMailbox(mailbox, signal, inside) {
      const turn = queue.then(async () => {
        signal.throwIfAborted();
        const client = await connected();
        // Nothing can be taken back from a server but the connection.
        const cutOff = () => client.close();
        signal.addEventListener('abort', cutOff, { once: true });
        try {
          return await work(client, mailbox, inside);
        } catch (error) {
          signal.throwIfAborted();
          if ((error as { mailboxMissing?: boolean }).mailboxMissing) {
            throw await mailboxMissing(client, mailbox, account).catch((failure: unknown) =>
              imapError(failure, account),
            );
          }
          throw imapError(error, account);
        } finally {
          signal.removeEventListener('abort', cutOff);
        }
      });
      queue = turn.catch(() => undefined);
      return await turn;
    },
    async close() {
      const client = await connection?.catch(() => null);
      connection = null;
      await client?.logout().catch(() => client.close());
    },
  };
}
