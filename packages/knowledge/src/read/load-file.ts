import { open } from 'node:fs/promises';
import type { ReadRequest } from './protocol.ts';
import { ReadFailure } from './read-failure.ts';

/**
 * The bytes of a file, wherever they come from.
 * @throws ReadFailure `file_missing`, `permission_denied`, `file_empty`, `file_too_large`
 */
export async function loadFile(request: ReadRequest, maxBytes: number): Promise<Buffer> {
  return 'path' in request ? await loadPath(request.path, maxBytes) : checkedBytes(request.bytes, maxBytes);
}

/** What tells the format. */
export const nameOf = (request: ReadRequest): string => request.name ?? ('path' in request ? request.path : '');

/** @throws ReadFailure `file_empty`, `file_too_large` */
export function checkedBytes(bytes: Uint8Array, maxBytes: number): Buffer {
  checkSize(bytes.byteLength, maxBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) {
    throw new ReadFailure(
      'file_too_large',
      `is ${megabytes(size)} MB large; files up to ${megabytes(maxBytes)} MB are read.`,
      'Split it into smaller files.',
    );
  }
  if (size === 0) throw new ReadFailure('file_empty', 'is empty (0 bytes).', 'Add it again once it has content.');
}

async function loadPath(path: string, maxBytes: number): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) throw new ReadFailure('file_missing', 'is no file.', 'Name a file.');
    checkSize(stats.size, maxBytes);
    return await file.readFile();
  } catch (error) {
    if (error instanceof ReadFailure) throw error;
    throw cannotOpen(error);
  }
}

function cannotOpen(error: unknown): ReadFailure {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code === 'EACCES' || code === 'EPERM') {
    return new ReadFailure(
      'permission_denied',
      'may not be read by the user this runs as.',
      'Change its permissions, or leave it out.',
      error,
    );
  }
  return new ReadFailure(
    'file_missing',
    `could not be opened (${code}).`,
    'It may have been moved or deleted; check the path.',
    error,
  );
}

const megabytes = (bytes: number): string => (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
