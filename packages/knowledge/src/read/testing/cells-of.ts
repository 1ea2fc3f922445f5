import type { Cell, ReadDocument } from '../read-document.ts';

/** The cells of a document's tables that hold something, with their words. */
export function cellsOf({ text, blocks }: ReadDocument): ({ text: string } & Pick<Cell, 'value' | 'ref'>)[] {
  return blocks
    .flatMap(({ cells }) => cells ?? [])
    .filter(({ start, end }) => end > start)
    .map(({ start, end, ...rest }) => ({ text: text.slice(start, end), ...rest }));
}
