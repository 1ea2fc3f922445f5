import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { needsPassword } from '../needs-password.ts';
import { ReadFailure } from '../read-failure.ts';
import { child, type XmlElement } from './xml.ts';
import type { Parts } from './zip.ts';

const maxPartBytes = 200_000_000;
/** LibreOffice takes 100,000 rounds; more than this is meant to keep the reader busy. */
const maxRounds = 2_000_000;

/** How one part is encrypted, as the manifest describes it. */
interface Lock {
  part: string;
  vector: Buffer;
  salt: Buffer;
  rounds: number;
  startKeyHash: 'sha1' | 'sha256';
  checksum: Buffer;
  checksumHash: 'sha1' | 'sha256';
}

/**
 * Takes the encryption off the parts of an OpenDocument file, with the first password that fits. It is the one that
 * LibreOffice 3.5 and later and ODF 1.2 use: AES-256-CBC with a key by PBKDF2.
 * @param manifest the root of META-INF/manifest.xml
 * @throws ReadFailure `file_encrypted`
 */
export function unlockParts(parts: Parts, manifest: XmlElement | null, passwords: readonly string[]): Parts {
  const locks = (manifest?.children ?? [])
    .filter(
      (entry) =>
        child(entry, 'encryption-data') !== undefined && parts[entry.attributes['full-path'] ?? ''] !== undefined,
    )
    .map(lockOf);
  const password = passwords.find((candidate) => locks.every((lock) => unlock(parts, lock, candidate) !== null));
  if (password === undefined || locks.length === 0) throw needsPassword(passwords.length > 0);
  const open = locks.map((lock) => [lock.part, inflate(unlock(parts, lock, password))] as const);
  return { ...parts, ...Object.fromEntries(open) };
}

function lockOf(entry: XmlElement): Lock {
  const data = child(entry, 'encryption-data');
  const algorithm = child(data, 'algorithm')?.attributes ?? {};
  const derivation = child(data, 'key-derivation')?.attributes ?? {};
  const startKey = child(data, 'start-key-generation')?.attributes['start-key-generation-name'] ?? 'SHA1';
  const checksumType = data?.attributes['checksum-type'] ?? '';
  const rounds = Number(derivation['iteration-count']);
  const isKnown =
    algorithm['algorithm-name']?.endsWith('aes256-cbc') === true &&
    /pbkdf2$/i.test(derivation['key-derivation-name'] ?? '') &&
    rounds >= 1 &&
    rounds <= maxRounds;
  if (!isKnown) {
    throw new ReadFailure(
      'file_encrypted',
      'is protected by a password in a way that is not known here.',
      'Save it without a password.',
    );
  }
  const bytes = (value: string | undefined): Buffer => Buffer.from(value ?? '', 'base64');
  return {
    part: entry.attributes['full-path'] ?? '',
    vector: bytes(algorithm['initialisation-vector']),
    salt: bytes(derivation['salt']),
    rounds,
    startKeyHash: /sha256$/i.test(startKey) ? 'sha256' : 'sha1',
    checksum: bytes(data?.attributes['checksum']),
    checksumHash: /sha256/i.test(checksumType) ? 'sha256' : 'sha1',
  };
}

/** Null where the password is another. The checksum is that of the first 1024 bytes before encryption. */
function unlock(parts: Parts, lock: Lock, password: string): Buffer | null {
  const start = createHash(lock.startKeyHash).update(password).digest();
  const key = pbkdf2Sync(start, lock.salt, lock.rounds, 32, 'sha1');
  const decipher = createDecipheriv('aes-256-cbc', key, lock.vector).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(parts[lock.part] ?? Buffer.alloc(0)), decipher.final()]);
  // The last byte counts the bytes that fill up the last block; what the others are is left open.
  const plain = padded.subarray(0, Math.max(0, padded.length - (padded.at(-1) ?? 0)));
  const checksum = createHash(lock.checksumHash).update(plain.subarray(0, 1024)).digest();
  return checksum.equals(lock.checksum) ? plain : null;
}

/** Parts are packed before they are encrypted. */
const inflate = (packed: Buffer | null): Uint8Array =>
  packed === null ? new Uint8Array() : inflateRawSync(packed, { maxOutputLength: maxPartBytes });
