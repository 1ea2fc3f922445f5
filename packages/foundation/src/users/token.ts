import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A user's token: `atl_`, 8 characters that it is found by, and 32 characters (192 random bits) that nobody guesses. It is
 * shown once; what is kept is the part that it is found by and the SHA-256 of the whole. A hash that is slow on purpose
 * would add nothing: it protects words that people choose.
 */
export interface NewToken {
  token: string;
  tokenId: string;
  tokenHash: string;
}

const idLength = 8;
const shape = /^atl_[\w-]{40}$/;

export function newToken(): NewToken {
  const token = `atl_${randomBytes(30).toString('base64url')}`;
  return { token, tokenId: idOf(token), tokenHash: hashOf(token) };
}

/** What a token is found by; null for what cannot be one. */
export function tokenIdOf(token: string): string | null {
  return shape.test(token) ? idOf(token) : null;
}

const idOf = (token: string): string => token.slice(4, 4 + idLength);

/** SHA-256 in hex. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes in a time that tells nothing about how much of them is the same. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
