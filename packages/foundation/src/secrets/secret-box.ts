import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtelierError } from '../errors/atelier-error.ts';

/** Seals texts that must not stand readable in a database: passwords and keys of sources. */
export interface SecretBox {
  /** `context` says what the secret belongs to; it opens only with the same one. */
  seal(text: string, context: string): string;
  /** @throws AtelierError `secret_unreadable` */
  open(sealed: string, context: string): string;
}

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * A box for one home, AES-256-GCM. The key comes from `secret` (the setting `secretKey`) or else from the file
 * `secret.key` of the home, which is made at first use and readable by its owner alone: a copy of the database without
 * it gives nothing away.
 */
export function createSecretBox(home: string, secret?: string): SecretBox {
  let key: Buffer | null = null;
  const theKey = () => (key ??= deriveKey(secret ?? keyFile(home)));
  return {
    seal(text, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', theKey(), nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      try {
        const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url');
        const body = bytes.subarray(nonceBytes + tagBytes);
        const decipher = createDecipheriv('aes-256-gcm', theKey(), bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AtelierError({
          code: 'secret_unreadable',
          message: `The password kept for ${context} cannot be opened with the key of this home.`,
          hint: 'Restore the file secret.key (or the setting secretKey) that it was sealed with, or give the password again.',
          cause,
        });
      }
    },
  };
}

const deriveKey = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'atelier secret box', 32));

function keyFile(home: string): string {
  const file = join(home, 'secret.key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // Another process may make it at the same moment: the first one counts.
  try {
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch {
    return readFileSync(file, 'utf8').trim();
  }
}
