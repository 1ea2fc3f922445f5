import { parseMessageUri, type MessageRef } from './imap-uri.ts';
import type { ImapSession } from './imap-session.ts';
import { checkMessageSize, messageGone, type MessageOptions } from './message-item.ts';

interface Waiting {
  uri: string;
  ref: MessageRef;
  resolve: (bytes: Buffer) => void;
  reject: (error: unknown) => void;
}

/** As many messages are asked for at once: an answer is awaited once for them all, and all are held in memory. */
const batchSize = 8;

/** Fetches messages by their uris; those that are asked for while others are on their way go together. */
export function messageFetcher(
  session: ImapSession,
  options: MessageOptions,
): (uri: string, signal: AbortSignal) => Promise<Buffer> {
  const waiting: Waiting[] = [];
  let running = false;

  const run = async (signal: AbortSignal): Promise<void> => {
    if (running) return;
    running = true;
    for (let batch = nextBatch(waiting); batch.length > 0; batch = nextBatch(waiting)) {
      const error = await fetchBatch(session, batch, options, signal).then(
        () => null,
        (failure: unknown) => failure,
      );
      for (const { uri, reject } of batch) reject(error ?? messageGone(uri));
    }
    running = false;
  };

  return async (uri, signal) => {
    const ref = parseMessageUri(uri);
    if (ref === null) throw messageGone(uri);
    return await new Promise((resolve, reject) => {
      waiting.push({ uri, ref, resolve, reject });
      void Promise.resolve().then(() => run(signal));
    });
  };
}

/** Of one mailbox, and of one numbering. */
function nextBatch(waiting: Waiting[]): Waiting[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const same = ({ ref }: Waiting) => ref.mailbox === first.ref.mailbox && ref.uidValidity === first.ref.uidValidity;
  const batch = waiting.filter(same).slice(0, batchSize);
  waiting.splice(0, waiting.length, ...waiting.filter((one) => !batch.includes(one)));
  return batch;
}

async function fetchBatch(
  session: ImapSession,
  batch: Waiting[],
  options: MessageOptions,
  signal: AbortSignal,
): Promise<void> {
  const mailbox = batch[0]?.ref.mailbox ?? '';
  await session.inMailbox(mailbox, signal, async ({ client, uidValidity }) => {
    // Numbered anew, the same number is another message.
    if (uidValidity !== batch[0]?.ref.uidValidity) return;
    const uids = [...new Set(batch.map(({ ref }) => ref.uid))].join(',');
    // One byte more than is taken tells that there is more; a message is not fetched further than that.
    const query = { uid: true, size: true, source: { start: 0, maxLength: options.maxMessageBytes + 1 } };
    for await (const { uid, size, source } of client.fetch(uids, query, { uid: true })) {
      if (source === undefined) continue;
      for (const { uri, ref, resolve, reject } of batch) {
        if (ref.uid !== uid) continue;
        const whole = source.length > options.maxMessageBytes ? Math.max(size ?? 0, source.length) : source.length;
        try {
          checkMessageSize(uri, whole, options);
          resolve(source);
        } catch (error) {
          reject(error);
        }
      }
    }
  });
}
