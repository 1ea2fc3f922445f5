import { tellCoverage, type Answer, type Coverage } from '@atelier/server';
import { print } from './json.ts';
import { place, readableUri } from './places.ts';
import { bold, dim, yellow } from './style.ts';

/** So many other places of a statement are named. */
const mostPlaces = 3;

/** What reading all documents came to: the statements, document by document, and how much was read. */
export function printStatements({ sentences }: Answer, coverage: Coverage): void {
  const byDocument = Map.groupBy(sentences, ({ citations }) => citations[0]?.document);
  for (const ofDocument of byDocument.values()) {
    const source = ofDocument[0]?.citations[0];
    if (source === undefined) continue;
    print(`${bold(source.title)} ${dim(readableUri(source.uri))}`);
    for (const { text, citations } of ofDocument) {
      const page = citations[0]?.page ?? null;
      print(`- ${text}${page === null ? '' : dim(` (page ${page})`)}`);
      const others = [...new Map(citations.map((citation) => [citation.document, citation])).values()].slice(1);
      const more = others.length > mostPlaces ? ` and ${others.length - mostPlaces} more` : '';
      if (others.length > 0) print(dim(`  also in ${others.slice(0, mostPlaces).map(place).join(', ')}${more}`));
    }
    print();
  }
  const { statements, documents } = coverage.found;
  const found =
    statements === 0
      ? 'Nothing found'
      : `${statements} found in ${documents} ${documents === 1 ? 'document' : 'documents'}`;
  print(`${found}. ${tellCoverage(coverage)}`);
  for (const { uri, message } of coverage.unreadable.first) print(`${yellow('!')} ${readableUri(uri)}: ${message}`);
}
