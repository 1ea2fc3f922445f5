/** Letters of the pieces that a word is cut into, its edges marked: `<un`, `unk`, ... */
const pieceLengths = [3, 4, 5];

/**
 * The numbers of a word's pieces, each below `buckets`: pieces are hashed (FNV-1a), so that a word that nobody has seen
 * gets a vector from pieces that somebody has. After fastText (Bojanowski et al., 2017).
 */
export function wordPieces(word: string, buckets: number): number[] {
  const marked = `<${word}>`;
  const pieces: number[] = [];
  for (const length of pieceLengths) {
    for (let start = 0; start + length <= marked.length; start++) pieces.push(hash(marked, start, length) % buckets);
  }
  return pieces;
}

function hash(text: string, start: number, length: number): number {
  let state = 0x811c9dc5;
  for (let at = start; at < start + length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 12)) >>> 0;
}
