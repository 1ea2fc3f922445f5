import { AsyncLocalStorage } from 'node:async_hooks';
import { configure, Uint8ArrayReader, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js';
import { extensionOf, supportedExtensions } from '../detect.ts';
import { damaged, ReadFailure } from '../read-failure.ts';
import type { FormatReader } from './format-reader.ts';
import { isNoDocument, memberPath } from './member-name.ts';
import { checkPlaces, UnpackGuard } from './zip.ts';

// Everything runs in the thread of the reader, which has no others to give.
configure({ useWebWorkers: false });

/** All files of an archive and of the archives inside it; only one is held at a time. */
const maxUnpackedBytes = 1_000_000_000;
/** The guard of the outermost archive: archives inside it count into it. */
const guards = new AsyncLocalStorage<UnpackGuard>();

/** ZIP archives: every file in them is a document of its own, or a failure of its own. */
export const readZipFile: FormatReader = async (file) => {
  const guard = guards.getStore() ?? new UnpackGuard(maxUnpackedBytes);
  await guards.run(guard, () => readArchive(file, guard));
};

type Archive = Parameters<FormatReader>[0];

async function readArchive({ bytes, passwords, member }: Archive, guard: UnpackGuard): Promise<void> {
  const files = (await entriesOf(bytes)).filter((entry) => !entry.directory);
  for (const _entry of files) guard.countPart();
  checkPlaces(
    files.map(({ compressedSize }) => compressedSize),
    bytes.length,
  );
  let known = passwords;
  for (const entry of files) {
    const name = memberPath(entry.filename);
    if (name === '' || isNoDocument(name)) continue;
    if (!supportedExtensions.includes(extensionOf(name))) {
      // Reported by its name alone: its content does not matter.
      await member(name, Buffer.from(' '));
      continue;
    }
    guard.checkPart(entry.compressedSize, entry.uncompressedSize);
    if (!entry.encrypted) {
      await member(name, await unpack(entry).catch(failureOf));
      continue;
    }
    const decrypted = await decrypt(entry, known).catch(failureOf);
    if (decrypted instanceof ReadFailure) {
      // Said once for an archive that is protected as a whole.
      if (known === passwords && files.every(({ encrypted }) => encrypted)) throw decrypted;
      await member(name, decrypted);
      continue;
    }
    // The files of an archive mostly share one password.
    known = [decrypted.password, ...passwords];
    await member(name, decrypted.content);
  }
}

/** What is wrong with one file of an archive costs no other. */
function failureOf(error: unknown): ReadFailure {
  if (error instanceof ReadFailure) return error;
  throw error;
}

async function entriesOf(bytes: Uint8Array): Promise<Entry[]> {
  try {
    const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: 'tolerant' });
    return await reader.getEntries({ strictness: 'tolerant', filenameValidation: 'tolerant', decodeText: decodeName });
  } catch (error) {
    throw damaged(`its list of files cannot be read (${messageOf(error)})`, error);
  }
}

/** Names are UTF-8 where the bytes are, whatever the archive says of them; else the library's CP437 of old programs. */
function decodeName(value: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return undefined;
  }
}

/**
 * Unpacks with the first password that gives the file as its checksum says; the old encryption tells a wrong one by
 * nothing else.
 * @throws ReadFailure `file_encrypted` where none does
 */
async function decrypt(
  entry: FileEntry,
  passwords: readonly string[],
): Promise<{ content: Uint8Array; password: string }> {
  for (const password of passwords) {
    const content = await unpack(entry, password).catch(() => null);
    if (content !== null) return { content, password };
  }
  throw new ReadFailure(
    'file_encrypted',
    passwords.length === 0
      ? 'is protected by a password.'
      : 'is protected by a password, which is none of those that are known.',
    'Add its password to the source, or unpack it and add the files by themselves.',
  );
}

async function unpack(entry: FileEntry, password?: string): Promise<Uint8Array> {
  // Never more than was declared, whatever comes out.
  const content = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      content.set(piece, length);
      length += piece.length;
    },
  });
  try {
    await entry.getData(sink, {
      strictness: 'tolerant',
      checkCrc32: true,
      ...(password === undefined ? {} : { password }),
    });
  } catch (error) {
    throw damagedEntry(error);
  }
  return content.subarray(0, length);
}

const damagedEntry = (error: unknown): ReadFailure => damaged(`it cannot be unpacked (${messageOf(error)})`, error);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
