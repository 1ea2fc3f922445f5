import { AtelierError } from '@atelier/foundation';
import type { Source, WatchOptions } from '../source.ts';
import type { ImapAccount } from './imap-connection.ts';
import { messageFetcher } from './imap-fetch.ts';
import { imapSession } from './imap-session.ts';
import { messageUri } from './imap-uri.ts';
import { watchMailbox } from './imap-watch.ts';
import { messageItem, type MessageOptions } from './message-item.ts';

export interface ImapOptions extends MessageOptions {
  account: ImapAccount;
  /** Begins the uris of messages: `imap://user@host`. */
  accountUri: string;
  mailboxes: readonly string[];
  /** Messages that the server received earlier are left out. Asked anew for every listing, as days go by. */
  since: () => Date | null;
}

/** Servers allow a user some ten connections; mailboxes beyond these are looked at by every sync all the same. */
const maxWatched = 5;

/** The messages of mailboxes, which are never changed by this, not even marked as read. */
export function imapSource(options: ImapOptions): Source {
  const { account, mailboxes } = options;
  const session = imapSession(account);
  const fetchMessage = messageFetcher(session, options);
  return {
    async *list(signal) {
      for (const mailbox of mailboxes) {
        const { uidValidity, uids } = await session.inMailbox(
          mailbox,
          signal,
          async ({ client, uidValidity, exists }) => {
            const since = options.since();
            if (exists === 0) return { uidValidity, uids: [] };
            const found = await client.search(since === null ? { all: true } : { since }, { uid: true });
            if (!Array.isArray(found)) throw refusedSearch(mailbox, account);
            return { uidValidity, uids: found };
          },
        );
        for (const uid of new Set(uids)) {
          signal.throwIfAborted();
          const uri = messageUri(options.accountUri, { mailbox, uidValidity, uid });
          yield { uri, stamp: `${uidValidity}:${uid}` };
        }
      }
    },
    open: async ({ uri }, signal) => messageItem(await fetchMessage(uri, signal), options),
    watch(watching: WatchOptions) {
      const stops = mailboxes.slice(0, maxWatched).map((mailbox) => watchMailbox(account, mailbox, watching));
      return async () => void (await Promise.all(stops.map((stop) => stop())));
    },
    close: () => session.close(),
  };
}

function refusedSearch(mailbox: string, { host }: ImapAccount): AtelierError {
  return new AtelierError({
    code: 'source_refused',
    message: `${host} refuses to tell what messages "${mailbox}" has.`,
    hint: 'Try without the setting since. Nothing was removed.',
  });
}
