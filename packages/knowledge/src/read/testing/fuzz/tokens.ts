import type { Random } from './random.ts';

/** Marks as a whole, control words of RTF, quoted values, words and numbers, white space, signs. */
const token = /<[^<>]*>|\\[a-z]+-?\d*|"[^"\n]*"|[\w.:-]+|\s+|[^\w\s]/gi;

/** Signs that mean something in many languages, and numbers and letters that programs stumble over. */
const nasty = [
  ['[', ']', '{', '}', '(', ')', '<', '>', '"', "'", '`', '*', '_', '|', '#', '-', '=', '&', '\\', '/', ':', ',', ';'],
  ['<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '&amp;', '&#0;', '&#x110000;', '&lol;', '%00', '{{', '}}', '```'],
  ['\n', '\r\n', '\n\n', '\t', '    ', '\u2028', '\u0000', '\u001b', '\u202e', '\ufeff', '\ud800', 'e\u0301', '👩‍👩‍👧'],
  ['__proto__', 'constructor', 'toString', 'NaN', '-1', '0', '4294967296', '1e309', '99999999999999999999'],
].flat();

export const tokensOf = (text: string): string[] => text.match(token) ?? [' '];

/** Tokens of a language in any order, now and then one many times over. */
export function tokenSoup(tokens: readonly string[], random: Random, most = 400): string {
  const pieces = random.list(random.size(most), () => {
    const piece = random.chance(0.85) ? random.pick(tokens) : random.pick(nasty);
    return random.chance(0.02) ? piece.repeat(random.size(3000)) : piece;
  });
  return pieces.join(random.pick(['', '', ' ', '\n']));
}

/** Elements of a language inside each other as they never come, with the attributes that they come with. */
export function randomTree(tags: readonly string[], random: Random, depth = 0): string {
  const tag = attributesChanged(random.pick(tags), random);
  const name = /^<([\w:.-]+)/.exec(tag)?.[1] ?? 'a';
  const isDeep = depth > 8 || random.chance(0.15);
  const children = random.list(isDeep ? 0 : random.size(6), () =>
    random.chance(0.3) ? words(random) : randomTree(tags, random, depth + 1),
  );
  return `${tag.replace(/\s*\/>$/, '>')}${children.join('')}</${name}>`;
}

export const openingTags = (text: string): string[] => text.match(/<[a-z][\w:.-]*(?:\s[^<>]*)?>/gi) ?? ['<a>'];

function attributesChanged(tag: string, random: Random): string {
  if (!random.chance(0.2)) return tag;
  return tag.replace(/"[^"]*"/g, (value) =>
    random.chance(0.5) ? `"${random.pick(nasty).replace(/["<&]/g, '')}"` : value,
  );
}

function words(random: Random): string {
  return random.pick(['words ', 'Größe', '12.5', '&amp;', '\n', ' ', '&#x41;', '日本', '2025-07-22', 'TRUE']);
}

/** Values of JSON inside each other; `keys` are those that the format knows. */
export function randomValue(keys: readonly string[], random: Random, depth = 0): unknown {
  const kind = depth > 6 ? random.below(4) : random.below(8);
  if (kind === 0) return random.pick(nasty);
  if (kind === 1) return random.pick([0, -1, 1.5, 1e300, 12_345_678_901]);
  if (kind === 2) return random.pick([true, false, null]);
  if (kind === 3) return words(random).repeat(random.size(50));
  if (kind < 6) return random.list(random.size(12), () => randomValue(keys, random, depth + 1));
  const entries = random.list(random.size(8), () => [
    random.chance(0.8) ? random.pick(keys) : random.pick(nasty),
    randomValue(keys, random, depth + 1),
  ]);
  return Object.fromEntries(entries) as unknown;
}
