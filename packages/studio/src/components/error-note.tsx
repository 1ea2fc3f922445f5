import type { ReactNode } from 'react';
import { Prose } from './prose.tsx';

interface Props {
  error: { code: string; message: string; hint: string };
  /** what one can do about it here, such as a button that tries again */
  children?: ReactNode;
}

/** What went wrong, what to try, and the code to look it up by. */
export function ErrorNote({ error, children }: Props) {
  return (
    <div className="error-note" role="alert">
      <p className="error-message">
        <Prose text={error.message} />
      </p>
      {error.hint !== '' && (
        <p className="error-hint">
          <Prose text={error.hint} />
        </p>
      )}
      <p className="error-foot">
        <code>{error.code}</code>
        {children}
      </p>
    </div>
  );
}
