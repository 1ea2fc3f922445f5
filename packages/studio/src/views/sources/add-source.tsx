import { type FormEvent, useId, useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { addSource } from '../../api/client.ts';
import type { SourceKind } from '../../api/types.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { kindOfLocation } from './kind-of-location.ts';
import { LocationHelp } from './location-help.tsx';
import { emptyDraft, requestOf, type SourceDraft } from './source-draft.ts';
import { SourceOptions } from './source-options.tsx';

interface Props {
  kinds: SourceKind[];
  onAdded: () => void;
}

export function AddSource({ kinds, onAdded }: Props) {
  const [draft, setDraft] = useState(emptyDraft);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const id = useId();
  const kind = kindOfLocation(draft.location, kinds);
  const change = (part: Partial<SourceDraft>) => {
    setDraft((last) => ({ ...last, ...part }));
    setError(null);
  };

  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.location.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      await addSource(requestOf(draft, kind));
      setDraft(emptyDraft);
      setOpen(false);
      onAdded();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <form className="add-source" onSubmit={(event) => void add(event)}>
      <label htmlFor={id}>Add a folder or file of the machine that Atelier runs on, or an address</label>
      <div className="field-row">
        <input
          id={id}
          data-main-field
          name="location"
          aria-describedby={`${id}-help`}
          placeholder="/home/me/handbook"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={draft.location}
          onChange={(event) => change({ location: event.target.value })}
        />
        <button type="submit" className="primary" disabled={busy}>
          Add
        </button>
      </div>
      <LocationHelp id={`${id}-help`} location={draft.location} kind={kind} kinds={kinds} />
      <details className="more-options" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>More options</summary>
        <SourceOptions draft={draft} kind={kind} onChange={change} />
      </details>
      {error && <ErrorNote error={error} />}
    </form>
  );
}
