import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A message in an mbox file, without the "From " line above it and the empty line below. */
export interface MboxMessage {
  /** Bytes from the beginning of the file. */
  start: number;
  end: number;
  /** SHA-256 of these bytes, hex. */
  hash: string;
  /** What stands in Message-ID, without its brackets; null where there is none. */
  id: string | null;
}

/** The line between messages: who sent the next one, and when it came. */
const separator = /^From \S.*\d{4}|^From (?:-|MAILER)/;
const newline = 10;
/** A separator is not longer than this; so much is kept until it is clear what it is. */
const maxSeparator = 1024;
const maxHead = 65_536;

/** Thrown for a file that does not begin as an mbox file does. */
export class NoMbox extends Error {}

/**
 * The messages of an mbox file, which may be of any size: it is read piece by piece.
 * @throws NoMbox; errors of the file system
 */
export async function* mboxMessages(path: string, signal: AbortSignal): AsyncIterable<MboxMessage> {
  const scan = new Scan();
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    yield* scan.take(piece as Buffer, false);
  }
  yield* scan.take(Buffer.alloc(0), true);
}

/** Text that was read but not yet judged, and the message that it belongs to. */
class Scan {
  #buffer: Buffer = Buffer.alloc(0);
  /** Where the buffer begins in the file. */
  #offset = 0;
  #message: OpenMessage | null = null;

  *take(piece: Buffer, isLast: boolean): Iterable<MboxMessage> {
    this.#buffer = Buffer.concat([this.#buffer, piece]);
    if (this.#message === null && !this.#begin(isLast)) return;
    const ahead = isLast ? 0 : maxSeparator;
    let at = this.#buffer.indexOf('\nFrom ');
    while (at >= 0 && at + ahead <= this.#buffer.length) {
      const after = this.#afterSeparator(at + 1);
      if (after !== null && this.#isEmptyLine(at)) {
        yield this.#close(at);
        this.#drop(after);
        this.#message = new OpenMessage(this.#offset);
        at = this.#buffer.indexOf('\nFrom ');
      } else {
        at = this.#buffer.indexOf('\nFrom ', at + 1);
      }
    }
    if (isLast) yield this.#close(this.#end());
    else this.#keep(Math.max(0, (at >= 0 ? at : this.#buffer.length) - 16));
  }

  /** The first line has to be a separator; false where there is not enough of the file yet. */
  #begin(isLast: boolean): boolean {
    if (!isLast && this.#buffer.length < maxSeparator) return false;
    if (isLast && this.#buffer.length === 0) return false;
    const mark = this.#buffer[0] === 0xef ? 3 : 0;
    const after = this.#afterSeparator(mark);
    if (after === null) throw new NoMbox();
    this.#drop(after);
    this.#message = new OpenMessage(this.#offset);
    return true;
  }

  /** Where the line after this one begins if this one is a separator. */
  #afterSeparator(at: number): number | null {
    const line = this.#buffer.subarray(at, at + maxSeparator);
    const end = line.indexOf(newline);
    if (!separator.test(line.toString('latin1', 0, end < 0 ? line.length : end))) return null;
    return at + (end < 0 ? line.length : end + 1);
  }

  /** Whether the line that ends here is empty; nothing of a message may also stand in front of a separator. */
  #isEmptyLine(at: number): boolean {
    const before = at > 0 && this.#buffer[at - 1] === 13 ? at - 1 : at;
    return before === 0 || this.#buffer[before - 1] === newline;
  }

  /** The message ends in front of the empty line that ends here. */
  #close(at: number): MboxMessage {
    const end = at > 0 && this.#buffer[at - 1] === 13 ? at - 1 : at;
    const message = this.#message as OpenMessage;
    message.take(this.#buffer.subarray(0, end));
    return message.close(this.#offset + end);
  }

  /** At the end of the file the empty line may be missing. */
  #end(): number {
    const { length } = this.#buffer;
    if (this.#buffer[length - 1] !== newline || !this.#isEmptyLine(length - 1)) return length;
    return length - 1;
  }

  #keep(from: number): void {
    this.#message?.take(this.#buffer.subarray(0, from));
    this.#drop(from);
  }

  #drop(bytes: number): void {
    this.#buffer = this.#buffer.subarray(bytes);
    this.#offset += bytes;
  }
}

class OpenMessage {
  readonly #start: number;
  readonly #hash: Hash = createHash('sha256');
  #head = '';

  constructor(start: number) {
    this.#start = start;
  }

  take(bytes: Buffer): void {
    this.#hash.update(bytes);
    if (this.#head.length < maxHead) this.#head += bytes.toString('latin1', 0, maxHead - this.#head.length);
  }

  close(end: number): MboxMessage {
    return { start: this.#start, end, hash: this.#hash.digest('hex'), id: messageIdOf(this.#head) };
  }
}

function messageIdOf(text: string): string | null {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  return /^message-id:\s*<?([^<>\s]+)/im.exec(unfolded)?.[1] ?? null;
}

/** Lines that begin with "From " are kept with ">" in front, and such lines with one more. */
export function withoutQuoting(message: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = message.indexOf('>'); at >= 0; at = message.indexOf('>', at + 1)) {
    if (at > 0 && message[at - 1] !== newline) continue;
    if (!/^>+From /.test(message.toString('latin1', at, at + 80))) continue;
    pieces.push(message.subarray(from, at));
    from = at + 1;
  }
  return from === 0 ? message : Buffer.concat([...pieces, message.subarray(from)]);
}
