import { byteOrderMark } from './formats/decode-text.ts';

/** More of them in a hundred characters is no text. */
const mostOfHundred = 1;

/**
 * Whether the beginning of a file is no text in any encoding: its share of bytes that no text has. Single ones happen:
 * programs leave them behind.
 */
export function isBinary(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 65_536);
  const mark = byteOrderMark(start);
  if (mark === null) {
    let odd = 0;
    for (const byte of start) odd += isOdd[byte] ?? 0;
    return odd * 100 > start.length * mostOfHundred;
  }
  const text = new TextDecoder(mark).decode(start, { stream: true });
  const odd = text.match(oddCharacters)?.length ?? 0;
  return odd * 100 > text.length * mostOfHundred;
}

/**
 * Control characters but those of lines and columns, of terminals, of ISO 2022, the end of DOS files, and the separators
 * of data.
 */
const allowed = '\b\t\n\v\f\r\x01\x0e\x0f\x1a\x1b\x1c\x1d\x1e\x1f';
const isOdd = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 32 || byte === 127) && !allowed.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** The same, and what stands for bytes that make no character; unassigned and private ones are not written either. */
const oddCharacters = /[\0\x02-\x07\x10-\x19\x7f\ufffd\p{Cn}\p{Cs}]|(?!\uf0b7)\p{Co}/gu;
