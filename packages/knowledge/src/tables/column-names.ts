const longestName = 200;

/**
 * Names from the header lines: what stands above each other is joined, an empty cell of an upper line goes on with what
 * is left of it (a heading over several columns). Empty names become letters, repeated ones get a number.
 */
export function columnNames(headers: readonly string[][], count: number): string[] {
  const lines = headers.map((line, index) => (index === headers.length - 1 ? line : spread(line)));
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, column) => {
    const parts = new Set(lines.map((line) => line[column] ?? '').filter((part) => part !== ''));
    const name = unique([...parts].join(' ').slice(0, longestName).trim() || columnLetter(column), taken);
    taken.add(name.toLowerCase());
    return name;
  });
}

function spread(line: readonly string[]): string[] {
  let left = '';
  return line.map((cell) => (left = cell === '' ? left : cell));
}

function unique(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`.toLowerCase())) number++;
  return `${name} ${number}`;
}

/** A, B, ..., Z, AA, AB as in a spreadsheet. */
function columnLetter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetter(Math.floor(column / 26) - 1) + last;
}
