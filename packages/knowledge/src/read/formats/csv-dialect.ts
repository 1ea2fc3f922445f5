/** What cuts the columns, the likeliest of equals first: commas and colons stand within numbers, words and times as well. */
const delimiters = ['\t', ';', '|', '\u0001', '¦', '^', '~', ','];

/** The separator that cuts most of the first lines into the same number of columns, and into the most of them. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 50_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  let best = { delimiter: ',', agreeing: 0, columns: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length).filter((count) => count > 1);
    const columns = mostFrequent(counts);
    const agreeing = counts.filter((count) => count === columns).length / Math.max(1, lines.length);
    // Lines that agree but for the odd one are as good as all of them; decimal commas in all lines are no columns.
    const isBetter =
      agreeing > best.agreeing + 0.1 || (agreeing > best.agreeing - 0.1 && columns > best.columns && delimiter !== ',');
    if (isBetter) best = { delimiter, agreeing, columns };
  }
  return best.delimiter;
}

function mostFrequent(numbers: number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}
