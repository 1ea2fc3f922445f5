import { randomBytes } from 'node:crypto';

/**
 * Identifiers that sort by the time they were made: a prefix that names the kind, then a ULID
 * (https://github.com/ulid/spec): 48 bits of milliseconds and 80 random bits in Crockford's base 32, 26 characters.
 * Two ids of one process and one millisecond still sort in the order they were made: the random part counts up.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const randomLimit = 1n << 80n;

let lastTime = -1;
let lastRandom = 0n;

/** `newId('doc')` gives `doc_01kb...`, 26 characters after the underscore. */
export function newId(prefix: string, now: number = Date.now()): string {
  // A clock that was set back must not break the order, so time never runs backwards here.
  const time = Math.max(now, lastTime);
  lastRandom = time === lastTime ? lastRandom + 1n : BigInt(`0x${randomBytes(10).toString('hex')}`);
  if (lastRandom >= randomLimit) return newId(prefix, time + 1);
  lastTime = time;
  return `${prefix}_${base32(BigInt(time), 10)}${base32(lastRandom, 16)}`;
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet[Number(rest & 31n)] + text;
  return text;
}
