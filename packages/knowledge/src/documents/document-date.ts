/** What a document may call the day since which it holds, the most telling first. */
const dateKeys = [
  'valid_from',
  'effective',
  'effective_date',
  'date',
  'updated',
  'last_updated',
  'modified',
  'created',
];

const isoDate = /^(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?/;
const year = /(?<!\d)(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?!\d)/;

/**
 * Since when a document holds, as `2025`, `2025-03` or `2025-03-01` (which sort as text): by what it says of itself, else
 * by a year in its title or file name; null where nothing tells.
 */
export function documentDate(document: {
  metadata: Record<string, string>;
  title: string;
  uri: string;
}): string | null {
  for (const key of dateKeys) {
    const date = isoDate.exec(document.metadata[key] ?? '')?.[0];
    if (date !== undefined) return date;
  }
  const fileName = document.uri.split('/').at(-1) ?? '';
  return year.exec(document.title)?.[0] ?? year.exec(fileName)?.[0] ?? null;
}
