import type { Block } from '../api/types.ts';
import { listMarker } from './list-marker.ts';
import { type Range, meets } from './mark-range.ts';

/** A run of a document's blocks that is drawn as one element, or the line where a page begins. */
export type Part =
  | { kind: 'page'; start: number; end: number; page: number }
  | { kind: 'text'; start: number; end: number; block: Block }
  | { kind: 'list'; start: number; end: number; items: Block[] }
  | { kind: 'table'; start: number; end: number; header: Block[]; rows: Block[]; long: boolean };

// Elements of this size at most, so that the browser can skip those out of sight in a document of megabytes.
const itemsPerPart = 80;
const charactersPerSection = 6000;

/** Blocks in the order of the text, with list items and table rows gathered and page starts put between. */
export function documentParts(text: string, blocks: Block[]): Part[] {
  const parts: Part[] = [];
  let page: number | null = null;
  for (const block of fillGaps(text, blocks)) {
    if (block.page !== null && block.page !== page) {
      page = block.page;
      parts.push({ kind: 'page', start: block.start, end: block.start, page });
    }
    append(parts, block);
  }
  return parts;
}

function append(parts: Part[], block: Block): void {
  const last = parts.at(-1);
  const { start, end } = block;
  if (block.kind === 'list-item') {
    if (last?.kind === 'list' && last.items.length < itemsPerPart) {
      last.items.push(block);
      last.end = end;
    } else parts.push({ kind: 'list', start, end, items: [block] });
  } else if (block.kind === 'table-header') {
    if (last?.kind === 'table' && last.rows.length === 0) {
      last.header.push(block);
      last.end = end;
    } else parts.push({ kind: 'table', start, end, header: [block], rows: [], long: false });
  } else if (block.kind === 'table-row') {
    if (last?.kind === 'table' && last.rows.length < itemsPerPart) {
      last.rows.push(block);
      last.end = end;
    } else {
      // The rest of a long table. Its pieces get columns of equal width, else they would not line up.
      const continues = last?.kind === 'table';
      if (continues) last.long = true;
      parts.push({ kind: 'table', start, end, header: [], rows: [block], long: continues });
    }
  } else parts.push({ kind: 'text', start, end, block });
}

/** Text that no block covers is shown as paragraphs: the panel never hides a part of the document. */
function fillGaps(text: string, blocks: Block[]): Block[] {
  const filled: Block[] = [];
  let at = 0;
  const addGap = (end: number, page: number | null) => {
    for (const match of text.slice(at, end).matchAll(/\S.*/g)) {
      const start = at + match.index;
      filled.push({ kind: 'paragraph', start, end: start + match[0].trimEnd().length, page, box: null });
    }
  };
  for (const block of blocks) {
    // The sign of a list item is drawn with its item.
    const sign = block.kind === 'list-item' ? listMarker(text, block.start).length : 0;
    addGap(block.start - sign, filled.at(-1)?.page ?? block.page);
    filled.push(block);
    at = Math.max(at, block.end);
  }
  addGap(text.length, filled.at(-1)?.page ?? null);
  return filled;
}

export interface Section {
  parts: Part[];
  characters: number;
  /** the marked passage begins, continues or ends here */
  marked: boolean;
}

/** Parts in sections of some screens each: what is skipped or drawn as a whole. */
export function documentSections(parts: Part[], range: Range | null): Section[] {
  const sections: Section[] = [];
  for (const part of parts) {
    const size = part.end - part.start;
    let section = sections.at(-1);
    if (!section || section.characters + size > charactersPerSection) {
      section = { parts: [], characters: 0, marked: false };
      sections.push(section);
    }
    section.parts.push(part);
    section.characters += size;
    section.marked ||= meets(part, range);
  }
  return sections;
}
