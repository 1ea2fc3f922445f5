import type { DocumentSummary } from '../../api/types.ts';
import { followRow } from '../../components/follow-row.ts';
import { Link } from '../../components/link.tsx';
import { useMe } from '../../me.ts';
import { baseName, formatCount, formatDate, formatMoment } from '../../text/format.ts';
import { placeInSource } from '../../text/document-place.ts';
import { type UrlState, withDocument } from '../../url-state.ts';

interface Props {
  rows: DocumentSummary[];
  /** by source id; a source that is not there shows as its id */
  sourceUris: Map<string, string>;
  state: UrlState;
  onRemove: (document: DocumentSummary) => void;
}

/** Sources, and what removes documents, are the owner's. */
export function DocumentTable({ rows, sourceUris, state, onRemove }: Props) {
  const { owner } = useMe();
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th scope="col">Title and location</th>
          {owner && (
            <th scope="col" className="column-source">
              Source
            </th>
          )}
          <th scope="col" className="column-version number">
            Version
          </th>
          <th scope="col" className="column-characters number">
            Characters
          </th>
          <th scope="col" className="column-pages number">
            Pages
          </th>
          <th scope="col" className="column-indexed">
            Indexed
          </th>
          {owner && (
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DocumentRow
            key={row.document}
            row={row}
            sourceUri={sourceUris.get(row.source) ?? row.source}
            state={state}
            onRemove={onRemove}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: DocumentSummary;
  sourceUri: string;
  state: UrlState;
  onRemove: (document: DocumentSummary) => void;
}

function DocumentRow({ row, sourceUri, state, onRemove }: RowProps) {
  const target = withDocument(state, row.document);
  const open = state.document === row.document;
  const { owner } = useMe();
  return (
    <tr data-open={open || undefined} onClick={followRow(target)}>
      <th scope="row">
        <Link to={target} aria-current={open || undefined}>
          {row.title}
        </Link>
        <span className="uri" title={row.uri}>
          {placeInSource(sourceUri, row.uri)}
        </span>
      </th>
      {owner && <td className="column-source">{baseName(sourceUri)}</td>}
      <td className="column-version number">{row.version}</td>
      <td className="column-characters number">{formatCount(row.characters)}</td>
      <td className="column-pages number">{row.pages ?? <span aria-label="none">–</span>}</td>
      <td className="column-indexed">
        <time dateTime={row.indexed_at} title={formatMoment(row.indexed_at)}>
          {formatDate(row.indexed_at)}
        </time>
      </td>
      {owner && (
        <td className="column-remove">
          <button type="button" className="quiet" aria-label={`Remove ${row.title}`} onClick={() => onRemove(row)}>
            Remove
          </button>
        </td>
      )}
    </tr>
  );
}
