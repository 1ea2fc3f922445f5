import { useState } from 'react';
import { listSourceKinds, listSources, removeSource } from '../../api/client.ts';
import type { Source } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { baseName, plural } from '../../text/format.ts';
import { useResource } from '../../use-resource.ts';
import { AddSource } from './add-source.tsx';
import { SourceItem } from './source-item.tsx';

export function SourcesView() {
  const { data: sources, error, reload } = useResource('sources', listSources);
  const kinds = useResource('source-kinds', listSourceKinds).data ?? [];
  const [removing, setRemoving] = useState<Source | null>(null);

  const remove = async ({ source }: Source) => {
    await removeSource(source);
    reload();
  };

  const documents = sources?.reduce((sum, source) => sum + source.documents, 0) ?? 0;
  return (
    <div className="sources">
      <div className="view-head">
        <h1>Sources</h1>
        <p className="muted" role="status">
          {sources && `${plural(documents, 'document')} from ${plural(sources.length, 'source')}`}
        </p>
      </div>
      <AddSource kinds={kinds} onAdded={reload} />
      {error && <ErrorNote error={error} />}
      {sources?.length === 0 && (
        <p className="nothing">No sources yet. The path of a folder on this machine is enough.</p>
      )}
      <ul className="source-list">
        {sources?.map((source) => (
          <SourceItem
            key={source.source}
            source={source}
            kinds={kinds}
            onChanged={reload}
            onRemove={() => setRemoving(source)}
          />
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          title="Remove this source?"
          action="Remove"
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>
            <strong>{baseName(removing.uri)}</strong> and its {plural(removing.documents, 'document')} will no longer be
            found or cited. The files themselves stay where they are.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
