import { createHash } from 'node:crypto';
import { AtelierError } from '@atelier/foundation';
import type { ReaderPool } from '../../read/reader-pool.ts';
import type { OpenItem } from '../source.ts';

export interface MessageOptions {
  readers: ReaderPool;
  passwords: readonly string[];
  maxMessageBytes: number;
}

/** A message as it went over the wire. What is attached becomes members of the document. */
export function messageItem(bytes: Buffer, { readers, passwords }: MessageOptions): OpenItem {
  const file = { bytes, name: 'message.eml', passwords };
  return {
    contentHash: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    file,
    read: () => readers.read(file),
  };
}

/** @throws AtelierError `file_too_large` */
export function checkMessageSize(uri: string, bytes: number, { maxMessageBytes }: MessageOptions): void {
  if (bytes <= maxMessageBytes) return;
  const megabytes = (size: number) => (size / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
  throw new AtelierError({
    code: 'file_too_large',
    message: `${uri} is ${megabytes(bytes)} MB large; this source takes messages up to ${megabytes(maxMessageBytes)} MB.`,
    hint: "Raise the source's maxMessageMb.",
  });
}

export function messageGone(uri: string, cause?: unknown): AtelierError {
  return new AtelierError({
    code: 'file_missing',
    message: `${uri} is no longer there.`,
    hint: 'It may have been moved or deleted meanwhile; the next sync will tell.',
    cause,
  });
}
