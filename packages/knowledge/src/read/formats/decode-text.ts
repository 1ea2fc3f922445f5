/**
 * Bytes to text: a byte order mark decides, then `declared` (the charset a file names, such as HTML's meta tag), then
 * UTF-8 where the bytes are valid UTF-8, else windows-1252, which gives every byte a character.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return new TextDecoder(marked).decode(bytes);
  try {
    // Valid UTF-8 that is not ASCII is almost never anything else, whatever a file declares.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(declared !== undefined && isCharset(declared) ? declared : 'windows-1252').decode(bytes);
  }
}

export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function isCharset(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'utf-8';
  } catch {
    return false;
  }
}
