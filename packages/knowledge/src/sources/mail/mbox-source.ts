import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { AtelierError } from '@atelier/foundation';
import { watchFolder } from '../folder/watch-folder.ts';
import type { Source } from '../source.ts';
import { mboxMessages, NoMbox, withoutQuoting, type MboxMessage } from './mbox-messages.ts';
import { checkMessageSize, messageGone, messageItem, type MessageOptions } from './message-item.ts';

interface Index {
  /** What the file was when it was indexed. */
  stamp: string;
  messages: Map<string, MboxMessage>;
}

/** The messages of an mbox file. `uri` is the file's; a message adds its Message-ID to it. */
export function mboxSource(path: string, uri: string, options: MessageOptions): Source {
  let index: Index | null = null;

  /** The file is read through once for every state it is in. */
  const indexed = async (signal: AbortSignal): Promise<Index> => {
    const stamp = await stampOf(path);
    if (index?.stamp !== stamp) index = { stamp, messages: await messagesOf(path, uri, signal) };
    return index;
  };

  return {
    async *list(signal) {
      const { messages } = await indexed(signal);
      for (const [messageUri, { start, end, hash }] of messages) {
        signal.throwIfAborted();
        yield { uri: messageUri, stamp: `${end - start} ${hash}` };
      }
    },
    async open({ uri: messageUri }, signal) {
      const find = async ({ messages }: Index): Promise<Buffer | null> => {
        const message = messages.get(messageUri);
        if (message === undefined) return null;
        checkMessageSize(messageUri, message.end - message.start, options);
        return await bytesOf(path, message);
      };
      // Mail that came since only adds to the file; where it was written anew, messages lie elsewhere.
      const bytes = (index && (await find(index))) ?? (await find(await indexed(signal)));
      if (bytes === null) throw messageGone(messageUri);
      return messageItem(withoutQuoting(bytes), options);
    },
    watch: (watching) => watchFolder(path, watching),
  };
}

async function stampOf(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw mailboxMissing(path, cause);
  });
  return `${stats.size}:${stats.mtimeNs}:${stats.ino}`;
}

async function messagesOf(path: string, uri: string, signal: AbortSignal): Promise<Map<string, MboxMessage>> {
  const messages = new Map<string, MboxMessage>();
  try {
    for await (const message of mboxMessages(path, signal)) {
      if (message.end <= message.start) continue;
      const named = `${uri}#${encodeURIComponent(message.id ?? message.hash).replaceAll('%40', '@')}`;
      const taken = messages.get(named);
      // Copies of a message are one; messages that only share a Message-ID are told apart by what they hold.
      if (taken === undefined) messages.set(named, message);
      else if (taken.hash !== message.hash) messages.set(`${named};${message.hash.slice(0, 16)}`, message);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof NoMbox ? noMbox(path) : mailboxMissing(path, cause);
  }
  return messages;
}

/** Null where these bytes are no longer that message. */
async function bytesOf(path: string, { start, end, hash }: MboxMessage): Promise<Buffer | null> {
  await using file = await open(path, 'r').catch((cause: unknown) => {
    throw mailboxMissing(path, cause);
  });
  const bytes = Buffer.alloc(end - start);
  await file.read(bytes, 0, bytes.length, start);
  return createHash('sha256').update(bytes).digest('hex') === hash ? bytes : null;
}

export function mailboxMissing(path: string, cause: unknown): AtelierError {
  return new AtelierError({
    code: 'source_missing',
    message: `${path} is not there or cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
    hint: 'Check the path, or whether its disk is mounted. Nothing was removed from the index.',
    cause,
  });
}

function noMbox(path: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `${path} is no mbox file: it does not begin with a "From " line.`,
    hint: 'Name an mbox file, or a Maildir folder as maildir:<path>. Nothing was removed from the index.',
  });
}
