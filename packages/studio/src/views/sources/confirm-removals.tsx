import type { Source } from '../../api/types.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { baseName, plural } from '../../text/format.ts';

interface Props {
  source: Source;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** A run that ended so has removed nothing, and waits for somebody to say that what is gone is meant to be. */
export const removalCodes: ReadonlySet<string> = new Set(['source_empty', 'source_shrunk']);

/** Asks whether nearly everything that a source held is to be removed. */
export function ConfirmRemovals({ source, onConfirm, onClose }: Props) {
  return (
    <ConfirmDialog title="Remove what is gone?" action="Remove" onConfirm={onConfirm} onClose={onClose}>
      <p>
        Whatever is no longer there of the {plural(source.documents, 'document')} from{' '}
        <strong>{baseName(source.uri)}</strong> will no longer be found or cited. If its disk is only not mounted, keep
        them.
      </p>
    </ConfirmDialog>
  );
}
