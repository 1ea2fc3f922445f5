import { type FormEvent, useId, useState } from 'react';
import { type ApiError, asApiError } from '../../api/api-error.ts';
import { addSource } from '../../api/client.ts';
import { ErrorNote } from '../../components/error-note.tsx';

export function AddSource({ onAdded }: { onAdded: () => void }) {
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const id = useId();

  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      await addSource(path.trim());
      setPath('');
      onAdded();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <form className="add-source" onSubmit={(event) => void add(event)}>
      <label htmlFor={id}>Add a folder or file of the machine that Atelier runs on</label>
      <div className="field-row">
        <input
          id={id}
          data-main-field
          name="path"
          placeholder="/home/me/handbook"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <button type="submit" className="primary" disabled={busy}>
          Add
        </button>
      </div>
      {error && <ErrorNote error={error} />}
    </form>
  );
}
