import { toLines, type Line } from './pdf-lines.ts';
import { height, middle, surround, type Area, type Word } from './pdf-words.ts';

interface Gutter {
  top: number;
  bottom: number;
  x: number;
  lines: number;
}

/**
 * Parts of a page in reading order: what spans the page, then its columns from left to right, and so on downwards.
 * Only columns of running text are told apart: the columns of a table belong beside each other.
 */
export function splitColumns(words: readonly Word[], tables: readonly Area[]): { words: Word[]; tables: Area[] }[] {
  if (words.length === 0 && tables.length === 0) return [];
  const gutter = findGutter(words, tables);
  if (gutter === null) return [{ words: [...words], tables: [...tables] }];
  const part = (belongs: (area: Area) => boolean) => splitColumns(words.filter(belongs), tables.filter(belongs));
  const isInside = (area: Area): boolean => height(area) > gutter.top && height(area) < gutter.bottom;
  return [
    ...part((area) => height(area) <= gutter.top),
    ...part((area) => isInside(area) && middle(area) < gutter.x),
    ...part((area) => isInside(area) && middle(area) >= gutter.x),
    ...part((area) => height(area) >= gutter.bottom),
  ];
}

/** The longest stretch of white that runs down between two columns of text. */
function findGutter(words: readonly Word[], tables: readonly Area[]): Gutter | null {
  let best: Gutter | null = null;
  const all = [...words, ...tables];
  const { top, bottom } = surround(all);
  for (const x of candidates(words)) {
    const gutter = longestStretch(words, { all, top, bottom }, x);
    if (gutter !== null && gutter.lines > (best?.lines ?? 0)) best = gutter;
  }
  return best;
}

/** Just left of places where many words begin, the most frequent first: there may be the left edge of a column. */
function candidates(words: readonly Word[]): number[] {
  const starts = new Map<number, { count: number; left: number }>();
  for (const { left } of words) {
    const place = Math.round(left / 3);
    const start = starts.get(place);
    starts.set(place, { count: (start?.count ?? 0) + 1, left: Math.min(start?.left ?? left, left) });
  }
  return [...starts.values()]
    .filter(({ count }) => count >= 3)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, 12)
    .map(({ left }) => left - 1);
}

function longestStretch(
  words: readonly Word[],
  { all, top, bottom }: { all: readonly Area[]; top: number; bottom: number },
  x: number,
): Gutter | null {
  // What ends close to the column beside it belongs to a line that goes on there.
  const crossing = all.filter(({ left, right }) => left < x && right > x - 4);
  let best: Gutter | null = null;
  let start = top - 1;
  const walls = crossing.toSorted((one, other) => one.top - other.top).map((wall) => [wall.top, wall.bottom]);
  for (const [wallTop = 0, wallBottom = 0] of [...walls, [bottom + 1, bottom + 1]]) {
    if (wallTop - start > 20) {
      const lines = proseLines(words, x, start, wallTop);
      if (lines > (best?.lines ?? 0)) best = { top: start, bottom: wallTop, x, lines };
    }
    start = Math.max(start, wallBottom);
  }
  return best;
}

/** Number of lines beside the stretch, 0 where its sides are not both running text set well apart. */
function proseLines(words: readonly Word[], x: number, top: number, bottom: number): number {
  const inside = words.filter((word) => height(word) > top && height(word) < bottom);
  const left = inside.filter((word) => middle(word) < x);
  const right = inside.filter((word) => middle(word) >= x);
  if (left.length < 6 || right.length < 6) return 0;
  const size = inside.reduce((sum, word) => sum + word.size, 0) / inside.length;
  const gap = surround(right).left - surround(left).right;
  if (gap < size * 0.6) return 0;
  const sides = [toLines(left), toLines(right)] as const;
  const [leftLines, rightLines] = sides;
  if (Math.min(leftLines.length, rightLines.length) < 3) return 0;
  const areColumns = sides.every(isProse) || (gap > size && areIndependent(leftLines, rightLines));
  return areColumns ? leftLines.length + rightLines.length : 0;
}

function isProse(lines: readonly Line[]): boolean {
  const { left, right } = surround(lines);
  const filled = lines.reduce((sum, line) => sum + (line.right - line.left), 0) / (lines.length * (right - left));
  const letters = lines.reduce((sum, line) => sum + line.text.length, 0) / lines.length;
  return letters >= 18 && filled >= 0.5;
}

/** The rows of a table stand beside each other; lines that do not have nothing to do with each other. */
function areIndependent(left: readonly Line[], right: readonly Line[]): boolean {
  const fewer = left.length < right.length ? left : right;
  const more = fewer === left ? right : left;
  const inStep = fewer.filter((line) =>
    more.some((other) => Math.abs(height(other) - height(line)) < line.size * 0.25),
  );
  const letters = fewer.reduce((sum, { text }) => sum + text.length, 0);
  return fewer.length >= 4 && letters > fewer.length * 3 && inStep.length < fewer.length * 0.5;
}
