/** A text with all that word processors know, and how it must read, whatever the format it is written in. */
export const sample = {
  title: 'Travel policy',
  sections: [
    { heading: 'Booking', paragraphs: prose('booking', 6) },
    { heading: 'Costs', paragraphs: prose('costs', 6) },
  ],
  /** Stands in the first paragraph, after its first word. */
  note: 'Since the first of May, trains go before planes.',
  comment: { author: 'Anna Berg', text: 'Ask the board about this.' },
  list: [
    { text: 'Ask your lead', inner: ['by mail', 'at least a week before'] },
    { text: 'Book the journey', inner: ['the train first'] },
    { text: 'Keep every receipt', inner: [] },
  ],
  /** Four rows of five columns under a header. */
  header: ['Region', 'Item', 'Limit', 'Unit', 'Remark'],
  rows: [
    [span('North', { rows: 2 }), span('Hotel'), span('120'), span('euros a night'), span('with breakfast')],
    [span('Meals'), span('35'), span('euros a day', { columns: 2 })],
    [span('South'), span('Hotel'), span('95', { rows: 2 }), span('euros a night'), span('booked early')],
    [span('East'), span('Train'), span('euros a trip'), span('second class')],
  ],
  /** The same with every cell said in all that it covers. */
  grid: [
    ['North', 'Hotel', '120', 'euros a night', 'with breakfast'],
    ['North', 'Meals', '35', 'euros a day', 'euros a day'],
    ['South', 'Hotel', '95', 'euros a night', 'booked early'],
    ['East', 'Train', '95', 'euros a trip', 'second class'],
  ],
};

export interface SampleCell {
  text: string;
  columns: number;
  rows: number;
}

function span(text: string, { columns = 1, rows = 1 } = {}): SampleCell {
  return { text, columns, rows };
}

/** Sentences of words that come once each, so that none can be lost or moved unseen. */
function prose(topic: string, paragraphs: number): string[] {
  return Array.from({ length: paragraphs }, (_, index) =>
    Array.from(
      { length: 5 },
      (_word, sentence) => `Rule ${topic}${index}${sentence} says “Größe & <Maß> ${index}.${sentence}”.`,
    ).join(' '),
  );
}

/** Its running words in reading order, without notes and comments, with the table as these rows. */
export function sampleWords(grid: readonly (readonly string[])[] = sample.grid): string[] {
  const { title, sections, list, header } = sample;
  const [first, second] = sections;
  const section = (one: (typeof sections)[number] | undefined): string[] => [
    one?.heading ?? '',
    ...(one?.paragraphs ?? []),
  ];
  const items = list.flatMap(({ text, inner }) => [text, ...inner]);
  return wordsOf([title, ...section(first), ...items, ...header, ...grid.flat(), ...section(second)].join(' '));
}

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many of the expected words come in their order, from 0 to 1. */
export function shareInOrder(expected: readonly string[], found: readonly string[]): number {
  let row = new Uint32Array(found.length + 1);
  for (const word of expected) {
    const next = new Uint32Array(found.length + 1);
    for (let column = 1; column <= found.length; column++) {
      next[column] =
        found[column - 1] === word ? (row[column - 1] ?? 0) + 1 : Math.max(row[column] ?? 0, next[column - 1] ?? 0);
    }
    row = next;
  }
  return (row[found.length] ?? 0) / expected.length;
}
