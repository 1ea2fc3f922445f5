export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  /** A control word or, with a sign as its name, a control symbol; `value` is null where it has no number. */
  | { kind: 'control'; name: string; value: number | null }
  | { kind: 'byte'; value: number }
  /** Plain characters, each a byte. */
  | { kind: 'text'; text: string };

const token = /\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([\da-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gy;

/** Cuts a file, with a character for each byte, into its tokens. Line breaks mean nothing; binary data are passed over. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  token.lastIndex = 0;
  let at = 0;
  while (at < source.length) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) return;
    at = token.lastIndex;
    const [, word, value, hex, sign, brace, text] = match;
    if (word === 'bin') at += Math.max(0, Number(value ?? 0));
    else if (word !== undefined)
      yield { kind: 'control', name: word, value: value === undefined ? null : Number(value) };
    else if (hex !== undefined) yield { kind: 'byte', value: Number.parseInt(hex, 16) };
    // A backslash before a line break is a paragraph's end.
    else if (sign !== undefined) yield { kind: 'control', name: /[\r\n]/.test(sign) ? 'par' : sign, value: null };
    else if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' };
    else if (text !== undefined) yield { kind: 'text', text };
  }
}
