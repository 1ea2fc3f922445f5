import { useDeferredValue, useState } from 'react';
import { listSources, removeDocument } from '../../api/client.ts';
import type { DocumentSummary } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { NoDocuments } from '../../components/no-documents.tsx';
import { useMe } from '../../me.ts';
import { formatCount, plural } from '../../text/format.ts';
import { home, navigate, type UrlState } from '../../url-state.ts';
import { useResource } from '../../use-resource.ts';
import { DocumentTable } from './document-table.tsx';
import { filterDocuments } from './filter-documents.ts';
import { useAllDocuments } from './use-all-documents.ts';

const rowsAtOnce = 200;

export function DocumentsView({ state }: { state: UrlState }) {
  const { documents, total, complete, error, forget } = useAllDocuments();
  const { owner } = useMe();
  const sources = useResource('sources', async (signal) => (owner ? await listSources(signal) : []));
  const [filter, setFilter] = useState('');
  const [rows, setRows] = useState(rowsAtOnce);
  const [removing, setRemoving] = useState<DocumentSummary | null>(null);
  const found = filterDocuments(documents, useDeferredValue(filter));
  const sourceUris = new Map(sources.data?.map((source) => [source.source, source.uri]));

  const remove = async ({ document }: DocumentSummary) => {
    await removeDocument(document);
    forget(document);
    if (state.document === document) navigate({ ...home, view: 'documents' });
  };

  const count =
    filter.trim() === '' ? plural(total, 'document') : `${formatCount(found.length)} of ${formatCount(total)}`;
  return (
    <div className="documents">
      <div className="view-head">
        <h1>Documents</h1>
        <p className="muted" role="status">
          {complete || total > 0 ? count : ''}
        </p>
        <input
          type="search"
          data-main-field
          aria-label="Filter by title or location"
          placeholder="Filter by title or location"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {error && <ErrorNote error={error} />}
      {complete && total === 0 && <NoDocuments />}
      {complete && total > 0 && found.length === 0 && <p className="nothing">No title or location matches.</p>}
      {found.length > 0 && (
        <DocumentTable rows={found.slice(0, rows)} sourceUris={sourceUris} state={state} onRemove={setRemoving} />
      )}
      {found.length > rows && (
        <button type="button" className="more" onClick={() => setRows(rows + rowsAtOnce)}>
          Show more
        </button>
      )}
      {removing && (
        <ConfirmDialog
          title="Remove this document?"
          action="Remove"
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>
            <strong>{removing.title}</strong> will no longer be found or cited. The file itself stays where it is.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
