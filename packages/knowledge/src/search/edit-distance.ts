/**
 * How many letters must be inserted, deleted, replaced or swapped with their neighbour to make one word of the other (optimal
 * string alignment); `most + 1` where it takes more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  return edits(a, b, most).whole;
}

/** The same to make `stem` of the beginning of `word` that is nearest to it: the rest may be an ending. */
export function editsToBeginning(word: string, stem: string, most: number): number {
  return edits(word, stem, most).beginning;
}

function edits(a: string, b: string, most: number): { whole: number; beginning: number } {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  let beginning = Math.min(b.length, most + 1);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let fewest = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        fewest = Math.min(fewest, (beforeLast[column - 2] ?? 0) + 1);
      current.push(fewest);
      least = Math.min(least, fewest);
    }
    if (least > most) return { whole: most + 1, beginning };
    beginning = Math.min(beginning, current[b.length] ?? beginning);
    [beforeLast, last] = [last, current];
  }
  return { whole: Math.min(last[b.length] ?? 0, most + 1), beginning };
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** All words that are one edit away from a word of the letters a to z. */
export function editsOf(word: string): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after.length > 1) found.add(`${before}${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`);
    if (after.length > 0) found.add(before + after.slice(1));
    for (const letter of letters) {
      if (after.length > 0) found.add(before + letter + after.slice(1));
      found.add(before + letter + after);
    }
  }
  found.delete(word);
  return found;
}
