import type { Block, Box } from '../api/types.ts';
import { type Range, meets } from './mark-range.ts';

/** Can the document be shown by its pages, with passages marked on them? */
export function hasPageBoxes(blocks: Block[]): boolean {
  return blocks.some((block) => block.page !== null && block.box !== null);
}

/** The page where a passage begins; the first for none, and for one in no block. */
export function pageOfPassage(blocks: Block[], range: Range | null): number {
  return blocks.find((block) => block.page !== null && meets(block, range))?.page ?? 1;
}

/** Where the blocks that a passage touches stand on a page. */
export function boxesOnPage(blocks: Block[], page: number, range: Range | null): Box[] {
  const touched = blocks.filter((block) => block.page === page && meets(block, range));
  return touched.flatMap((block) => block.box ?? []);
}
