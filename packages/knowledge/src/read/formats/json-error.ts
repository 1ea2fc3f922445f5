const token =
  /\s*(?:([[\]{},:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)/iuy;

/**
 * Where text stops being JSON, as an offset. The engine's own messages name the place only sometimes.
 * A table of what may follow what, with the open brackets on a stack.
 */
export function jsonErrorAt(text: string): number {
  const open: string[] = [];
  let wanted: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'next' = 'value';
  token.lastIndex = 0;
  for (;;) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) return afterBlanks(text, from);
    const [, sign, string] = match;
    const isValue = wanted === 'value' || wanted === 'value or end';
    if (sign === '[' && isValue) {
      open.push(']');
      wanted = 'value or end';
    } else if (sign === '{' && isValue) {
      open.push('}');
      wanted = 'key or end';
    } else if (sign === ']' || sign === '}') {
      const mayEnd = wanted === 'next' || wanted === (sign === ']' ? 'value or end' : 'key or end');
      if (!mayEnd || open.pop() !== sign) return afterBlanks(text, from);
      wanted = 'next';
    } else if (sign === ',' && wanted === 'next' && open.length > 0) {
      wanted = open.at(-1) === '}' ? 'key' : 'value';
    } else if (sign === ':' && wanted === 'colon') {
      wanted = 'value';
    } else if (string !== undefined && (wanted === 'key' || wanted === 'key or end')) {
      wanted = 'colon';
    } else if (sign === undefined && isValue) {
      wanted = 'next';
    } else {
      return afterBlanks(text, from);
    }
  }
}

const afterBlanks = (text: string, from: number): number => text.length - text.slice(from).trimStart().length;
