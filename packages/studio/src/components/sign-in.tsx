import { type FormEvent, useState } from 'react';
import { type ApiError, asApiError } from '../api/api-error.ts';
import { signIn } from '../api/client.ts';
import { ErrorNote } from './error-note.tsx';
import { Prose } from './prose.tsx';

/** What the page is while nobody is signed in. */
export function SignIn() {
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn(token.trim());
      // A new page at the same address: nothing of whoever was signed in before stays in its memory.
      location.reload();
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <p className="wordmark">Atelier</p>
      <h1>Sign in</h1>
      <p>
        <Prose text="Paste the token that you were given; it begins with `atl_`. This browser stays signed in for 30 days." />
      </p>
      <form onSubmit={(event) => void submit(event)}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="primary" disabled={busy || token.trim() === ''}>
          Sign in
        </button>
      </form>
      {error && <ErrorNote error={error} />}
      <p className="muted">
        <Prose text="Did you start Atelier yourself? Open the link that `atelier up` printed: it signs this browser in as the owner." />
      </p>
    </main>
  );
}
