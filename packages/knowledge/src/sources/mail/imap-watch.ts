import type { ImapFlow } from 'imapflow';
import { AtelierError } from '@atelier/foundation';
import type { WatchOptions } from '../source.ts';
import { connectImap, imapError, type ImapAccount } from './imap-connection.ts';

/** Mail often comes in several at once. */
const settleMs = 300;
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/**
 * Hears of new and deleted mail in one mailbox by IDLE, on a connection of its own. A connection that ends is made anew,
 * and counts as a change, since nobody knows what came meanwhile; only a server that refuses ends the watching.
 */
export function watchMailbox(
  account: ImapAccount,
  mailbox: string,
  { changed, problem }: WatchOptions,
): () => Promise<void> {
  let client: ImapFlow | null = null;
  let stopped = false;
  let settling: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;

  const news = (): void => {
    settling ??= setTimeout(() => {
      settling = undefined;
      changed();
    }, settleMs);
  };
  const later = (): void => {
    if (stopped) return;
    again = setTimeout(() => void watch(true), pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  const watch = async (isAgain: boolean): Promise<void> => {
    try {
      client = await connectImap(account, { idle: true });
      client.on('exists', news);
      client.on('expunge', news);
      await client.mailboxOpen(mailbox, { readOnly: true });
      client.once('close', later);
      if (!client.usable) throw new Error('the connection ended');
      pauseMs = firstPauseMs;
      if (isAgain) news();
      if (stopped) client.close();
    } catch (error) {
      client?.off('close', later);
      client?.close();
      if (stopped) return;
      const failure = imapError(error, account);
      if (AtelierError.is(failure, 'source_unreachable')) later();
      else problem(failure);
    }
  };
  const started = watch(false);

  return async () => {
    stopped = true;
    clearTimeout(settling);
    clearTimeout(again);
    client?.close();
    await started;
    clearTimeout(again);
  };
}
