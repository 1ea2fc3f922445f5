import { useState } from 'react';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { signOut } from '../api/client.ts';
import { useMe } from '../me.ts';
import { initialsOf } from '../text/initials.ts';
import { ErrorNote } from './error-note.tsx';

/** Who is signed in, and the way out. */
export function Account() {
  const { user, name, groups, owner } = useMe();
  const [error, setError] = useState<ApiError | null>(null);
  const shown = owner ? 'Owner' : (name ?? user ?? '');

  const leave = async () => {
    try {
      await signOut();
      // A new page: nothing that was shown to the one before stays in its memory.
      location.replace('/');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };

  return (
    <>
      <button type="button" className="account" popoverTarget="account" aria-label={`Signed in as ${shown}`}>
        <span className="account-initials" aria-hidden="true">
          {initialsOf(shown)}
        </span>
        <span className="account-name">{shown}</span>
      </button>
      <div id="account" popover="auto" className="account-card">
        <p className="account-title">{shown}</p>
        <p className="muted">
          {owner ? 'You see everything in this home, and manage it.' : 'You see what is shared with you.'}
        </p>
        {!owner && (
          <ul aria-label="You are" className="principals">
            {[`user:${user}`, ...groups.map((group) => `group:${group}`), 'everyone'].map((principal) => (
              <li key={principal}>{principal}</li>
            ))}
          </ul>
        )}
        {error && <ErrorNote error={error} />}
        <button type="button" onClick={() => void leave()}>
          Sign out
        </button>
      </div>
    </>
  );
}
