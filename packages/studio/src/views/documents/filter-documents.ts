import type { DocumentSummary } from '../../api/types.ts';
import { readable } from '../../text/format.ts';

/** The documents whose title or address contains every word of the filter, in any case and order. */
export function filterDocuments(documents: DocumentSummary[], filter: string): DocumentSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return documents;
  return documents.filter(({ title, uri }) => {
    const text = `${title}\n${uri}\n${readable(uri)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
