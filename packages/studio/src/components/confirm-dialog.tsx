import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { ErrorNote } from './error-note.tsx';

interface Props {
  title: string;
  /** the button that does it, as a verb */
  action: string;
  children: ReactNode;
  /** does it; the dialog stays open and shows the error when it throws */
  onConfirm: () => Promise<void>;
  /** closed, done or not */
  onClose: () => void;
}

/** Asks before something that cannot be undone. Mount it to open it. */
export function ConfirmDialog({ title, action, children, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      dialog.current?.close();
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };

  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
      {error && <ErrorNote error={error} />}
      <div className="confirm-actions">
        <button type="button" autoFocus onClick={() => dialog.current?.close()}>
          Keep
        </button>
        <button type="button" className="danger" disabled={busy} onClick={() => void confirm()}>
          {action}
        </button>
      </div>
    </dialog>
  );
}
