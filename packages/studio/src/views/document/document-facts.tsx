import type { DocumentText } from '../../api/types.ts';
import { placeInside } from '../../text/document-place.ts';
import { formatDate, plural } from '../../text/format.ts';

export function DocumentFacts({ document }: { document: DocumentText }) {
  const { uri, pages, characters, version, indexed_at } = document;
  const inside = placeInside(uri);
  return (
    <>
      {inside !== null && <p className="panel-place">{inside}</p>}
      <p className="uri">{uri}</p>
      <p className="panel-facts">
        {pages !== null && `${plural(pages, 'page')} · `}
        {plural(characters, 'character')} · version {version} · indexed{' '}
        <time dateTime={indexed_at}>{formatDate(indexed_at)}</time>
      </p>
    </>
  );
}
