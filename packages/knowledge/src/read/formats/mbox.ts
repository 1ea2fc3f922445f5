import { decodeWords } from 'postal-mime';
import { ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';

const newline = 10;
/** The line between messages: who sent the next one, and when it came. */
const separator = /^From \S.*\d{4}|^From (?:-|MAILER)/;

/** A mailbox: every message is a document of its own, named by its number and subject. */
export const readMbox: FormatReader = async ({ bytes, member }) => {
  const starts = separatorsOf(bytes);
  if (starts[0] !== 0) {
    throw new ReadFailure(
      'file_mislabelled',
      'is named as a mailbox, but does not begin with a "From " line.',
      'Give it the extension of what it is, or replace it by the file that was meant.',
    );
  }
  for (const [index, start] of starts.entries()) {
    const message = withoutQuoting(bytes.subarray(nextLine(bytes, start), starts[index + 1] ?? bytes.length));
    if (message.length > 0) await member(nameOf(message, index + 1), message);
  }
};

/** Where "From " lines begin: at the start, and after an empty line. */
function separatorsOf(bytes: Buffer): number[] {
  const starts: number[] = [];
  const start = bytes[0] === 0xef ? 3 : 0;
  for (let at = start; at >= 0 && at < bytes.length;) {
    const line = bytes.toString('latin1', at, Math.min(at + 200, bytes.length)).split('\n')[0] ?? '';
    if (separator.test(line) && (at === start || isAfterEmptyLine(bytes, at))) starts.push(at === start ? 0 : at);
    const next = bytes.indexOf('\nFrom ', at);
    at = next < 0 ? next : next + 1;
  }
  return starts;
}

/** "\n\n" or "\n\r\n" in front. */
const isAfterEmptyLine = (bytes: Buffer, at: number): boolean =>
  bytes[at - 2] === newline || (bytes[at - 2] === 13 && bytes[at - 3] === newline);

function nextLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(newline, at);
  return end < 0 ? bytes.length : end + 1;
}

/** Lines of a message that begin with "From " were kept with ">" in front, and such lines with one more. */
function withoutQuoting(message: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = message.indexOf('\n>'); at >= 0; at = message.indexOf('\n>', at + 1)) {
    if (!/^>+From /.test(message.toString('latin1', at + 1, at + 80))) continue;
    pieces.push(message.subarray(from, at + 1));
    from = at + 2;
  }
  return from === 0 ? message : Buffer.concat([...pieces, message.subarray(from)]);
}

/** "0001 Quarterly figures.eml" */
function nameOf(message: Buffer, number: number): string {
  const [head = ''] = message.toString('utf8', 0, 16_384).split(/\r?\n\r?\n/, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
  const words = decodeWords(field('subject')) || field('message-id').replace(/[<>]/g, '');
  const title = words
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 80)
    .toWellFormed()
    .trim();
  return `${[String(number).padStart(4, '0'), title].filter((part) => part !== '').join(' ')}.eml`;
}
