import type { Block, BlockKind, Box, ReadDocument } from '../read/read-document.ts';

/** A passage of a document that is searched and cited as one: whole blocks under one heading, in reading order. */
export interface Chunk {
  ordinal: number;
  /** Range in the document's text, UTF-16 code units. */
  start: number;
  end: number;
  /** Page of its first block, 1-based; null where the format has none. */
  page: number | null;
  /** Headings above it, outermost first; its own heading is the last. */
  headings: string[];
  blocks: Block[];
}

/** Raise when documents are cut otherwise: saved questions tell of it. */
export const chunkerRevision = 1;

/** About 350 words: long enough to answer from, short enough that a hit says where. */
const longest = 2000;
/** A chunk this long is closed at the next block rather than filled to the brim. */
const enough = 1200;

/**
 * Cuts a document along its structure: a chunk never crosses a heading of the levels that make sections, never cuts a
 * block that fits, and cuts a longer block at the end of a sentence or line. Chunks cover every block exactly once.
 */
export function chunkDocument(document: Pick<ReadDocument, 'text' | 'blocks'>): Chunk[] {
  const chunks: Chunk[] = [];
  const path: { level: number; text: string }[] = [];
  let open: Block[] = [];
  let openHeadings: string[] = [];

  const close = () => {
    const [first, last] = [open[0], open.at(-1)];
    if (first === undefined || last === undefined) return;
    chunks.push({
      ordinal: chunks.length,
      start: first.start,
      end: last.end,
      page: first.page,
      headings: openHeadings,
      blocks: open,
    });
    open = [];
  };

  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      // Headings in a row (a title over its first section) open one chunk together.
      if (open.some(({ kind }) => kind !== 'heading')) close();
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, text: document.text.slice(block.start, block.end) });
      openHeadings = path.map((heading) => heading.text);
      open.push(block);
      continue;
    }
    for (const piece of splitLong(document.text, block)) {
      const start = open[0]?.start ?? piece.start;
      const length = (open.at(-1)?.end ?? start) - start;
      const heavy = length >= enough || piece.end - start > longest;
      if (heavy && open.some(({ kind }) => kind !== 'heading')) close();
      if (open.length === 0) openHeadings = path.map((heading) => heading.text);
      open.push(piece);
    }
  }
  close();
  return chunks;
}

function splitLong(text: string, block: Block): Block[] {
  const pieces: Block[] = [];
  let start = block.start;
  while (block.end - start > longest) {
    const end = start + cutPoint(text.slice(start, start + longest));
    pieces.push({ ...block, start, end: start + text.slice(start, end).trimEnd().length });
    start = end + (/^\s*/.exec(text.slice(end, block.end))?.[0].length ?? 0);
  }
  if (start < block.end) pieces.push({ ...block, start, end: block.end });
  return pieces;
}

/** Where to cut a text that goes on: after the last line, sentence or word of its second half, else at its end. */
function cutPoint(text: string): number {
  const half = text.length / 2;
  for (const boundary of [/\n(?=[^\n]*$)/, /[.!?]["')\]]?\s(?=(?:(?![.!?]["')\]]?\s)[^])*$)/, /\s(?=\S*$)/]) {
    const match = boundary.exec(text);
    if (match !== null && match.index >= half) return match.index + match[0].length;
  }
  // Never between the two halves of one character.
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}

type StoredBox = [left: number, top: number, width: number, height: number];
type StoredBlock = [kind: BlockKind, level: number, start: number, end: number, page: number | null, box?: StoredBox];

/** Boxes are kept to a ten-thousandth of the page: finer than a letter, and short. */
const boxPrecision = 10_000;

/** Without the cells of tables, which are kept as tables. */
export function blocksToJson(blocks: readonly Block[]): string {
  return JSON.stringify(
    blocks.map(({ kind, level, start, end, page, box }): StoredBlock => {
      if (box === null) return [kind, level, start, end, page];
      const [left, top, width, height] = [box.left, box.top, box.width, box.height].map((fraction) =>
        Math.round(fraction * boxPrecision),
      ) as StoredBox;
      return [kind, level, start, end, page, [left, top, width, height]];
    }),
  );
}

export function blocksFromJson(json: string): Block[] {
  return (JSON.parse(json) as StoredBlock[]).map(([kind, level, start, end, page, box]) => ({
    kind,
    level,
    start,
    end,
    page,
    box: box === undefined ? null : toBox(box.map((part) => part / boxPrecision) as StoredBox),
    cells: null,
  }));
}

const toBox = ([left, top, width, height]: StoredBox): Box => ({ left, top, width, height });
