import type { VectorGraphics } from '@llamaindex/liteparse';

/** A line of a grid: across at `at` from `from` to `to`, or down. In points. */
export interface Ruling {
  at: number;
  from: number;
  to: number;
}

export interface Grid {
  /** Where its lines are, ascending; one more than there are columns or rows. */
  xs: number[];
  ys: number[];
  across: Ruling[];
  down: Ruling[];
}

/** Two lines nearer than this are one: cell borders are often drawn twice. */
const near = 3;
/** A page with more lines than this is a drawing, not a page of tables. */
const mostLines = 1500;
/** The same for a grid of more cells: squared paper, or a chart. */
const mostCells = 8000;

/** A filled shape thinner than this is a line, drawn as a rectangle. In points. */
const thin = 2.5;

/**
 * Grids of lines that cross or touch each other, with at least two columns and two rows. The edges of filled areas count
 * only where a page has no grid otherwise: the background of a cell or of a line of text is not a border.
 */
export function findGrids({ lines, shapes }: VectorGraphics): Grid[] {
  if (lines.length > mostLines) return [];
  const drawn = lines.filter(({ stroke }) => stroke);
  const bars = shapes
    .filter(({ bbox, fill, stroke }) => fill && !stroke && Math.min(bbox.width, bbox.height) < thin)
    .map(({ bbox: { x, y, width, height } }) =>
      width > height
        ? { x1: x, x2: x + width, y1: y + height / 2, y2: y + height / 2 }
        : { x1: x + width / 2, x2: x + width / 2, y1: y, y2: y + height },
    );
  const grids = gridsOf([...drawn, ...bars]);
  return grids.length > 0 ? grids : gridsOf(lines);
}

type Segment = Pick<VectorGraphics['lines'][number], 'x1' | 'x2' | 'y1' | 'y2'>;

function gridsOf(segments: readonly Segment[]): Grid[] {
  const across: Ruling[] = [];
  const down: Ruling[] = [];
  for (const { x1, y1, x2, y2 } of segments) {
    const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
    if (height < 1 && width > 0) across.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
    else if (width < 1) down.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
  }
  return connect(mergePieces(across), mergePieces(down))
    .map(toGrid)
    .filter(({ xs, ys }) => xs.length > 2 && ys.length > 2 && xs.length * ys.length < mostCells);
}

/** A line is often drawn in pieces, one for each cell. */
function mergePieces(pieces: readonly Ruling[]): Ruling[] {
  const merged: Ruling[] = [];
  for (const piece of pieces.toSorted((one, other) => one.at - other.at || one.from - other.from)) {
    const before = merged.at(-1);
    if (before === undefined || piece.at - before.at > 0.5 || piece.from > before.to + 2) merged.push({ ...piece });
    else before.to = Math.max(before.to, piece.to);
  }
  // What is shorter than a letter is a dot or a bullet.
  return merged.filter(({ from, to }) => to - from > 4);
}

function connect(across: readonly Ruling[], down: readonly Ruling[]): Pick<Grid, 'across' | 'down'>[] {
  const unused = new Set(down);
  const waiting = new Set(across);
  const groups: Pick<Grid, 'across' | 'down'>[] = [];
  for (const first of across) {
    if (!waiting.delete(first)) continue;
    const group = { across: [first], down: [] as Ruling[] };
    // Grows while the lines found last touch others.
    for (let found: { line: Ruling; isDown: boolean }[] = [{ line: first, isDown: false }]; found.length > 0;) {
      const next: typeof found = [];
      for (const { line, isDown } of found) {
        for (const other of isDown ? waiting : unused) {
          if (!meet(line, other)) continue;
          (isDown ? waiting : unused).delete(other);
          (isDown ? group.across : group.down).push(other);
          next.push({ line: other, isDown: !isDown });
        }
      }
      found = next;
    }
    if (group.down.length > 0) groups.push(group);
  }
  return groups;
}

const meet = (one: Ruling, other: Ruling): boolean =>
  one.at >= other.from - near && one.at <= other.to + near && other.at >= one.from - near && other.at <= one.to + near;

function toGrid({ across, down }: Pick<Grid, 'across' | 'down'>): Grid {
  // A table without lines at its sides reaches as far as its other lines.
  const ends = (lines: readonly Ruling[]): number[] => [
    lines.reduce((least, { from }) => Math.min(least, from), Infinity),
    lines.reduce((most, { to }) => Math.max(most, to), -Infinity),
  ];
  return {
    across,
    down,
    xs: places([...down.map(({ at }) => at), ...ends(across)]),
    ys: places([...across.map(({ at }) => at), ...ends(down)]),
  };
}

function places(values: number[]): number[] {
  const found: number[] = [];
  for (const value of values.toSorted((one, other) => one - other)) {
    if (value - (found.at(-1) ?? -Infinity) > near) found.push(value);
  }
  return found;
}

/** Whether lines at this place cover most of the way. */
export function isClosed(lines: readonly Ruling[], at: number, from: number, to: number): boolean {
  const covered = lines
    .filter((line) => Math.abs(line.at - at) <= near)
    .reduce((sum, line) => sum + Math.max(0, Math.min(line.to, to) - Math.max(line.from, from)), 0);
  return covered > (to - from) * 0.6;
}
