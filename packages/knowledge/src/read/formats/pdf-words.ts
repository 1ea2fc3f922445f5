import type { ParsedPage, TextItem } from '@llamaindex/liteparse';
import type { Box } from '../read-document.ts';

/** A rectangle on a page in points, from its top left corner. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Word extends Area {
  text: string;
  /** Font size in points. */
  size: number;
  bold: boolean;
  /** Set in a font whose letters are all of one width, like program code. */
  mono: boolean;
  /** No space stands between it and the word before it in its piece of text. */
  glued: boolean;
}

export const middle = ({ left, right }: Area): number => (left + right) / 2;
export const height = ({ top, bottom }: Area): number => (top + bottom) / 2;

export function surround(areas: readonly Area[]): Area {
  const area = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { left, top, right, bottom } of areas) {
    area.left = Math.min(area.left, left);
    area.top = Math.min(area.top, top);
    area.right = Math.max(area.right, right);
    area.bottom = Math.max(area.bottom, bottom);
  }
  return area;
}

export function contains(outer: Area, inner: Area): boolean {
  const [x, y] = [middle(inner), height(inner)];
  return x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
}

/** The area as fractions of the page. */
export function toBox({ left, top, right, bottom }: Area, page: { width: number; height: number }): Box {
  const within = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 10_000) / 10_000));
  const [x, y] = [within(left / page.width), within(top / page.height)];
  return {
    left: x,
    top: y,
    width: within(right / page.width - x),
    height: within(bottom / page.height - y),
  };
}

/** The words of a page that run along it, and the texts that stand across it (stamps, labels of axes). */
export function pageWords({ textItems }: ParsedPage): { words: Word[]; turned: Word[] } {
  const words: Word[] = [];
  const turned: Word[] = [];
  for (const item of textItems) {
    const angle = Math.abs((item.rotation ?? 0) % 360);
    const isUpright = angle < 3 || angle > 357;
    if (isUpright) addWords(item, words);
    else if (item.text.trim() !== '') turned.push(wordOf(item, styleOf(item), item, false));
  }
  return { words, turned };
}

function addWords(item: TextItem, words: Word[]): void {
  const parts = item.words ?? [];
  const style = styleOf(item);
  // The item's own text says where spaces stand; its boxes alone would cut "here." before the full stop.
  let offset = 0;
  const found: Word[] = [];
  for (const part of parts) {
    const at = item.text.indexOf(part.text, offset);
    if (at === -1) break;
    found.push(wordOf(item, style, part, at === offset && at > 0));
    offset = at + part.text.length;
  }
  const isWhole = found.length > 0 && found.length === parts.length && item.text.slice(offset).trim() === '';
  if (isWhole) for (const [index, word] of found.entries()) words.push(...apartFromNumber(word, parts, index));
  else if (parts.length > 0 && sameCharacters(item, parts))
    for (const part of parts) words.push(wordOf(item, style, part, false));
  else if (item.text.trim() !== '') words.push(wordOf(item, style, item, false));
}

/**
 * A raised number comes with its word ("law1"): the box of the word then reaches higher than those beside it, and as
 * far down. What has figures in front ("106" may be a power of ten) cannot be taken apart.
 */
function apartFromNumber(
  word: Word,
  parts: readonly { text: string; y: number; height: number }[],
  index: number,
): Word[] {
  const [, base, number, rest = ''] = /^(.*[^\d\s])(\d{1,3})([,;.]?)$/u.exec(word.text) ?? [];
  const part = parts[index];
  if (base === undefined || number === undefined || part === undefined || !/[\p{L}.,;:!?)”"’']$/u.test(base))
    return [word];
  const plain = parts.filter(({ text }) => /^[^\d]{2,}$/.test(text) && /[bdfhkl\p{Lu}]/u.test(text));
  const tops = plain.map(({ y }) => y);
  const bottom = Math.max(...plain.map(({ y, height }) => y + height));
  const top = Math.min(...tops);
  // Boxes are as high as their font, all alike, or as the letters in them, which says less.
  const isExact = Math.max(...tops) - top < word.size * 0.01;
  const slack = word.size * (isExact ? 0.015 : 0.1);
  const isRaised = part.y < top - slack && part.y + part.height < bottom + slack;
  if (plain.length < 2 || !isRaised) return [word];
  const left = word.right - number.length * word.size * 0.33;
  return [
    { ...word, text: base, right: left },
    { ...word, text: number + rest, left, bottom: word.bottom - word.size * 0.4, size: word.size * 0.65, glued: true },
  ];
}

/** Whether the words say the same as their item in another order, as in text that runs from right to left. */
function sameCharacters({ text }: TextItem, parts: readonly { text: string }[]): boolean {
  return parts.reduce((sum, part) => sum + part.text.length, 0) === text.replace(/\s/g, '').length;
}

type Style = Pick<Word, 'size' | 'bold' | 'mono'>;

function styleOf({ fontHeight, height, fontWeight, fontName = '' }: TextItem): Style {
  const size = fontHeight ?? height;
  return {
    size: size > 0 ? size : height,
    bold: (fontWeight ?? 400) >= 600 || /bold|black|heavy|demi|-medi$|cmbx/i.test(fontName),
    mono: /mono|courier|consol|menlo|typewriter|cmtt|fixed/i.test(fontName),
  };
}

function wordOf(
  item: TextItem,
  { size, bold, mono }: Style,
  { text, x, width }: { text: string; x: number; width: number },
  glued: boolean,
): Word {
  return {
    text: spellOut(text.trim()),
    left: x,
    right: x + width,
    // All words of an item stand on its line, also the flat ones like a dash.
    top: item.y,
    bottom: item.y + item.height,
    size,
    bold,
    mono,
    glued,
  };
}

const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** Letters that were set as one sign become the letters that everybody searches for. */
const spellOut = (text: string): string =>
  /[ﬀ-ﬆ]/.test(text) ? text.replace(/[ﬀ-ﬆ]/g, (sign) => ligatures[sign] ?? sign) : text;
